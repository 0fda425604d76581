import type { Queryable } from '../db/db.js';
import { type Sql, sql } from '../db/sql.js';
import type { ExportFormatName } from '../domain/export-column.js';

/** A file that a job wrote, or writes: then it has no name yet. */
export interface StoredExport {
  readonly id: number;
  /** The public id, and the folder of the file in EXPORT_DIR. */
  readonly key: string;
  readonly jobId: number;
  readonly subject: string;
  readonly format: ExportFormatName;
  /** As an address has it. */
  readonly filter: Readonly<Record<string, string>>;
  readonly withIdentity: boolean;
  readonly reason: string | null;
  readonly filename: string | null;
  readonly rows: number | null;
  readonly bytes: number | null;
  readonly userId: number | null;
  readonly finishedAt: string | null;
}

interface ExportRow {
  readonly id: number;
  readonly export_key: string;
  readonly job_id: number;
  readonly subject: string;
  readonly format: ExportFormatName;
  readonly filter: string;
  readonly with_identity: boolean;
  readonly reason: string | null;
  readonly filename: string | null;
  readonly row_count: number | null;
  readonly size_bytes: number | null;
  readonly user_id: number | null;
  readonly finished_at: string | null;
}

const columns = sql`id, export_key, job_id, subject, format, filter, with_identity, reason, filename, row_count,
  size_bytes, user_id, finished_at`;

const toExport = (row: ExportRow): StoredExport => ({
  id: row.id,
  key: row.export_key,
  jobId: row.job_id,
  subject: row.subject,
  format: row.format,
  // Written by this file alone, hence its shape is known.
  filter: JSON.parse(row.filter) as Readonly<Record<string, string>>,
  withIdentity: row.with_identity,
  reason: row.reason,
  filename: row.filename,
  rows: row.row_count,
  bytes: row.size_bytes,
  userId: row.user_id,
  finishedAt: row.finished_at,
});

async function one(db: Queryable, where: Sql): Promise<StoredExport | null> {
  const row = await db.first<ExportRow>(sql`select ${columns} from exports where ${where}`);
  return row && toExport(row);
}

export const findExport = (db: Queryable, key: string) => one(db, sql`export_key = ${key}`);

export type NewExport = Pick<
  StoredExport,
  'key' | 'jobId' | 'subject' | 'format' | 'filter' | 'withIdentity' | 'reason' | 'userId'
>;

/** The export of this job: that which an earlier start of the job began, else a new one. */
export async function beginExport(db: Queryable, begun: NewExport): Promise<StoredExport> {
  const stored = await one(db, sql`job_id = ${begun.jobId}`);
  if (stored) return stored;
  const now = new Date();
  await db.insert('exports', {
    export_key: begun.key,
    job_id: begun.jobId,
    subject: begun.subject,
    format: begun.format,
    filter: JSON.stringify(begun.filter),
    with_identity: begun.withIdentity,
    reason: begun.reason,
    user_id: begun.userId,
    created_at: now,
    updated_at: now,
  });
  const made = await one(db, sql`job_id = ${begun.jobId}`);
  if (!made) throw new Error('an export that was just begun is not there');
  return made;
}

export async function finishExport(
  db: Queryable,
  id: number,
  { filename, rows, bytes }: { readonly filename: string; readonly rows: number; readonly bytes: number },
): Promise<void> {
  const now = new Date();
  await db.execute(sql`update exports set filename = ${filename}, row_count = ${rows}, size_bytes = ${bytes},
    finished_at = ${now}, updated_at = ${now} where id = ${id}`);
}

/** Finished files, the newest first. */
export async function listExports(
  db: Queryable,
  { limit, before }: { readonly limit: number; readonly before: number | null },
): Promise<StoredExport[]> {
  const from = before === null ? sql`1 = 1` : sql`id < ${before}`;
  const rows = await db.query<ExportRow>(sql`select ${columns} from exports
    where finished_at is not null and ${from} order by id desc limit ${limit}`);
  return rows.map(toExport);
}

/** Those that were begun before. */
export async function exportsBefore(db: Queryable, before: Date): Promise<StoredExport[]> {
  const rows = await db.query<ExportRow>(
    sql`select ${columns} from exports where created_at < ${before} order by id`,
  );
  return rows.map(toExport);
}

export async function deleteExport(db: Queryable, id: number): Promise<void> {
  await db.execute(sql`delete from exports where id = ${id}`);
}
