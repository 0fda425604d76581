import type { Queryable } from '../db/db.js';
import { sql } from '../db/sql.js';
import { type StatementStanding, statementStandings } from '../domain/statement-standing.js';
import { type ClaimListFilter, claimListConditions } from './claim-list-filter.js';

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

/** The claims of a filter by what statements say of them: every state, in the order of `domain/statement-standing`. */
export async function stateSums(db: Queryable, filter: ClaimListFilter | null): Promise<StateSums[]> {
  const rows =
    filter === null
      ? []
      : await db.query<StateSums>(sql`
          select c.recon_state as state, count(*) as claims, coalesce(sum(c.claimed), 0.00) as claimed,
            coalesce(sum(c.reimbursed), 0.00) as reimbursed, coalesce(sum(c.reimb_nhso), 0.00) as promised,
            coalesce(sum(c.stm_amount), 0.00) as stated
          from claim_current c where ${claimListConditions(filter)} group by c.recon_state`);
  const known = new Map(rows.map((row) => [row.state, row]));
  const none = { claims: 0, claimed: '0.00', reimbursed: '0.00', promised: '0.00', stated: '0.00' };
  return statementStandings.map((state) => known.get(state) ?? { state, ...none });
}
