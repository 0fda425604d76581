import type { Queryable } from '../db/db.js';
import { type ClaimListFilter, everyClaim } from './claim-list-filter.js';
import { claimTotalsOf } from './claim-totals.js';
import { fewFilesSince } from './files-since.js';

/**
 * The filter with the files that it means by name, where they are few: a database that knows little of its tables may
 * otherwise read all claims to find that there are none.
 */
export async function withFilesNamed(db: Queryable, filter: ClaimListFilter): Promise<ClaimListFilter> {
  const { importedSince } = filter;
  return importedSince === null ? filter : { ...filter, cameBy: await fewFilesSince(db, importedSince) };
}

/** What became of claims by the files since a moment; baht as text. */
export interface ClaimsCame {
  /** Claims whose current version is denied. */
  readonly denied: number;
  readonly deniedClaimed: string;
  /** Claims that were denied at first and whose current version passed. */
  readonly recovered: number;
  readonly recoveredReimbursed: string;
}

/** The lists that have these claims. */
export const deniedQuery = { status: 'denied' } as const;
export const recoveredQuery = { status: 'passed', first_passed: 'no' } as const;

/** By the totals of the lists that they lead to; `since` as the filter has it. */
export async function claimsCameSince(db: Queryable, since: string): Promise<ClaimsCame> {
  const came = await withFilesNamed(db, { ...everyClaim, importedSince: since });
  const denied = await claimTotalsOf(db, { ...came, status: 'denied' });
  const recovered = await claimTotalsOf(db, { ...came, status: 'passed', firstPassed: false });
  return {
    denied: denied.claims,
    deniedClaimed: denied.claimed,
    recovered: recovered.claims,
    recoveredReimbursed: recovered.reimbursed,
  };
}
