import type { Queryable, Value } from '../db/db.js';
import { join, raw, sql } from '../db/sql.js';

/** Tables of the sheets of a statement. */
export const statementTables = ['stm_receivable_summary', 'stm_rep_summary', 'stm_claim_item'] as const;
export type StatementTable = (typeof statementTables)[number];

export function isStatementTable(table: string): table is StatementTable {
  return (statementTables as readonly string[]).includes(table);
}

/** Ids in one statement, far below the limit of parameters. */
const step = 1000;

/** `columns` name the values of every row, in their order. */
export async function insertStatementRows(
  db: Queryable,
  table: StatementTable,
  columns: readonly string[],
  rows: readonly (readonly Value[])[],
): Promise<void> {
  await db.bulkInsert(table, columns, rows);
}

/** Row hashes of a statement's claims by `sheet|row`, to tell what a forced import changed. */
export async function statementHashes(db: Queryable, fileId: number): Promise<Map<string, string>> {
  const rows = await db.query<{ sheet_name: string; row_no: number; row_hash: string }>(
    sql`select sheet_name, row_no, row_hash from stm_claim_item where file_id = ${fileId}`,
  );
  return new Map(rows.map((row) => [`${row.sheet_name}|${row.row_no}`, row.row_hash]));
}

/** Takes all rows of a statement out; answers how many claims there were. */
export async function deleteStatementRows(db: Queryable, fileId: number): Promise<number> {
  let claims = 0;
  for (const table of statementTables)
    claims = await db.execute(sql`delete from ${raw(table)} where file_id = ${fileId}`);
  return claims;
}

/** TRAN_IDs of these statements that another one does not have, in order. */
export async function tranIdsMissingIn(
  db: Queryable,
  fileIds: readonly number[],
  laterId: number,
): Promise<string[]> {
  if (fileIds.length === 0) return [];
  const rows = await db.query<{ tran_id: string }>(sql`
    select distinct e.tran_id from stm_claim_item e
    where e.file_id in (${join([...fileIds])}) and e.tran_id is not null and not exists (
      select 1 from stm_claim_item l where l.tran_id = e.tran_id and l.file_id = ${laterId})
    order by e.tran_id`);
  return rows.map((row) => row.tran_id);
}

/** TRAN_IDs in all issues of a document: which of these counts may change with any of them. */
export async function tranIdsOfDocument(
  db: Queryable,
  { hospitalCode, documentNo }: { readonly hospitalCode: string; readonly documentNo: string },
): Promise<string[]> {
  const rows = await db.query<{ tran_id: string }>(sql`
    select distinct s.tran_id from stm_imported_files f join stm_claim_item s on s.file_id = f.id
    where f.document_no = ${documentNo} and f.hospital_code = ${hospitalCode} and s.tran_id is not null`);
  return rows.map((row) => row.tran_id);
}

/** Marks the rows of a statement whose claim is known from a REP. */
export async function matchRowsOfStatement(db: Queryable, fileId: number): Promise<void> {
  await db.execute(sql`
    update stm_claim_item set rep_matched = ${true}, rep_tran_id = tran_id
    where file_id = ${fileId} and rep_matched = ${false} and exists (
      select 1 from claim_current c
      where c.hospital_code = stm_claim_item.hospital_code and c.tran_id = stm_claim_item.tran_id)`);
}

export async function hasStatements(db: Queryable, hospitalCode: string): Promise<boolean> {
  const any = await db.first<{ id: number }>(
    sql`select id from stm_imported_files where hospital_code = ${hospitalCode} limit 1`,
  );
  return any !== null;
}

/**
 * Marks the rows of statements after claims came or went, so that it does not matter whether REP or statement was
 * imported first. Answers how many rows got another mark.
 */
export async function matchStatementRows(
  db: Queryable,
  hospitalCode: string,
  claims: { readonly stored: readonly string[]; readonly gone: readonly string[] },
): Promise<number> {
  let marked = 0;
  for (const [matched, tranIds] of [
    [true, claims.stored],
    [false, claims.gone],
  ] as const) {
    for (let from = 0; from < tranIds.length; from += step) {
      const some = join(tranIds.slice(from, from + step));
      marked += await db.execute(sql`
        update stm_claim_item set rep_matched = ${matched}, rep_tran_id = ${matched ? sql`tran_id` : null}
        where tran_id in (${some}) and hospital_code = ${hospitalCode} and rep_matched = ${!matched}`);
    }
  }
  return marked;
}
