import type { Queryable } from '../db/db.js';
import { raw, sql } from '../db/sql.js';
import { assignments, type FileColumns } from './assignments.js';

/** A stored statement as the import service needs it. */
export interface StatementFile {
  readonly id: number;
  readonly filename: string;
  readonly status: string;
  readonly sha256: string;
  readonly scheme: string;
  readonly fileType: string;
  readonly hospitalCode: string;
  readonly documentNo: string;
  readonly reportTime: string | null;
  readonly isCurrent: boolean;
  readonly storedPath: string | null;
  readonly rowsInserted: number;
  readonly rowsUpdated: number;
  readonly rowsUnchanged: number;
  readonly rowsRefused: number;
  readonly receivableCount: number | null;
  readonly summaryCount: number | null;
  readonly storedCount: number | null;
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
    'document_no as "documentNo"',
    'report_date as "reportTime"',
    'is_current as "isCurrent"',
    'stored_path as "storedPath"',
    'rows_inserted as "rowsInserted"',
    'rows_updated as "rowsUpdated"',
    'rows_unchanged as "rowsUnchanged"',
    'rows_refused as "rowsRefused"',
    'receivable_count as "receivableCount"',
    'summary_count as "summaryCount"',
    'stored_count as "storedCount"',
    'controls_agree as "controlsAgree"',
    'sheets',
  ].join(', '),
);

/** The row of these bytes: under this name, else under another name of the same hospital. */
export async function findStatementFile(
  db: Queryable,
  file: { readonly filename: string; readonly hospitalCode: string; readonly sha256: string },
): Promise<StatementFile | null> {
  const rows = await db.query<StatementFile>(sql`
    select ${columns} from stm_imported_files
    where sha256 = ${file.sha256} and hospital_code = ${file.hospitalCode} order by id`);
  return rows.find((row) => row.filename === file.filename) ?? rows[0] ?? null;
}

export async function statementFileById(db: Queryable, id: number): Promise<StatementFile | null> {
  return await db.first<StatementFile>(sql`select ${columns} from stm_imported_files where id = ${id}`);
}

/** Files of one document whose rows are stored: its issues. */
export async function issuesOfDocument(
  db: Queryable,
  hospitalCode: string,
  documentNo: string,
): Promise<StatementFile[]> {
  return db.query<StatementFile>(sql`
    select ${columns} from stm_imported_files
    where document_no = ${documentNo} and hospital_code = ${hospitalCode}
      and status in ('completed', 'completed_with_problems') order by id`);
}

export async function insertStatementFile(db: Queryable, row: FileColumns): Promise<number> {
  return db.insert('stm_imported_files', row);
}

export async function updateStatementFile(db: Queryable, id: number, row: FileColumns): Promise<void> {
  await db.execute(sql`update stm_imported_files set ${assignments(row)} where id = ${id}`);
}
