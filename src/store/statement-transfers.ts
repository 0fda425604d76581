/** Where claims stand in statements that count, and how far the money of these was transferred. */
import type { Queryable } from '../db/db.js';
import { join, sql } from '../db/sql.js';

/** What one statement says of one claim, in baht. */
export interface ClaimStatement {
  readonly tran_id: string;
  readonly document_no: string;
  readonly period: string;
  readonly stated: string;
}

/** The counted statements of these claims (a thousand at most) of one hospital, the oldest first. */
export async function statementsOfClaims(
  db: Queryable,
  hospitalCode: string,
  tranIds: readonly string[],
): Promise<ClaimStatement[]> {
  if (tranIds.length === 0) return [];
  return await db.query<ClaimStatement>(sql`
    select s.tran_id, f.document_no, f.period, coalesce(sum(s.total_compensation), 0.00) as stated
    from stm_claim_item s join stm_imported_files f
      on f.id = s.file_id and f.is_current = ${true} and f.undone_at is null
    where s.tran_id in (${join([...tranIds])}) and s.hospital_code = ${hospitalCode}
    group by s.tran_id, f.id, f.document_no, f.period order by s.tran_id, f.id`);
}

/** What the counted statements of a period come to, and the transfers that name it; baht. */
export interface PeriodMoney {
  readonly due: string;
  /** null = no transfer names it. */
  readonly transferred: string | null;
}

/** The money of these periods of one hospital, by period. What is due is what the statement itself says to be received. */
export async function moneyOfPeriods(
  db: Queryable,
  hospitalCode: string,
  periods: readonly string[],
): Promise<ReadonlyMap<string, PeriodMoney>> {
  if (periods.length === 0) return new Map();
  const asked = join([...periods]);
  const due = await db.query<{ period: string; due: string }>(sql`
    select period, coalesce(sum(coalesce(receivable_net, stored_amount)), 0.00) as due from stm_imported_files
    where period in (${asked}) and hospital_code = ${hospitalCode} and is_current = ${true} and undone_at is null
    group by period`);
  const moved = await db.query<{ period: string; amount: string | null }>(sql`
    select ref_doc_no as period, coalesce(sum(amount), 0.00) as amount from smt_budget_transfers
    where ref_doc_no in (${asked}) and hospital_code = ${hospitalCode} and gone_at is null group by ref_doc_no`);
  const transferred = new Map(moved.map(({ period, amount }) => [period, amount]));
  return new Map(
    due.map((one) => [one.period, { due: one.due, transferred: transferred.get(one.period) ?? null }]),
  );
}
