import type { Queryable } from '../db/db.js';
import { sql } from '../db/sql.js';

/** A file of cases that is being written (its numbers are null), or lies there. */
export interface StoredCaseExport {
  readonly id: number;
  /** The public id. */
  readonly key: string;
  readonly jobId: number;
  readonly caller: string;
  readonly filename: string;
  readonly rows: number | null;
  readonly bytes: number | null;
  readonly sha256: string | null;
}

const columns = sql`id, export_key as "key", job_id as "jobId", caller, filename, row_count as "rows",
  size_bytes as "bytes", sha256`;

/** Throws DbError `duplicate` where the name is taken. */
export async function beginCaseExport(
  tx: Queryable,
  begun: Pick<StoredCaseExport, 'key' | 'jobId' | 'caller' | 'filename'>,
): Promise<void> {
  const { key, jobId, caller, filename } = begun;
  await tx.insert('case_exports', { export_key: key, job_id: jobId, caller, filename });
}

export function findCaseExport(db: Queryable, key: string): Promise<StoredCaseExport | null> {
  return db.first<StoredCaseExport>(sql`select ${columns} from case_exports where export_key = ${key}`);
}

export async function isExportName(db: Queryable, filename: string): Promise<boolean> {
  return (await db.first(sql`select id from case_exports where filename = ${filename}`)) !== null;
}

export async function finishCaseExport(
  db: Queryable,
  key: string,
  { rows, bytes, sha256 }: { readonly rows: number; readonly bytes: number; readonly sha256: string },
): Promise<void> {
  await db.execute(sql`update case_exports set row_count = ${rows}, size_bytes = ${bytes}, sha256 = ${sha256},
    finished_at = ${new Date()} where export_key = ${key}`);
}

export function caseExportsBefore(db: Queryable, before: Date): Promise<StoredCaseExport[]> {
  return db.query<StoredCaseExport>(
    sql`select ${columns} from case_exports where created_at < ${before} order by id`,
  );
}

export async function deleteCaseExport(db: Queryable, id: number): Promise<void> {
  await db.execute(sql`delete from case_exports where id = ${id}`);
}
