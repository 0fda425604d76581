import { sql } from '../db/sql.js';
import { type StatementStanding, statementStandings } from '../domain/statement-standing.js';
import { type ClaimListFilter, claimListConditions, isFigureFilter } from './claim-list-filter.js';
import { asking, type SumsQueryable } from './remembered-sums.js';
import { sourceOfStates } from './summed-source.js';

/** The claims of one state, in baht. */
export interface StateSums {
  readonly state: StatementStanding;
  readonly claims: number;
  readonly claimed: string;
  readonly reimbursed: string;
  /** The part that NHSO is to pay: what statements are held against. */
  readonly promised: string;
  readonly stated: string;
}

/**
 * The claims of a filter by what statements say of them: every state, in the order of `domain/statement-standing`. Read from
 * the kept sums where these know what the filter asks.
 */
export async function stateSums(db: SumsQueryable, filter: ClaimListFilter | null): Promise<StateSums[]> {
  const rows = filter === null ? [] : await rowsOf(db, filter);
  const known = new Map(rows.map((row) => [row.state, { ...row, claims: Number(row.claims) }]));
  const none = { claims: 0, claimed: '0.00', reimbursed: '0.00', promised: '0.00', stated: '0.00' };
  return statementStandings.map((state) => known.get(state) ?? { state, ...none });
}

async function rowsOf(db: SumsQueryable, filter: ClaimListFilter): Promise<readonly StateSums[]> {
  const kept = isFigureFilter(filter) ? sourceOfStates(filter) : null;
  if (kept !== null)
    return await asking(
      db,
      kept,
    )<StateSums>(sql`
      select c.recon_state as state, sum(c.claims) as claims, sum(c.claimed) as claimed, sum(c.reimbursed) as reimbursed,
        sum(c.promised) as promised, sum(c.stated) as stated
      from ${kept} group by c.recon_state having sum(c.claims) <> 0`);
  return await db.query<StateSums>(sql`
    select c.recon_state as state, count(*) as claims, coalesce(sum(c.claimed), 0.00) as claimed,
      coalesce(sum(c.reimbursed), 0.00) as reimbursed, coalesce(sum(c.reimb_nhso), 0.00) as promised,
      coalesce(sum(c.stm_amount), 0.00) as stated
    from claim_current c where ${claimListConditions(filter)} group by c.recon_state`);
}
