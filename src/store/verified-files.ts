import type { Queryable } from '../db/db.js';
import { join, raw, sql } from '../db/sql.js';
import type { FileKind } from '../domain/file-kind.js';
import { claimTables, itemKinds } from './claims.js';
import { repItemTables } from './rep-items.js';
import { statementTables } from './statement-rows.js';

/** A file with everything that `verify` holds against its rows. */
export interface FileRecord {
  readonly id: number;
  readonly filename: string;
  readonly status: string;
  readonly hospitalCode: string;
  readonly scheme: string;
  readonly fileType: string;
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly storedPath: string | null;
  readonly reportTime: string | null;
  readonly totalRecords: number;
  readonly importedRecords: number;
  readonly failedRecords: number;
  readonly rowsRead: number;
  readonly rowsInserted: number;
  readonly rowsUpdated: number;
  readonly rowsUnchanged: number;
  readonly rowsRefused: number;
  readonly storedTotal: number | null;
  readonly storedAmount: string | null;
  /** JSON text of the sheets. */
  readonly sheets: string;
}

/** What only a REP workbook has. */
export interface RepRecord extends FileRecord {
  readonly baseType: string;
  readonly appealKind: string;
  readonly fileDate: string | null;
  readonly sequence: string | null;
  readonly superseded: boolean;
  readonly replacesFileId: number | null;
  readonly storedPassed: number | null;
  readonly summaryTotal: number | null;
  readonly summaryAmount: string | null;
  readonly minServiceDay: string | null;
  readonly maxServiceDay: string | null;
}

/** What only a statement has. */
export interface StatementRecord extends FileRecord {
  readonly documentNo: string;
  readonly isCurrent: boolean;
}

const shared = `id, filename, status, hospital_code as "hospitalCode", scheme, file_type as "fileType", sha256,
  size_bytes as "sizeBytes", stored_path as "storedPath", total_records as "totalRecords",
  imported_records as "importedRecords", failed_records as "failedRecords", rows_read as "rowsRead",
  rows_inserted as "rowsInserted", rows_updated as "rowsUpdated", rows_unchanged as "rowsUnchanged",
  rows_refused as "rowsRefused", stored_amount as "storedAmount", sheets`;

const ofRep = `base_type as "baseType", appeal_kind as "appealKind", file_date as "fileDate",
  file_sequence as "sequence", superseded, replaces_file_id as "replacesFileId", report_time as "reportTime",
  stored_total as "storedTotal", stored_passed as "storedPassed", summary_total as "summaryTotal",
  summary_amount as "summaryAmount", min_service_day as "minServiceDay", max_service_day as "maxServiceDay"`;

const ofStatement = `document_no as "documentNo", is_current as "isCurrent", report_date as "reportTime",
  stored_count as "storedTotal"`;

/** Tables of the rows of each kind of file. */
export const rowTables: Readonly<Record<FileKind, readonly string[]>> = {
  rep: [...itemKinds.map((kind) => claimTables[kind]), ...repItemTables],
  stm: statementTables,
};

export function repRecordsAfter(db: Queryable, id: number, limit: number): Promise<RepRecord[]> {
  return db.query<RepRecord>(sql`
    select ${raw(shared)}, ${raw(ofRep)} from eclaim_imported_files where id > ${id} order by id limit ${limit}`);
}

export function statementRecordsAfter(db: Queryable, id: number, limit: number): Promise<StatementRecord[]> {
  return db.query<StatementRecord>(sql`
    select ${raw(shared)}, ${raw(ofStatement)} from stm_imported_files where id > ${id} order by id limit ${limit}`);
}

export async function countFiles(db: Queryable): Promise<number> {
  const row = await db.first<{ n: number }>(sql`
    select (select count(*) from eclaim_imported_files) + (select count(*) from stm_imported_files) as n`);
  return row?.n ?? 0;
}

/** Rows of a sheet that stand in one table. */
export interface SheetRows {
  readonly fileId: number;
  readonly sheetName: string;
  readonly layoutId: string;
  readonly rows: number;
}

/** Stored rows of these files in one table, by sheet and layout. */
export function rowsOfSheets(db: Queryable, table: string, ids: readonly number[]): Promise<SheetRows[]> {
  return db.query<SheetRows>(sql`
    select file_id as "fileId", sheet_name as "sheetName", layout_id as "layoutId", count(*) as "rows"
    from ${raw(table)} where file_id in (${join([...ids])}) group by file_id, sheet_name, layout_id`);
}

/** What the problems of a sheet say of its rows. */
export interface SheetProblems {
  readonly fileId: number;
  readonly sheetName: string;
  /** Exact copies, which are not stored twice. */
  readonly copies: number;
  readonly refused: number;
}

export function problemsOfSheets(
  db: Queryable,
  kind: FileKind,
  ids: readonly number[],
): Promise<SheetProblems[]> {
  return db.query<SheetProblems>(sql`
    select file_id as "fileId", sheet_name as "sheetName",
      sum(case when code = 'duplicate_copy' then 1 else 0 end) as copies,
      count(distinct case when severity = 'error' and row_no > 0 then row_no end) as refused
    from file_problems where kind = ${kind} and file_id in (${join([...ids])}) group by file_id, sheet_name`);
}

/** Claim rows of a file in one claim table, as its record sums them up. */
export interface ClaimSums {
  readonly fileId: number;
  readonly reported: number;
  readonly passed: number;
  readonly references: number;
  readonly firstDay: string | null;
  readonly lastDay: string | null;
}

export async function claimSums(db: Queryable, ids: readonly number[]): Promise<ClaimSums[]> {
  const all: ClaimSums[] = [];
  for (const kind of itemKinds)
    all.push(
      ...(await db.query<ClaimSums>(sql`
        select file_id as "fileId", sum(case when row_role = 'reported' then 1 else 0 end) as reported,
          sum(case when row_role = 'reported' and not is_denied then 1 else 0 end) as passed,
          sum(case when row_role = 'reported' then 0 else 1 end) as "references",
          min(service_day) as "firstDay", max(service_day) as "lastDay"
        from ${raw(claimTables[kind])} where file_id in (${join([...ids])}) group by file_id`)),
    );
  return all;
}

/** Money of the claims of each statement, in baht. */
export function statementSums(
  db: Queryable,
  ids: readonly number[],
): Promise<{ readonly fileId: number; readonly amount: string }[]> {
  return db.query(sql`
    select file_id as "fileId", coalesce(sum(total_compensation), 0.00) as amount
    from stm_claim_item where file_id in (${join([...ids])}) group by file_id`);
}
