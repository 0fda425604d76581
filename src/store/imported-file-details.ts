import type { Queryable } from '../db/db.js';
import { sql } from '../db/sql.js';
import { fileKindOf } from '../domain/file-kind.js';
import type { ImportedFileRow } from './imported-file-list.js';
import { statementsAsFiles } from './statement-details.js';

/** Everything that the page of one file says; amounts are baht text. */
export interface ImportedFileDetails extends ImportedFileRow {
  readonly hospital_code: string;
  readonly base_type: string;
  readonly appeal_kind: string;
  readonly stored_path: string | null;
  readonly error_message: string | null;
  readonly portal_passed: number | null;
  readonly portal_failed: number | null;
  readonly summary_passed: number | null;
  readonly summary_failed: number | null;
  readonly summary_amount: string | null;
  readonly stored_passed: number | null;
  readonly stored_amount: string | null;
  /** JSON text: name, layout, rows read, stored, refused per sheet. */
  readonly sheets: string;
  readonly min_service_day: string | null;
  readonly max_service_day: string | null;
  readonly replaces_file_id: number | null;
  readonly undone_at: string | null;
}

/** One attempt to import a file. */
export interface FileAttemptRow {
  readonly id: number;
  readonly status: string;
  readonly forced: boolean;
  readonly started_at: string;
  readonly duration_ms: number;
  readonly message: string | null;
  /** JSON text. */
  readonly counts: string;
  readonly job_key: string | null;
  readonly username: string | null;
}

/** One row of the workbook that was refused or is doubtful. `value` may hold a patient's data. */
export interface FileProblemRow {
  readonly id: number;
  readonly sheet_name: string;
  readonly row_no: number;
  readonly column_no: number | null;
  readonly header_path: string | null;
  readonly code: string;
  readonly severity: string;
  readonly message_th: string | null;
  readonly message_en: string | null;
  readonly value: string | null;
  readonly tran_id: string | null;
}

export function findFileDetails(db: Queryable, id: number): Promise<ImportedFileDetails | null> {
  return db.first<ImportedFileDetails>(
    sql`select id, filename, file_type, lower(scheme) as scheme, file_date, status, source, import_started_at,
        import_completed_at, rows_read, rows_inserted, rows_updated, rows_unchanged, rows_refused, controls_agree,
        portal_total, portal_passed, portal_failed, summary_total, summary_passed, summary_failed, summary_amount,
        stored_total, stored_passed, stored_amount, size_bytes, sha256, hospital_code, base_type, appeal_kind,
        stored_path, error_message, sheets, min_service_day, max_service_day, replaces_file_id, undone_at
        from ${fileKindOf(id) === 'stm' ? statementsAsFiles : sql`eclaim_imported_files`} where id = ${id}`,
  );
}

/** Newest first. */
export function listFileAttempts(db: Queryable, fileId: number): Promise<FileAttemptRow[]> {
  return db.query<FileAttemptRow>(
    sql`select i.id, i.status, i.forced, i.started_at, i.duration_ms, i.message, i.counts, j.job_key, u.username
        from file_imports i left join jobs j on j.id = i.job_id left join users u on u.id = i.user_id
        where i.kind = ${fileKindOf(fileId)} and i.file_id = ${fileId} order by i.id desc limit 50`,
  );
}

/** In the order of the import; `after` is the id behind which the page begins. */
export function listFileProblems(
  db: Queryable,
  fileId: number,
  { limit, after }: { limit: number; after: number },
): Promise<FileProblemRow[]> {
  return db.query<FileProblemRow>(
    sql`select id, sheet_name, row_no, column_no, header_path, code, severity, message_th, message_en, value, tran_id
        from file_problems where kind = ${fileKindOf(fileId)} and file_id = ${fileId} and id > ${after} order by id limit ${limit}`,
  );
}

export async function* eachFileProblem(db: Queryable, fileId: number): AsyncGenerator<FileProblemRow> {
  let after = 0;
  for (;;) {
    const rows = await listFileProblems(db, fileId, { limit: 500, after });
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.id;
  }
}

/** Numbers of refused rows and of remarks of one file. */
export async function countFileProblems(
  db: Queryable,
  fileId: number,
): Promise<{ readonly errors: number; readonly warnings: number }> {
  const rows = await db.query<{ severity: string; problems: number }>(
    sql`select severity, count(*) as problems from file_problems
        where kind = ${fileKindOf(fileId)} and file_id = ${fileId} group by severity`,
  );
  const of = (severity: string) => Number(rows.find((row) => row.severity === severity)?.problems ?? 0);
  return { errors: of('error'), warnings: of('warning') };
}

/** The job that downloaded the file, and what the portal's list said when it was first seen. */
export async function findPortalRow(
  db: Queryable,
  filename: string,
): Promise<{ readonly rep_no: string; readonly first_seen_at: string } | null> {
  return await db.first<{ rep_no: string; first_seen_at: string }>(
    sql`select rep_no, first_seen_at from portal_reps where filename = ${filename} order by id desc limit 1`,
  );
}
