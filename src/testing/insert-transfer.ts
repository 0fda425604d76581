import type { Db } from '../db/db.js';

/** A transfer of SMT, written straight into its table. */
export async function insertTransfer(
  db: Db,
  transfer: {
    readonly period: string;
    readonly amount: string;
    /** Tells transfers apart. */
    readonly key: string;
    readonly hospital?: string;
    readonly gone?: boolean;
  },
): Promise<void> {
  const at = new Date('2026-02-03T02:00:00Z');
  await db.insert('smt_budget_transfers', {
    hospital_code: transfer.hospital ?? '99999',
    budget_year: 2569,
    ref_doc_no: transfer.period,
    posting_day: '2026-02-03',
    amount: transfer.amount,
    total_amount: transfer.amount,
    record_key: transfer.key.padStart(64, '0'),
    occurrence: 1,
    raw: '{}',
    first_seen_at: at,
    last_seen_at: at,
    gone_at: transfer.gone === true ? at : null,
  });
}
