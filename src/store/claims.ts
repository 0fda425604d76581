import type { Queryable, Value } from '../db/db.js';
import { join, raw, sql } from '../db/sql.js';
import type { TextRows } from '../domain/row-text.js';

/** The two wide claim tables: one row per Detail row of a REP workbook. */
export type ItemKind = 'opip' | 'orf';

/** Names of the tables. */
export const claimTables = {
  opip: 'claim_rep_opip_nhso_item',
  orf: 'claim_rep_orf_nhso_item',
} as const;

export const itemKinds: readonly ItemKind[] = ['opip', 'orf'];

/** For other files of this folder that read the same rows. */
export function claimTable(kind: ItemKind): string {
  return claimTables[kind];
}

/** Detail rows as text; `columns` name their fields. Answers how many were stored. */
export async function insertClaims(
  db: Queryable,
  kind: ItemKind,
  columns: readonly string[],
  batches: AsyncIterable<TextRows>,
): Promise<number> {
  return db.bulkText(claimTables[kind], columns, batches);
}

/** A file whose rows are stored. */
export interface StoredFile {
  readonly id: number;
  readonly hospitalCode: string;
}

/** Row hashes of a file by `sheet|row`, to tell what a forced import changed. */
export async function claimHashes(db: Queryable, fileId: number): Promise<Map<string, string>> {
  const hashes = new Map<string, string>();
  for (const kind of itemKinds) {
    const rows = await db.query<{ sheet_name: string; row_no: number; row_hash: string }>(
      sql`select sheet_name, row_no, row_hash from ${raw(claimTables[kind])} where file_id = ${fileId}`,
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
      sql`select distinct tran_id from ${raw(claimTables[kind])} where file_id in (${join([...fileIds])}) and row_role = 'reported'`,
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
      update ${raw(claimTables[kind])} set version_key = ${after} || substr(version_key, ${before.length + 1})
      where file_id = ${fileId}`);
}

/** Takes the claim rows of a file out, and what hangs on them. Answers the number of claim rows. */
export async function deleteClaimsOfFile(db: Queryable, fileId: number): Promise<number> {
  await db.execute(sql`delete from claim_error where file_id = ${fileId}`);
  await db.execute(sql`delete from claim_payment where file_id = ${fileId}`);
  let deleted = 0;
  for (const kind of itemKinds)
    deleted += await db.execute(sql`delete from ${raw(claimTables[kind])} where file_id = ${fileId}`);
  return deleted;
}

/** One error code of one row. */
export interface ClaimErrorRow {
  readonly rowNo: number;
  readonly sheetName: string;
  readonly tranId: string;
  readonly codes: readonly string[];
}

const errorColumns = [
  'item_kind',
  'item_id',
  'file_id',
  'hospital_code',
  'tran_id',
  'code',
  'position_no',
  'is_current',
] as const;

/** Rows at a time: a server that is asked for all of them answers nobody else meanwhile. */
const errorStep = 1000;

/** Writes one claim_error row per code for the rows of a file that were just stored. */
export async function insertClaimErrors(
  db: Queryable,
  kind: ItemKind,
  file: StoredFile,
  rows: readonly ClaimErrorRow[],
): Promise<void> {
  const byPlace = new Map(rows.map((row) => [`${row.sheetName}|${row.rowNo}`, row]));
  for (let after = 0; rows.length > 0; ) {
    const stored = await db.query<{
      id: number;
      sheet_name: string;
      row_no: number;
      is_current: boolean;
    }>(sql`
      select id, sheet_name, row_no, is_current from ${raw(claimTables[kind])}
      where file_id = ${file.id} and is_denied = ${true} and id > ${after} order by id limit ${errorStep}`);
    const lines = stored.flatMap((item) => {
      const row = byPlace.get(`${item.sheet_name}|${item.row_no}`);
      if (!row) return [];
      const { tranId } = row;
      return row.codes.map((code, position): readonly Value[] => {
        const values = [item.id, file.id, file.hospitalCode, tranId, code.slice(0, 20), position + 1];
        return [kind, ...values, item.is_current];
      });
    });
    await db.bulkInsert('claim_error', errorColumns, lines);
    const last = stored.at(-1);
    if (!last) return;
    after = last.id;
  }
}
