import type { Queryable, Value } from '../db/db.js';
import { join, raw, type Sql, sql } from '../db/sql.js';
import type { StoredVersion } from '../domain/claim-version.js';

/** The two wide claim tables: one row per Detail row of a REP workbook. */
export type ItemKind = 'opip' | 'orf';

const tables = {
  opip: 'claim_rep_opip_nhso_item',
  orf: 'claim_rep_orf_nhso_item',
} as const;

export const itemKinds: readonly ItemKind[] = ['opip', 'orf'];

/** For other files of this folder that read the same rows. */
export function claimTable(kind: ItemKind): string {
  return tables[kind];
}

/** What both tables have beside the columns of the form, in the order of `ClaimRow.common`. */
export const commonClaimColumns = [
  'file_id',
  'hospital_code',
  'sheet_name',
  'row_no',
  'row_hash',
  'layout_id',
  'scheme',
  'file_type',
  'kind',
  'row_role',
  'version_no',
  'is_current',
  'version_key',
  'service_day',
  'fiscal_year',
  'service_month',
  'is_ip',
  'is_denied',
  'claimed',
  'reimbursed',
  'loss',
  'status',
  'extra',
] as const;

/** Stores Detail rows; `columns` are the form's, each row holds their values and then the common ones. */
export async function insertClaims(
  db: Queryable,
  kind: ItemKind,
  columns: readonly string[],
  rows: readonly (readonly Value[])[],
): Promise<void> {
  await db.bulkInsert(tables[kind], [...columns, ...commonClaimColumns], rows);
}

/** Row hashes of a file by `sheet|row`, to tell what a forced import changed. */
export async function claimHashes(db: Queryable, fileId: number): Promise<Map<string, string>> {
  const hashes = new Map<string, string>();
  for (const kind of itemKinds) {
    const rows = await db.query<{ sheet_name: string; row_no: number; row_hash: string }>(
      sql`select sheet_name, row_no, row_hash from ${raw(tables[kind])} where file_id = ${fileId}`,
    );
    for (const row of rows) hashes.set(`${row.sheet_name}|${row.row_no}`, row.row_hash);
  }
  return hashes;
}

/** Every TRAN_ID of the rows of these files. */
export async function tranIdsOfFiles(db: Queryable, fileIds: readonly number[]): Promise<Set<string>> {
  const found = new Set<string>();
  if (fileIds.length === 0) return found;
  for (const kind of itemKinds) {
    const rows = await db.query<{ tran_id: string }>(
      sql`select distinct tran_id from ${raw(tables[kind])} where file_id in (${join([...fileIds])}) and row_role = 'reported'`,
    );
    for (const row of rows) found.add(row.tran_id);
  }
  return found;
}

/** Gives the rows of a file another place among the versions of their claims: `before` begins each of their keys now. */
export async function replaceVersionPlace(
  db: Queryable,
  fileId: number,
  before: string,
  after: string,
): Promise<void> {
  for (const kind of itemKinds)
    await db.execute(sql`
      update ${raw(tables[kind])} set version_key = ${after} || substr(version_key, ${before.length + 1})
      where file_id = ${fileId}`);
}

/** Takes the claim rows of a file out, and what hangs on them. Answers the number of claim rows. */
export async function deleteClaimsOfFile(db: Queryable, fileId: number): Promise<number> {
  await db.execute(sql`delete from claim_error where file_id = ${fileId}`);
  let deleted = 0;
  for (const kind of itemKinds)
    deleted += await db.execute(sql`delete from ${raw(tables[kind])} where file_id = ${fileId}`);
  return deleted;
}

/** A version with what the narrow claim row and the figures need of it. Money in baht, dates Gregorian. */
export interface ClaimVersionRow extends StoredVersion {
  readonly tranId: string;
  readonly fileId: number;
  readonly kind: string;
  readonly scheme: string;
  readonly fileType: string;
  readonly repNo: string | null;
  readonly hn: string | null;
  readonly an: string | null;
  readonly pid: string | null;
  readonly patientName: string | null;
  readonly hcode: string;
  readonly hmain: string | null;
  readonly mainFund: string;
  readonly serviceType: string;
  readonly drg: string | null;
  readonly adjrw: string | null;
  readonly serviceDay: string | null;
  readonly fiscalYear: number | null;
  readonly serviceMonth: string | null;
  readonly isIp: boolean;
  readonly isDenied: boolean;
  readonly errorCode: string | null;
  readonly claimed: string | null;
  readonly reimbursed: string | null;
  readonly loss: string | null;
  readonly reimbNhso: string | null;
  readonly fileDate: string | null;
  readonly isAppeal: boolean;
}

