import type { Queryable } from '../db/db.js';
import { raw, sql } from '../db/sql.js';
import type { TextRows } from '../domain/row-text.js';

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

/** Rows of these sheets as text; `columns` name their fields. Answers how many were stored. */
export async function insertRepItems(
  db: Queryable,
  table: RepItemTable,
  columns: readonly string[],
  batches: AsyncIterable<TextRows>,
): Promise<number> {
  return db.bulkText(table, columns, batches);
}

export async function deleteRepItemsOfFile(db: Queryable, fileId: number): Promise<void> {
  for (const table of repItemTables)
    await db.execute(sql`delete from ${raw(table)} where file_id = ${fileId}`);
}
