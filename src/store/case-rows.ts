/** Many cases at once, as a file brings them. */
import type { Queryable } from '../db/db.js';
import { join, sql } from '../db/sql.js';
import type { CasePriority, CaseStatus } from '../domain/case.js';
import type { ActivityActor } from './case-activity.js';
import {
  type CaseRow,
  type CaseUpdate,
  type NewCaseRow,
  type StoredCase,
  toCase,
  wholeCases,
} from './cases.js';
import type { ChangeBatch } from './changes.js';

const columns = [
  ...(['hospital_code', 'case_number', 'title', 'description', 'category', 'priority', 'status'] as const),
  ...(['tran_id', 'deny_code', 'reporter_phone', 'reporter_email', 'assigned_user_id'] as const),
  ...(['external_ref', 'source'] as const),
] as const satisfies readonly (keyof NewCaseRow)[];

/** The cases of these numbers of these hospitals; with `lock` nobody else changes them until the transaction ends. */
export async function findCasesByNumber(
  db: Queryable,
  {
    hospitals,
    caseNumbers,
  }: { readonly hospitals: readonly string[]; readonly caseNumbers: readonly string[] },
  lock: boolean,
): Promise<StoredCase[]> {
  if (caseNumbers.length === 0) return [];
  const where = sql`c.hospital_code in (${join([...hospitals])}) and c.case_number in (${join([...caseNumbers])})`;
  if (lock) await db.query(sql`select c.id from cases c where ${where} order by c.id for update`);
  const rows = await db.query<CaseRow>(sql`${wholeCases} where ${where}`);
  return rows.map(toCase);
}

export async function insertCases(
  tx: Queryable,
  rows: readonly NewCaseRow[],
  batch: ChangeBatch,
): Promise<void> {
  if (rows.length === 0) return;
  batch.kinds.add('case');
  await tx.bulkInsert(
    'cases',
    [...columns, 'version', 'change_batch'],
    rows.map((row) => [...columns.map((column) => row[column]), 1, batch.id]),
  );
}

/** Columns of a row that no change of it moves. */
const fixed: readonly string[] = ['hospital_code', 'case_number', 'source'];

/**
 * Changes cases that this transaction has locked, as updateCase does one by one: whole rows are written, of which all but
 * what was changed stands there already.
 */
export async function updateCases(
  tx: Queryable,
  updates: readonly CaseUpdate[],
  batch: ChangeBatch,
): Promise<void> {
  if (updates.length === 0) return;
  batch.kinds.add('case');
  const rows = updates.map(({ before, changes }) => {
    const { remote: _remote, ...written } = changes;
    const now = { ...before, ...written };
    const values = Object.fromEntries(columns.map((column) => [column, now[column]]));
    return { id: before.id, ...values, version: before.version + 1, change_batch: batch.id };
  });
  const moved = [...columns.filter((column) => !fixed.includes(column)), 'version', 'change_batch'];
  await tx.upsert('cases', rows, ['id'], moved);
  const idsOf = (wanted: CaseUpdate['resolved']) =>
    updates.flatMap(({ before: { id }, resolved }) => (resolved === wanted ? [id] : []));
  const done = idsOf('now');
  if (done.length > 0)
    await tx.execute(sql`update cases set resolved_at = current_timestamp(6) where id in (${join(done)})`);
  const undone = idsOf('not');
  if (undone.length > 0)
    await tx.execute(sql`update cases set resolved_at = null where id in (${join(undone)})`);
}

/** After all inserts of a batch: what each of its new cases is told to have begun with. */
export async function settleInsertedCases(
  tx: Queryable,
  batch: ChangeBatch,
  by: ActivityActor,
): Promise<void> {
  const made = sql`change_batch = ${batch.id} and version = 1`;
  await tx.execute(
    sql`update cases set resolved_at = created_at where ${made} and status in ('resolved', 'closed')`,
  );
  await tx.execute(sql`
    insert into case_activity (case_id, activity, actor_kind, actor_id, actor_name)
    select id, 'created', ${by.actorKind}, ${by.actorId}, ${by.actorName.slice(0, 190)} from cases where ${made}`);
}

/** What events tell of a case. */
interface InsertedCase {
  readonly id: number;
  readonly hospital_code: string;
  readonly case_number: string;
  readonly tran_id: string | null;
  readonly priority: CasePriority;
  readonly status: CaseStatus;
  readonly version: number;
}

/** The new cases of a batch, group by group. */
export async function* insertedCases(tx: Queryable, batch: ChangeBatch): AsyncGenerator<InsertedCase[]> {
  for (let after = 0; ; ) {
    const rows: InsertedCase[] = await tx.query<InsertedCase>(sql`
      select id, hospital_code, case_number, tran_id, priority, status, version from cases
      where change_batch = ${batch.id} and id > ${after} and version = 1 order by id limit 1000`);
    yield rows;
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.id;
  }
}
