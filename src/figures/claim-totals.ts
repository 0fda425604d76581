import type { Queryable } from '../db/db.js';
import { type Sql, sql } from '../db/sql.js';
import { subtractBaht } from '../domain/satang.js';
import {
  besidePostings,
  type ClaimListFilter,
  claimListConditions,
  isFigureFilter,
  mayBeMany,
  postedTrait,
} from './claim-list-filter.js';
import { measuresOf } from './claim-measures.js';
import { measuresInAll } from './claim-sums.js';
import { few } from './known-counts.js';
import { postedClaims } from './posted-claims.js';
import { summedSource } from './summed-source.js';

/** What all claims of a list come to; baht as text with two places. */
export interface ClaimTotals {
  readonly claims: number;
  readonly denied: number;
  readonly claimed: string;
  readonly reimbursed: string;
  /** claimed − reimbursed, as figures have it. */
  readonly loss: string;
}

const ofTotals = ['claims', 'denied', 'claimed', 'reimbursed', 'loss'] as const;

/** Totals of the whole selection: those of the figures where they know the filter, else summed over the few claims of it. */
export async function claimTotalsOf(
  db: Queryable,
  filter: ClaimListFilter,
  atMost: number | null = null,
): Promise<ClaimTotals> {
  if (atMost === 0) return measuresOf({}, ofTotals);
  const posted = summedSource(filter, null) === null ? postedTrait(filter) : null;
  if (posted !== null)
    return await addedTotals(db, sql`${postedClaims(posted)} where ${besidePostings(posted)}`);
  if (isFigureFilter(filter)) return await measuresInAll(db, filter, ofTotals);
  return await addedTotals(db, sql`claim_current c where ${claimListConditions(filter)}`);
}

/** The same of the claims `c` that stand behind `from`, added up one by one. */
export async function addedTotals(db: Queryable, from: Sql): Promise<ClaimTotals> {
  const row = await db.first<{ claims: number; denied: number; claimed: string; reimbursed: string }>(sql`
    select count(*) as claims, coalesce(sum(case when c.is_denied then 1 else 0 end), 0) as denied,
      coalesce(sum(c.claimed), 0.00) as claimed, coalesce(sum(c.reimbursed), 0.00) as reimbursed
    from ${from}`);
  const { claims, denied, claimed, reimbursed } = row ?? {
    ...{ claims: 0, denied: 0, claimed: '0.00', reimbursed: '0.00' },
  };
  return { claims, denied, claimed, reimbursed, loss: subtractBaht(claimed, reimbursed) ?? '0.00' };
}

/** Whether totals come at once: by sums that are kept, or because there are few claims to add up. */
export function areTotalsQuick(filter: ClaimListFilter, atMost: number | null): boolean {
  if ((atMost ?? few + 1) <= few) return true;
  return isFigureFilter(filter) ? summedSource(filter, null) !== null : !mayBeMany(filter);
}
