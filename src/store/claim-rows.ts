import type { Queryable, Value } from '../db/db.js';
import { join, raw, sql } from '../db/sql.js';
import type { StatementStanding } from '../domain/statement-standing.js';
import { claimTables, type ItemKind, itemKinds } from './claims.js';
import type { RepItemTable } from './rep-items.js';

/** A row as stored: values by database column, what the form has no column for by its heading. */
export interface StoredRow {
  readonly sheetName: string;
  readonly rowNo: number;
  readonly layoutId: string;
  readonly columns: Readonly<Record<string, Value>>;
  readonly extra: Readonly<Record<string, string>>;
}

/** One Detail row of a claim with what its file says of it. Money in baht, dates Gregorian. */
export interface ClaimRow extends StoredRow {
  readonly itemKind: ItemKind;
  readonly id: number;
  readonly fileId: number;
  readonly filename: string;
  readonly fileDate: string | null;
  readonly hospitalCode: string;
  readonly scheme: string;
  readonly fileType: string;
  readonly kind: string;
  readonly role: 'reported' | 'reference';
  readonly versionNo: number;
  readonly versionKey: string;
  readonly isCurrent: boolean;
  readonly superseded: boolean;
  /** '' = no appeal. */
  readonly appealKind: string;
  readonly repNo: string | null;
  readonly rowHash: string;
  readonly isDenied: boolean;
  readonly errorCode: string | null;
  readonly serviceDay: string | null;
  readonly claimed: string | null;
  readonly reimbursed: string | null;
  readonly loss: string | null;
}

/** The columns that get a name of their own, by that name. */
const named = {
  sheetName: 'c.sheet_name',
  rowNo: 'c.row_no',
  layoutId: 'c.layout_id',
  id: 'c.id',
  fileId: 'c.file_id',
  filename: 'f.filename',
  fileDate: 'f.file_date',
  hospitalCode: 'c.hospital_code',
  scheme: 'c.scheme',
  fileType: 'c.file_type',
  kind: 'c.kind',
  role: 'c.row_role',
  versionNo: 'c.version_no',
  versionKey: 'c.version_key',
  isCurrent: 'c.is_current',
  superseded: 'f.superseded',
  appealKind: 'f.appeal_kind',
  repNo: 'c.rep_no',
  rowHash: 'c.row_hash',
  isDenied: 'c.is_denied',
  errorCode: 'c.error_code',
  serviceDay: 'c.service_day',
  claimed: 'c.claimed',
  reimbursed: 'c.reimbursed',
  loss: 'c.loss',
} as const;

const prefix = 'own_';
const namedColumns = Object.entries(named)
  .map(([name, column]) => `${column} as "${prefix}${name}"`)
  .join(', ');

/** Documents are objects of texts, as the readers write them. */
function extraOf(document: Value | undefined): Record<string, string> {
  const parsed: unknown = JSON.parse(typeof document === 'string' ? document : '{}');
  if (typeof parsed !== 'object' || parsed === null) return {};
  return Object.fromEntries(Object.entries(parsed).map(([heading, value]) => [heading, String(value)]));
}

/** Takes the columns with names of their own out of a row that has all of its table's beside them. */
function ownColumns(row: Readonly<Record<string, Value>>): Record<string, Value> {
  const own = Object.entries(row).filter(([name]) => name.startsWith(prefix));
  return Object.fromEntries(own.map(([name, value]) => [name.slice(prefix.length), value]));
}

/** Every Detail row with this TRAN_ID, over all files and hospitals: first claim, appeals, re-issues, reference rows. */
export async function claimRows(db: Queryable, tranId: string): Promise<ClaimRow[]> {
  const all: ClaimRow[] = [];
  for (const itemKind of itemKinds) {
    const rows = await db.query<Record<string, Value>>(sql`
      select c.*, ${raw(namedColumns)}
      from ${raw(claimTables[itemKind])} c join eclaim_imported_files f on f.id = c.file_id
      where c.tran_id = ${tranId}`);
    // The keys are those of `named`, whose columns have these types.
    for (const row of rows)
      all.push({
        ...ownColumns(row),
        itemKind,
        columns: row,
        extra: extraOf(row.extra),
      } as unknown as ClaimRow);
  }
  return all;
}

/** What is kept of a claim and its statements, in baht: what NHSO is to pay by the current version, and what they say. */
export interface KeptStanding {
  readonly promised: string | null;
  readonly stated: string | null;
  readonly standing: StatementStanding;
}

/** null = no version of the claim counts. */
export function keptStanding(
  db: Queryable,
  hospitalCode: string,
  tranId: string,
): Promise<KeptStanding | null> {
  return db.first<KeptStanding>(sql`
    select reimb_nhso as promised, stm_amount as stated, recon_state as standing
    from claim_current where hospital_code = ${hospitalCode} and tran_id = ${tranId}`);
}

/** Rows of an item sheet that belong to the claim rows of these files, in the order of the sheet. */
export async function itemRows(
  db: Queryable,
  table: Exclude<RepItemTable, 'eclaim_summary'>,
  fileIds: readonly number[],
  tranId: string,
): Promise<(StoredRow & { readonly fileId: number })[]> {
  const rows = await db.query<Record<string, Value>>(sql`
    select * from ${raw(table)} where file_id in (${join([...fileIds])}) and tran_id = ${tranId} order by sheet_name, row_no`);
  return rows.map((row) => ({
    fileId: Number(row.file_id),
    sheetName: String(row.sheet_name),
    rowNo: Number(row.row_no),
    layoutId: String(row.layout_id),
    columns: row,
    extra: extraOf(row.extra),
  }));
}

/** One row of a statement about a claim; amounts in baht. */
export interface StatedRow {
  readonly fileId: number;
  readonly filename: string;
  readonly documentNo: string;
  readonly period: string;
  readonly sheetName: string;
  readonly rowNo: number;
  /** normal, appeal or disabled_d1 */
  readonly section: string;
  readonly repNo: string | null;
  /** Its statement is the newest issue of its document. */
  readonly counts: boolean;
  readonly matched: boolean;
  readonly claimed: string | null;
  readonly deducted: string | null;
  readonly stated: string | null;
}

/** What the statements say of a claim, newest statement first. */
export function statedRows(db: Queryable, hospitalCode: string, tranId: string): Promise<StatedRow[]> {
  return db.query<StatedRow>(sql`
    select s.file_id as "fileId", f.filename, f.document_no as "documentNo", f.period, s.sheet_name as "sheetName",
      s.row_no as "rowNo", s.data_type as "section", s.rep_no as "repNo", f.is_current as "counts",
      s.rep_matched as "matched", s.amount_claimed as "claimed", s.salary_deduction as "deducted",
      s.total_compensation as "stated"
    from stm_claim_item s join stm_imported_files f on f.id = s.file_id
    where s.tran_id = ${tranId} and s.hospital_code = ${hospitalCode}
    order by f.report_date desc, s.file_id desc, s.sheet_name, s.row_no`);
}
