import type { Db, Queryable, Value } from '../db/db.js';
import { join, sql } from '../db/sql.js';
import type { SmtTransfer } from '../domain/smt-transfer.js';

/** What a complete answer changed. Every transfer of it is one of inserted, updated, unchanged. */
export interface TransferChanges {
  readonly inserted: number;
  readonly updated: readonly ChangedTransfer[];
  readonly unchanged: number;
  /** Known transfers that the answer no longer holds. */
  readonly gone: number;
}

export interface ChangedTransfer {
  readonly refDocNo: string | null;
  readonly before: string | null;
  readonly after: string | null;
}

export interface TransferAnswer {
  readonly hospitalCode: string;
  /** Buddhist Era. */
  readonly budgetYear: number;
  readonly transfers: readonly SmtTransfer[];
  /** Records that were refused: they are not stored, but not gone either. */
  readonly refused: readonly { readonly recordKey: string; readonly occurrence: number }[];
}

const columnOf = {
  runDate: 'run_date',
  postingDate: 'posting_date',
  postingDay: 'posting_day',
  batchNo: 'batch_no',
  refDocNo: 'ref_doc_no',
  vendorNo: 'vendor_no',
  fundName: 'fund_name',
  fundGroup: 'fund_group',
  fundGroupDesc: 'fund_group_desc',
  fundDesc: 'fund_desc',
  efundDesc: 'efund_desc',
  mouGrpCode: 'mou_grp_code',
  amount: 'amount',
  wait: 'wait_amount',
  debt: 'debt_amount',
  bond: 'bond_amount',
  tax: 'tax_amount',
  offset: 'offset_amount',
  total: 'total_amount',
  bankName: 'bank_name',
  paymentStatus: 'payment_status',
  budgetSource: 'budget_source',
  mophId: 'moph_id',
  mophDesc: 'moph_desc',
} as const satisfies Partial<Record<keyof SmtTransfer, string>>;

type Field = keyof typeof columnOf;
const fields = Object.keys(columnOf) as Field[];
/** Fields outside the key: what an update may change. */
const changing: readonly Field[] = [
  ...(['runDate', 'fundGroupDesc', 'amount', 'wait', 'debt', 'bond', 'tax', 'offset', 'total'] as const),
  ...(['bankName', 'paymentStatus', 'mophDesc'] as const),
];

type KnownRow = { readonly id: number; readonly record_key: string; readonly occurrence: number } & {
  readonly gone_at: string | null;
  readonly budget_year: number;
} & Readonly<Record<(typeof columnOf)[Field], string | number | null>>;

const idsInOneStatement = 1000;

/**
 * Keeps one complete answer of SMT, in one transaction (formats/smt-protocol.md 5): the same answer again changes
 * nothing but last_seen_at; other amounts are an update; what the answer no longer holds gets gone_at.
 */
export function keepTransfers(db: Db, answer: TransferAnswer): Promise<TransferChanges> {
  return db.transaction(async (tx) => {
    const known = await knownTransfers(tx, answer.hospitalCode);
    const now = new Date();
    const fresh: SmtTransfer[] = [];
    const updated: ChangedTransfer[] = [];
    const seen = new Set<number>();
    for (const transfer of answer.transfers) {
      const row = known.get(keyOf(transfer.recordKey, transfer.occurrence));
      if (row === undefined) fresh.push(transfer);
      else {
        seen.add(row.id);
        if (row.gone_at === null && saysTheSame(row, transfer)) continue;
        await updateTransfer(tx, row.id, transfer, now);
        updated.push({
          refDocNo: transfer.refDocNo,
          before: row.amount as string | null,
          after: transfer.amount,
        });
      }
    }
    for (const { recordKey, occurrence } of answer.refused) {
      const row = known.get(keyOf(recordKey, occurrence));
      if (row !== undefined) seen.add(row.id);
    }
    await insertTransfers(tx, answer, fresh, now);
    await eachPart([...seen], (ids) =>
      tx.execute(sql`update smt_budget_transfers set last_seen_at = ${now} where id in (${join(ids)})`),
    );
    const gone = [...known.values()].filter(
      (row) => row.budget_year === answer.budgetYear && row.gone_at === null && !seen.has(row.id),
    );
    await eachPart(
      gone.map((row) => row.id),
      (ids) =>
        tx.execute(
          sql`update smt_budget_transfers set gone_at = ${now}, updated_at = ${now} where id in (${join(ids)})`,
        ),
    );
    const unchanged = answer.transfers.length - fresh.length - updated.length;
    return { inserted: fresh.length, updated, unchanged, gone: gone.length };
  });
}

const keyOf = (recordKey: string, occurrence: number) => `${recordKey}/${occurrence}`;

async function knownTransfers(db: Queryable, hospitalCode: string): Promise<Map<string, KnownRow>> {
  const rows = await db.query<KnownRow>(
    sql`select * from smt_budget_transfers where hospital_code = ${hospitalCode} order by id`,
  );
  return new Map(rows.map((row) => [keyOf(row.record_key, row.occurrence), row]));
}

function saysTheSame(row: KnownRow, transfer: SmtTransfer): boolean {
  return changing.every((field) => row[columnOf[field]] === transfer[field]);
}

async function updateTransfer(db: Queryable, id: number, transfer: SmtTransfer, now: Date): Promise<void> {
  await db.execute(
    sql`update smt_budget_transfers set run_date = ${transfer.runDate}, fund_group_desc = ${transfer.fundGroupDesc},
        amount = ${transfer.amount}, wait_amount = ${transfer.wait}, debt_amount = ${transfer.debt},
        bond_amount = ${transfer.bond}, tax_amount = ${transfer.tax}, offset_amount = ${transfer.offset},
        total_amount = ${transfer.total}, bank_name = ${transfer.bankName},
        payment_status = ${transfer.paymentStatus}, moph_desc = ${transfer.mophDesc}, raw = ${transfer.raw},
        gone_at = null, updated_at = ${now} where id = ${id}`,
  );
}

async function insertTransfers(
  db: Queryable,
  answer: TransferAnswer,
  transfers: readonly SmtTransfer[],
  now: Date,
): Promise<void> {
  const added = ['hospital_code', 'budget_year', 'record_key', 'occurrence', 'raw'];
  const times = ['first_seen_at', 'last_seen_at', 'created_at', 'updated_at'];
  const rows = transfers.map((transfer): Value[] => [
    ...fields.map((field) => transfer[field]),
    answer.hospitalCode,
    answer.budgetYear,
    transfer.recordKey,
    transfer.occurrence,
    transfer.raw,
    ...times.map(() => now),
  ]);
  const columns = [...fields.map((field) => columnOf[field]), ...added, ...times];
  if (rows.length > 0) await db.bulkInsert('smt_budget_transfers', columns, rows);
}

async function eachPart(
  ids: readonly number[],
  work: (ids: readonly number[]) => Promise<unknown>,
): Promise<void> {
  for (let from = 0; from < ids.length; from += idsInOneStatement)
    await work(ids.slice(from, from + idsInOneStatement));
}
