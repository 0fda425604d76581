import type { Queryable } from '../db/db.js';
import { join, sql } from '../db/sql.js';

/** A transfer that names the period of a statement; its amount is that of the whole document, in baht. */
export interface PeriodTransfer {
  readonly period: string;
  readonly postingDay: string | null;
  readonly batchNo: string | null;
  readonly fund: string | null;
  readonly amount: string | null;
  readonly total: string | null;
}

/** What SMT lists under these periods, newest first. */
export async function transfersOfPeriods(
  db: Queryable,
  hospitalCode: string,
  periods: readonly string[],
): Promise<PeriodTransfer[]> {
  if (periods.length === 0) return [];
  return await db.query<PeriodTransfer>(sql`
    select ref_doc_no as "period", posting_day as "postingDay", batch_no as "batchNo", fund_desc as "fund", amount,
      total_amount as "total"
    from smt_budget_transfers
    where ref_doc_no in (${join([...periods])}) and hospital_code = ${hospitalCode} and gone_at is null
    order by posting_day desc, id`);
}
