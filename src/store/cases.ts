import type { Queryable } from '../db/db.js';
import { join, raw, type Sql, sql } from '../db/sql.js';
import type { CaseFields, CasePriority, CaseSource, CaseStatus, RemoteCase } from '../domain/case.js';
import { type ChangeBatch, writeTombstones } from './changes.js';

/** A case as it is stored; instants are ISO 8601 UTC. */
export interface StoredCase extends CaseFields {
  readonly id: number;
  readonly hospital_code: string;
  readonly case_number: string;
  readonly deny_code: string | null;
  readonly assigned_user_id: number | null;
  readonly source: CaseSource;
  readonly version: number;
  readonly remote: RemoteCase | null;
  readonly created_at: string;
  /** When its batch was closed; null inside the transaction that has not closed it yet. */
  readonly updated_at: string | null;
  readonly resolved_at: string | null;
}

export interface CaseRow {
  readonly id: number;
  readonly hospital_code: string;
  readonly case_number: string;
  readonly title: string;
  readonly description: string | null;
  readonly category: string;
  readonly priority: CasePriority;
  readonly status: CaseStatus;
  readonly tran_id: string | null;
  readonly deny_code: string | null;
  readonly reporter_phone: string | null;
  readonly reporter_email: string | null;
  readonly assigned_user_id: number | null;
  readonly assigned_to: string | null;
  readonly external_ref: string | null;
  readonly source: CaseSource;
  readonly version: number;
  readonly remote: string | null;
  readonly created_at: string;
  readonly updated_at: string | null;
  readonly resolved_at: string | null;
}

/** All of a case but its id, and when it last changed. */
export const caseColumns: Sql = sql`c.hospital_code, c.case_number, c.title, c.description, c.category, c.priority, c.status,
  c.tran_id, c.deny_code, c.reporter_phone, c.reporter_email, c.assigned_user_id, u.username as assigned_to,
  c.external_ref, c.source, c.version, c.remote, c.created_at, c.resolved_at`;

/** The tables that these columns are of, one row a case. */
export const caseTables: Sql = sql`cases c left join users u on u.id = c.assigned_user_id`;

/** The same with the id and `updated_at`. */
export const wholeCases: Sql = sql`select c.id, ${caseColumns}, b.at as updated_at from ${caseTables}
  left join change_batches b on b.batch = c.change_batch and b.kind = 'case'`;

export const toCase = (row: CaseRow): StoredCase => ({
  ...row,
  // Written by this file alone, hence its shape is known.
  remote: row.remote === null ? null : (JSON.parse(row.remote) as RemoteCase),
});

/** null = of any hospital. */
export type HospitalBound = string | null;

const ofHospital = (hospital: HospitalBound): Sql =>
  hospital === null ? sql`1 = 1` : sql`c.hospital_code = ${hospital}`;

async function one(db: Queryable, where: Sql): Promise<StoredCase | null> {
  const row = await db.first<CaseRow>(sql`${wholeCases} where ${where}`);
  return row && toCase(row);
}

/** One of another hospital is none. */
export function findCase(db: Queryable, id: number, hospital: HospitalBound): Promise<StoredCase | null> {
  return one(db, sql`c.id = ${id} and ${ofHospital(hospital)}`);
}

/** Keeps others from changing it until the transaction ends; answers it as it is then. */
export async function lockCase(
  tx: Queryable,
  id: number,
  hospital: HospitalBound,
): Promise<StoredCase | null> {
  await tx.query(sql`select c.id from cases c where c.id = ${id} for update`);
  return await findCase(tx, id, hospital);
}

/** The case of this number, or null. */
export async function findCaseId(
  db: Queryable,
  hospitalCode: string,
  caseNumber: string,
): Promise<number | null> {
  const row = await db.first<{ id: number }>(
    sql`select id from cases where hospital_code = ${hospitalCode} and case_number = ${caseNumber}`,
  );
  return row?.id ?? null;
}

/** What a row is made of; the database's clock gives the time. */
export interface NewCaseRow extends Omit<CaseFields, 'assigned_to'> {
  readonly hospital_code: string;
  readonly case_number: string;
  readonly deny_code: string | null;
  readonly assigned_user_id: number | null;
  readonly source: CaseSource;
}

/** Answers its id. Throws DbError `duplicate` where the number is taken. */
export async function insertCase(tx: Queryable, row: NewCaseRow, batch: ChangeBatch): Promise<number> {
  const id = await tx.insert('cases', { ...row, version: 1, change_batch: batch.id });
  batch.kinds.add('case');
  if (row.status === 'resolved' || row.status === 'closed')
    await tx.execute(sql`update cases set resolved_at = created_at where id = ${id}`);
  return id;
}

/** Columns that a change may set. */
export type CaseChanges = Partial<
  Omit<NewCaseRow, 'hospital_code' | 'case_number' | 'source'> & { readonly remote: RemoteCase | null }
>;

/** What a case is changed to. */
export interface CaseUpdate {
  readonly before: StoredCase;
  readonly changes: CaseChanges;
  /** Sets the time of the end, or takes it away. */
  readonly resolved: 'now' | 'not' | 'as_it_is';
}

/** Sets these columns and counts a version. */
export async function updateCase(
  tx: Queryable,
  id: number,
  changes: CaseChanges,
  { batch, resolved }: { readonly batch: ChangeBatch } & Pick<CaseUpdate, 'resolved'>,
): Promise<void> {
  const sets = Object.entries(changes).map(([name, value]) => {
    const stored = name === 'remote' && value !== null ? JSON.stringify(value) : value;
    return sql`${raw(columnName(name))} = ${stored}`;
  });
  if (resolved === 'now') sets.push(sql`resolved_at = current_timestamp(6)`);
  if (resolved === 'not') sets.push(sql`resolved_at = null`);
  sets.push(sql`version = version + 1`, sql`change_batch = ${batch.id}`);
  batch.kinds.add('case');
  await tx.execute(sql`update cases set ${join(sets)} where id = ${id}`);
}

/** Gives a case of no hospital to one, where it may need another number. */
export async function moveCase(
  tx: Queryable,
  id: number,
  { hospitalCode, caseNumber }: { readonly hospitalCode: string; readonly caseNumber: string },
): Promise<void> {
  await tx.execute(sql`
    update cases set hospital_code = ${hospitalCode}, case_number = ${caseNumber} where id = ${id}`);
}

function columnName(name: string): string {
  if (!/^[a-z_]+$/.test(name)) throw new TypeError(`not a column of cases: ${name}`);
  return name;
}

/** Its activity goes with it; a tombstone stays. */
export async function deleteCase(
  tx: Queryable,
  { id, case_number: label, hospital_code: hospitalCode }: StoredCase,
  batch: ChangeBatch,
): Promise<void> {
  await tx.execute(sql`delete from case_activity where case_id = ${id}`);
  await tx.execute(sql`delete from cases where id = ${id}`);
  await writeTombstones(tx, batch, 'case', [{ id, label, hospitalCode }]);
}
