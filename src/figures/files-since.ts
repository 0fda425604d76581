import type { Queryable } from '../db/db.js';
import { join, type Sql, sql } from '../db/sql.js';
import { instantOfClock } from '../domain/thai-date.js';

/** So many files are named in a question. */
const mostNamed = 200;

/** Files whose rows are stored since a day or moment of clocks in Thailand. */
const filesSince = (since: string): Sql => sql`select id from eclaim_imported_files
  where status in ('completed', 'completed_with_problems') and import_completed_at >= ${instantOfClock(since)}`;

/** The condition on `claim_current c` that its current version came by one of these. */
export function ofFilesSince(since: string, cameBy: readonly number[] | null): Sql {
  if (cameBy?.length === 0) return sql`1 = 0`;
  return sql`c.file_id in (${cameBy === null ? filesSince(since) : join([...cameBy])})`;
}

/** Their ids; null where they are too many to be named. */
export async function fewFilesSince(db: Queryable, since: string): Promise<number[] | null> {
  const some = await db.query<{ id: number }>(sql`${filesSince(since)} limit ${mostNamed + 1}`);
  return some.length > mostNamed ? null : some.map(({ id }) => id);
}
