import type { Queryable, Value } from '../db/db.js';
import { raw, sql } from '../db/sql.js';

/** Tables of the Summary and item sheets of a REP workbook; their rows belong to the claim rows of the same file. */
export const repItemTables = [
  'eclaim_summary',
  'eclaim_drug',
  'eclaim_instrument',
  'eclaim_deny',
  'eclaim_zero_paid',
] as const;
export type RepItemTable = (typeof repItemTables)[number];

export function isRepItemTable(table: string): table is RepItemTable {
  return (repItemTables as readonly string[]).includes(table);
}

/** What each of them has beside the columns of the form. */
export const commonItemColumns = [
  'file_id',
  'sheet_name',
  'row_no',
  'row_hash',
  'layout_id',
  'extra',
] as const;

export async function insertRepItems(
  db: Queryable,
  table: RepItemTable,
  columns: readonly string[],
  rows: readonly (readonly Value[])[],
): Promise<void> {
  await db.bulkInsert(table, [...columns, ...commonItemColumns, ...ownColumns(table)], rows);
}

/** eclaim_summary also says of which file type its document is. */
export function ownColumns(table: RepItemTable): readonly string[] {
  return table === 'eclaim_summary' ? ['file_type'] : [];
}

export async function deleteRepItemsOfFile(db: Queryable, fileId: number): Promise<void> {
  for (const table of repItemTables)
    await db.execute(sql`delete from ${raw(table)} where file_id = ${fileId}`);
}
