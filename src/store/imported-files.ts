import type { Queryable } from '../db/db.js';
import { raw, sql } from '../db/sql.js';
import type { ImportSource } from '../domain/import-result.js';
import { assignments, type FileColumns } from './assignments.js';

/** A stored REP workbook as the import service needs it. */
export interface ImportedFile {
  readonly id: number;
  readonly filename: string;
  readonly status: string;
  readonly sha256: string;
  readonly scheme: string;
  readonly fileType: string;
  readonly hospitalCode: string;
  /** OP, IP, ORF or ''. */
  readonly baseType: string;
  /** appeal, nhso, cd or ''. */
  readonly appealKind: string;
  /** Gregorian, YYYY-MM-DD. */
  readonly fileDate: string | null;
  readonly sequence: string | null;
  /** How the bytes came for the first time. */
  readonly source: ImportSource;
  readonly downloadId: number | null;
  readonly reportTime: string | null;
  readonly superseded: boolean;
  readonly replacesFileId: number | null;
  readonly storedPath: string | null;
  readonly rowsInserted: number;
  readonly rowsUpdated: number;
  readonly rowsUnchanged: number;
  readonly rowsRefused: number;
  readonly summaryTotal: number | null;
  readonly portalTotal: number | null;
  readonly storedTotal: number | null;
  readonly controlsAgree: boolean | null;
  /** JSON text of the sheets. */
  readonly sheets: string;
}

const columns = raw(
  [
    'id',
    'filename',
    'status',
    'sha256',
    'scheme',
    'file_type as "fileType"',
    'hospital_code as "hospitalCode"',
    'base_type as "baseType"',
    'appeal_kind as "appealKind"',
    'file_date as "fileDate"',
    'file_sequence as "sequence"',
    'source',
    'download_id as "downloadId"',
    'report_time as "reportTime"',
    'superseded',
    'replaces_file_id as "replacesFileId"',
    'stored_path as "storedPath"',
    'rows_inserted as "rowsInserted"',
    'rows_updated as "rowsUpdated"',
    'rows_unchanged as "rowsUnchanged"',
    'rows_refused as "rowsRefused"',
    'summary_total as "summaryTotal"',
    'portal_total as "portalTotal"',
    'stored_total as "storedTotal"',
    'controls_agree as "controlsAgree"',
    'sheets',
  ].join(', '),
);

/**
 * The row of these bytes: under this name, else under another name of the same hospital (the same bytes make no second
 * row, formats/tables.md 2).
 */
export async function findImportedFile(
  db: Queryable,
  file: { readonly filename: string; readonly hospitalCode: string; readonly sha256: string },
): Promise<ImportedFile | null> {
  const rows = await db.query<ImportedFile>(sql`
    select ${columns} from eclaim_imported_files
    where sha256 = ${file.sha256} and hospital_code = ${file.hospitalCode} order by id`);
  return rows.find((row) => row.filename === file.filename) ?? rows[0] ?? null;
}

export function findImportedFileById(db: Queryable, id: number): Promise<ImportedFile | null> {
  return db.first<ImportedFile>(sql`select ${columns} from eclaim_imported_files where id = ${id}`);
}

/** A file in this state has its rows in the claim tables. */
export function isStoredStatus(status: string): boolean {
  return status === 'completed' || status === 'completed_with_problems';
}

/** Files of one name whose rows are stored: the re-issues of one workbook. */
export async function filesOfName(
  db: Queryable,
  hospitalCode: string,
  filename: string,
): Promise<ImportedFile[]> {
  return db.query<ImportedFile>(sql`
    select ${columns} from eclaim_imported_files
    where hospital_code = ${hospitalCode} and filename = ${filename}
      and status in ('completed', 'completed_with_problems') order by id`);
}

/** Files of one name whose bytes could not be read: once others are stored, nobody need look at them. */
export async function failedFilesOfName(
  db: Queryable,
  hospitalCode: string,
  filename: string,
): Promise<number[]> {
  const rows = await db.query<{ id: number }>(sql`select id from eclaim_imported_files
    where hospital_code = ${hospitalCode} and filename = ${filename} and status = 'failed' order by id`);
  return rows.map(({ id }) => id);
}

export async function insertImportedFile(db: Queryable, row: FileColumns): Promise<number> {
  return db.insert('eclaim_imported_files', row);
}

export async function updateImportedFile(db: Queryable, id: number, row: FileColumns): Promise<void> {
  await db.execute(sql`update eclaim_imported_files set ${assignments(row)} where id = ${id}`);
}

/** One attempt to import a file, for its history; answers its id. */
export function recordAttempt(db: Queryable, row: FileColumns): Promise<number> {
  return db.insert('file_imports', row);
}

/** What the portal's list says of a workbook: counts over all its REP documents; null where it was never listed. */
export async function portalCounts(
  db: Queryable,
  filename: string,
): Promise<{ readonly total: number; readonly passed: number; readonly failed: number } | null> {
  const rows = await db.query<{
    total: number | null;
    passed: number | null;
    failed: number | null;
    gone_at: string | null;
  }>(sql`
    select total, passed, failed, gone_at from portal_reps where filename = ${filename} or filename = ${`rep_${filename}`}`);
  // What NHSO took off its list counts only where nothing of the workbook is listed any more.
  const listed = rows.filter(({ gone_at }) => gone_at === null);
  const known = (listed.length > 0 ? listed : rows).filter((row) => row.total !== null);
  if (known.length === 0) return null;
  const sum = (name: 'total' | 'passed' | 'failed') => known.reduce((all, row) => all + (row[name] ?? 0), 0);
  return { total: sum('total'), passed: sum('passed'), failed: sum('failed') };
}