const shared = raw(
  [
    'c.id',
    'c.tran_id as "tranId"',
    'c.file_id as "fileId"',
    'c.version_key as "versionKey"',
    'c.version_no as "versionNo"',
    'c.is_current as "isCurrent"',
    'f.superseded as "superseded"',
    'c.kind',
    'c.scheme',
    'c.file_type as "fileType"',
    'c.rep_no as "repNo"',
    'c.hn',
    'c.pid',
    'c.name as "patientName"',
    'c.hcode',
    'c.service_day as "serviceDay"',
    'c.fiscal_year as "fiscalYear"',
    'c.service_month as "serviceMonth"',
    'c.is_ip as "isIp"',
    'c.is_denied as "isDenied"',
    'c.error_code as "errorCode"',
    'c.claimed',
    'c.reimbursed',
    'c.loss',
    'f.file_date as "fileDate"',
    'f.appeal_kind as "appealKind"',
  ].join(', '),
);

/** The amount that a statement is compared with: the parts that the row has (as `byNhso` of domain/claim says them). */
function sumOf(parts: readonly string[]): string {
  const isEmpty = parts.map((name) => `c.${name} is null`).join(' and ');
  const total = parts.map((name) => `coalesce(c.${name}, 0)`).join(' + ');
  return `case when ${isEmpty} then null else ${total} end as "reimbNhso"`;
}

/** Columns of the narrow row that only one of the forms has, or that have another name there. */
const own: Readonly<Record<ItemKind, Sql>> = {
  // UCS fills the first, LGO and OFC the first two, SSS the third.
  opip: raw(
    `c.an, c.hmain, coalesce(c.main_fund, '') as "mainFund", coalesce(c.service_type, '') as "serviceType", c.drg, c.adjrw_nhso as "adjrw", ${sumOf(['reimb_nhso', 'reimb_pp', 'total_service_amt'])}`,
  ),
  // The statement is compared with both parts of an ORF claim (product.md, reconciliation).
  orf: raw(
    `null as an, c.hmain2 as hmain, '' as "mainFund", '' as "serviceType", null as drg, null as adjrw, ${sumOf(['reimb_total', 'cr_total'])}`,
  ),
};

/** All reported rows of these claims, from both tables; reference rows of appeals never count as a version. */
export async function claimVersions(
  db: Queryable,
  hospitalCode: string,
  tranIds: readonly string[],
): Promise<ClaimVersionRow[]> {
  const all: ClaimVersionRow[] = [];
  if (tranIds.length === 0) return all;
  for (const itemKind of itemKinds) {
    const rows = await db.query<Omit<ClaimVersionRow, 'itemKind' | 'isAppeal'> & { appealKind: string }>(sql`
      select ${shared}, ${own[itemKind]}
      from ${raw(tables[itemKind])} c join eclaim_imported_files f on f.id = c.file_id
      where c.hospital_code = ${hospitalCode} and c.tran_id in (${join([...tranIds])}) and c.row_role = 'reported'`);
    for (const { appealKind, ...row } of rows) all.push({ ...row, itemKind, isAppeal: appealKind !== '' });
  }
  return all;
}

/** Writes version number and current mark of rows that got others, and of their error codes. */
export async function setVersions(
  db: Queryable,
  kind: ItemKind,
  versionNo: number,
  isCurrent: boolean,
  ids: readonly number[],
): Promise<void> {
  for (let from = 0; from < ids.length; from += 1000) {
    const some = join(ids.slice(from, from + 1000));
    await db.execute(
      sql`update ${raw(tables[kind])} set version_no = ${versionNo}, is_current = ${isCurrent} where id in (${some})`,
    );
    await db.execute(
      sql`update claim_error set is_current = ${isCurrent} where item_kind = ${kind} and item_id in (${some})`,
    );
  }
}

/** One error code of one row. */
export interface ClaimErrorRow {
  readonly rowNo: number;
  readonly sheetName: string;
  readonly tranId: string;
  readonly codes: readonly string[];
}

/** Writes one claim_error row per code for the rows of a file that were just stored. */
export async function insertClaimErrors(
  db: Queryable,
  kind: ItemKind,
  file: { readonly id: number; readonly hospitalCode: string },
  rows: readonly ClaimErrorRow[],
): Promise<void> {
  if (rows.length === 0) return;
  const stored = await db.query<{ id: number; sheet_name: string; row_no: number; is_current: boolean }>(sql`
    select id, sheet_name, row_no, is_current from ${raw(tables[kind])}
    where file_id = ${file.id} and is_denied = ${true}`);
  const byPlace = new Map(stored.map((row) => [`${row.sheet_name}|${row.row_no}`, row]));
  const lines = rows.flatMap((row) => {
    const item = byPlace.get(`${row.sheetName}|${row.rowNo}`);
    if (!item) return [];
    return row.codes.map((code, position): readonly Value[] => [
      kind,
      item.id,
      file.id,
      file.hospitalCode,
      row.tranId,
      code.slice(0, 20),
      position + 1,
      item.is_current,
    ]);
  });
  const columns = [
    'item_kind',
    'item_id',
    'file_id',
    'hospital_code',
    'tran_id',
    'code',
    'position_no',
    'is_current',
  ];
  await db.bulkInsert('claim_error', columns, lines);
}
