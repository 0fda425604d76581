import type { Queryable } from '../db/db.js';
import { join, sql } from '../db/sql.js';

/** Names of the people who asked for these, by their id. */
export async function findUsernames(
  db: Queryable,
  asked: readonly { readonly userId: number | null }[],
): Promise<ReadonlyMap<number, string>> {
  const ids = [...new Set(asked.flatMap(({ userId }) => (userId === null ? [] : [userId])))];
  if (ids.length === 0) return new Map();
  const rows = await db.query<{ id: number; username: string; full_name: string | null }>(
    sql`select id, username, full_name from users where id in (${join(ids)})`,
  );
  return new Map(rows.map((row) => [row.id, row.full_name ?? row.username]));
}

/** The people who ever asked for a job, by name. */
export async function listJobPeople(
  db: Queryable,
): Promise<readonly { readonly id: number; readonly name: string }[]> {
  const rows = await db.query<{ id: number; username: string; full_name: string | null }>(
    sql`select id, username, full_name from users
      where exists (select 1 from jobs where jobs.user_id = users.id) order by username`,
  );
  return rows.map((row) => ({ id: row.id, name: row.full_name ?? row.username }));
}
