import type { Value } from '../db/db.js';
import { join, raw, type Sql, sql } from '../db/sql.js';

export type FileColumns = Readonly<Record<string, Value>>;

/** `a = …, b = …` of an update; there must be one column at least. */
export function assignments(row: FileColumns): Sql {
  return join(
    Object.entries(row).map(([column, value]) => sql`${raw(column)} = ${value}`),
    ', ',
  );
}
