import type { Queryable } from '../db/db.js';
import { sql } from '../db/sql.js';
import { subtractBaht } from '../domain/satang.js';
import { type ClaimListFilter, claimListConditions, isFigureFilter } from './claim-list-filter.js';
import { claimSumsOf } from './claim-sums.js';

/** What all claims of a list come to; baht as text with two places. */
export interface ClaimTotals {
  readonly claims: number;
  readonly denied: number;
  readonly claimed: string;
  readonly reimbursed: string;
  /** claimed − reimbursed, as figures have it. */
  readonly loss: string;
}

/** Totals of the whole selection: those of the figures where they know the filter, else summed over the few claims of it. */
export async function claimTotalsOf(db: Queryable, filter: ClaimListFilter): Promise<ClaimTotals> {
  if (isFigureFilter(filter)) {
    const { claims, denied, claimed, reimbursed, loss } = await claimSumsOf(db, filter);
    return { claims, denied, claimed, reimbursed, loss };
  }
  const row = await db.first<{ claims: number; denied: number; claimed: string; reimbursed: string }>(sql`
    select count(*) as claims, coalesce(sum(case when c.is_denied then 1 else 0 end), 0) as denied,
      coalesce(sum(c.claimed), 0.00) as claimed, coalesce(sum(c.reimbursed), 0.00) as reimbursed
    from claim_current c where ${claimListConditions(filter)}`);
  const { claims, denied, claimed, reimbursed } = row ?? {
    ...{ claims: 0, denied: 0, claimed: '0.00', reimbursed: '0.00' },
  };
  return { claims, denied, claimed, reimbursed, loss: subtractBaht(claimed, reimbursed) ?? '0.00' };
}
