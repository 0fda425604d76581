import type { Queryable, Value } from '../db/db.js';
import { join, raw, sql } from '../db/sql.js';

/** These columns of the rows of one sheet, in the order of the columns, by row number. */
export async function storedValues(
  db: Queryable,
  table: string,
  columns: readonly string[],
  place: { readonly fileId: number; readonly sheetName: string; readonly rowNos: readonly number[] },
): Promise<Map<number, readonly Value[]>> {
  if (place.rowNos.length === 0) return new Map();
  const names = columns.map((name) => `"${name}"`).join(', ');
  const rows = await db.query<Record<string, Value> & { row_no: number }>(sql`
    select ${raw(names)} from ${raw(table)}
    where file_id = ${place.fileId} and sheet_name = ${place.sheetName} and row_no in (${join([...place.rowNos])})`);
  return new Map(rows.map((row) => [row.row_no, columns.map((name) => row[name] ?? null)]));
}

/** Row numbers of a sheet in one table, in order. */
export async function storedRowNos(
  db: Queryable,
  table: string,
  fileId: number,
  sheetName: string,
): Promise<number[]> {
  const rows = await db.query<{ row_no: number }>(sql`
    select row_no from ${raw(table)} where file_id = ${fileId} and sheet_name = ${sheetName} order by row_no`);
  return rows.map((row) => row.row_no);
}
