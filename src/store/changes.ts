/**
 * The order in which changes of rows were committed. A time stamp alone loses rows: a transaction may commit long after the
 * instant that it wrote. So a transaction that changes rows which others copy
 *
 * 1. opens a batch and writes its `id` into `change_batch` of every row that it inserts or changes (and adds the kind to
 *    `kinds`), and writes a tombstone for every row that it takes out;
 * 2. closes the batch as its very last step: the batch gets the next number under the lock of `change_clock`, which is held
 *    until the commit. Nothing is done behind it, so the lock is short and numbers are in the order of commits;
 * 3. tells the batch's `at` as `updated_at` of its rows. It never goes back.
 *
 * `store/change-feed.ts` reads in this order.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import type { Db, Queryable, Tx } from '../db/db.js';
import { join, raw, sql } from '../db/sql.js';

export type ChangeKind = 'claim' | 'case' | 'event';

/** What one transaction changes. */
export interface ChangeBatch {
  /** Goes into `change_batch` of the rows. */
  readonly id: number;
  /** Kinds of rows that carry the id, or have a tombstone with it; who writes one adds its kind. */
  readonly kinds: Set<ChangeKind>;
}

/** The place that a batch got. */
export interface ClosedBatch {
  readonly no: number;
  /** Instant as text, UTC, with microseconds. */
  readonly at: string;
}

/** A new batch: nothing is written before rows are. */
export function openBatch(): ChangeBatch {
  // 53 bits, which a number holds. Should an id ever come twice, the second batch cannot be closed and is rolled back.
  const id = Number(randomBytes(8).readBigUInt64BE() >> 11n);
  return { id, kinds: new Set() };
}

/** The last step of a transaction that changed rows: call nothing of `tx` after it. Null where no row was changed. */
export async function closeBatch(tx: Tx, { id, kinds }: ChangeBatch): Promise<ClosedBatch | null> {
  if (kinds.size === 0) return null;
  const { clock, justAfter } = tx.dialect;
  await tx.query(sql`select last_no from change_clock where id = 1 for update`);
  await tx.execute(sql`
    update change_clock set last_no = last_no + 1, last_at = greatest(${clock}, ${justAfter(sql`last_at`)})
    where id = 1`);
  for (const kind of kinds)
    await tx.execute(sql`
      insert into change_batches (kind, no, batch, at) select ${kind}, last_no, ${id}, last_at from change_clock where id = 1`);
  return tx.first<ClosedBatch>(sql`select last_no as no, last_at as at from change_clock where id = 1`);
}

/** A row that is taken out, as its copies know it. */
export interface GoneRow {
  readonly id: number;
  /** TRAN_ID, number of a case. */
  readonly label: string;
  readonly hospitalCode: string;
}

/** Writes down that rows are gone, in the transaction that takes them out. */
export async function writeTombstones(
  tx: Tx,
  batch: ChangeBatch,
  kind: ChangeKind,
  rows: readonly GoneRow[],
): Promise<void> {
  if (rows.length === 0) return;
  batch.kinds.add(kind);
  const columns = ['kind', 'change_batch', 'row_id', 'label', 'hospital_code'];
  await tx.bulkInsert(
    'tombstones',
    columns,
    rows.map((row) => [kind, batch.id, row.id, row.label, row.hospitalCode]),
  );
}

/** Takes away tombstones of before an instant. Who has not read since must copy everything anew. Answers how many. */
export function purgeTombstones(db: Db, before: Date): Promise<number> {
  return db.transaction(async (tx) => {
    const last = await tx.first<{ readonly no: number | null }>(sql`
      select max(b.no) as no from tombstones t join change_batches b on b.batch = t.change_batch and b.kind = t.kind
      where b.at < ${before}`);
    if (last?.no == null) return 0;
    const gone = await tx.execute(sql`
      delete from tombstones where change_batch in (select b.batch from change_batches b where b.no <= ${last.no})`);
    await tx.execute(
      sql`update change_clock set purged_no = ${last.no} where id = 1 and purged_no < ${last.no}`,
    );
    return gone;
  });
}

/** The tables whose rows carry the batches of a kind. */
const tables: Readonly<Record<ChangeKind, string>> = {
  claim: 'claim_current',
  case: 'cases',
  event: 'events',
};
const atOnce = 1000;

/**
 * Takes away the numbers of changes of before an instant that nothing is left of: their rows changed again, or are gone
 * without a tombstone. Readers would look each of them up for ever. What is empty stays so: a row gets the batch of the
 * transaction that writes it, which by then is long over. Answers how many.
 */
export async function purgeEmptyBatches(db: Db, before: Date): Promise<number> {
  let purged = 0;
  for (const [kind, table] of Object.entries(tables))
    for (let after: number | null = -1; after !== null; ) {
      const some: { readonly no: number; readonly batch: number; readonly is_empty: number }[] =
        await db.query(sql`
        select b.no, b.batch, case when
          (select c.id from ${raw(table)} c where c.change_batch = b.batch limit 1) is null
          and (select t.row_id from tombstones t where t.kind = b.kind and t.change_batch = b.batch limit 1) is null
          then 1 else 0 end as is_empty
        from (select no, batch, kind from change_batches
          where kind = ${kind} and no > ${after} and at < ${before} order by no limit ${atOnce}) b order by b.no`);
      const empty = some.flatMap(({ batch, is_empty }) => (is_empty === 1 ? [batch] : []));
      if (empty.length > 0)
        purged += await db.execute(
          sql`delete from change_batches where kind = ${kind} and batch in (${join(empty)})`,
        );
      after = some.length < atOnce ? null : (some.at(-1)?.no ?? null);
    }
  return purged;
}

/**
 * Gives the numbering a new name: after a restore, numbers of before may stand for other changes. Does nothing in a database
 * of an earlier version, which gets its numbering when it is migrated.
 */
export async function renewFeed(db: Queryable): Promise<void> {
  const begun = await db.first(
    sql`select version from schema_migrations where version like ${'%-change-clock-begun'}`,
  );
  if (!begun) return;
  await db.execute(sql`update change_clock set feed = ${randomUUID()} where id = 1`);
}
