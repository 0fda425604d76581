import type { Queryable } from '../db/db.js';
import { join, type Sql, sql } from '../db/sql.js';
import type { FileKind } from '../domain/file-kind.js';

/** One attempt to import a file, with the file as it is now. */
export interface ImportAttemptRow {
  readonly id: number;
  readonly kind: FileKind;
  readonly file_id: number | null;
  readonly file: string | null;
  readonly hospital_code: string | null;
  readonly status: string;
  readonly forced: boolean;
  readonly started_at: string;
  readonly duration_ms: number;
  /** JSON text. */
  readonly counts: string;
  readonly job_key: string | null;
}

export interface ImportAttemptFilter {
  /** Attempts with files of this hospital alone; null = all. */
  readonly hospital: string | null;
  readonly status: string | null;
  readonly fileId: number | null;
  readonly id?: number;
  /** Only older ones. */
  readonly below: number | null;
}

/** Newest first. */
export function listImportAttempts(
  db: Queryable,
  { hospital, status, fileId, id, below }: ImportAttemptFilter,
  limit: number,
): Promise<ImportAttemptRow[]> {
  const where: Sql[] = [sql`1 = 1`];
  if (hospital !== null) where.push(sql`coalesce(r.hospital_code, s.hospital_code) = ${hospital}`);
  if (status !== null) where.push(sql`i.status = ${status}`);
  if (fileId !== null) where.push(sql`i.file_id = ${fileId}`);
  if (id !== undefined) where.push(sql`i.id = ${id}`);
  if (below !== null) where.push(sql`i.id < ${below}`);
  return db.query<ImportAttemptRow>(sql`
    select i.id, i.kind, i.file_id, coalesce(r.filename, s.filename) as file,
      coalesce(r.hospital_code, s.hospital_code) as hospital_code, i.status, i.forced, i.started_at, i.duration_ms, i.counts,
      j.job_key
    from file_imports i left join eclaim_imported_files r on i.kind = 'rep' and r.id = i.file_id
      left join stm_imported_files s on i.kind = 'stm' and s.id = i.file_id left join jobs j on j.id = i.job_id
    where ${join(where, ' and ')} order by i.id desc limit ${limit}`);
}
