import type { Queryable } from '../db/db.js';
import { type Sql, sql } from '../db/sql.js';

/** A person's own filter of a list. */
export interface SavedView {
  readonly id: number;
  readonly name: string;
  /** The part of the address behind the question mark. */
  readonly query: string;
}

/** null = nobody signs in here. */
type Owner = number | null;

const ownedBy = (owner: Owner): Sql => (owner === null ? sql`user_id is null` : sql`user_id = ${owner}`);

/** By name. */
export function savedViews(db: Queryable, owner: Owner, page: string): Promise<SavedView[]> {
  return db.query<SavedView>(
    sql`select id, name, query from saved_views where ${ownedBy(owner)} and page = ${page} order by name, id`,
  );
}

/** Keeps a view under its name; one that stood there is replaced. */
export async function saveView(
  tx: Queryable,
  owner: Owner,
  page: string,
  { name, query }: Omit<SavedView, 'id'>,
): Promise<void> {
  const now = new Date();
  const there = await tx.execute(sql`update saved_views set query = ${query}, updated_at = ${now}
    where ${ownedBy(owner)} and page = ${page} and name = ${name}`);
  if (there === 0) await tx.insert('saved_views', { user_id: owner, page, name, query });
}

/** Gives it another name, and takes the place of one that has it; answers whether it is this person's. */
export async function renameView(
  tx: Queryable,
  owner: Owner,
  page: string,
  { id, name }: Omit<SavedView, 'query'>,
): Promise<boolean> {
  const own = sql`${ownedBy(owner)} and page = ${page}`;
  const there = await tx.first<{ id: number }>(sql`select id from saved_views where ${own} and id = ${id}`);
  if (there === null) return false;
  await tx.execute(sql`delete from saved_views where ${own} and name = ${name} and id <> ${id}`);
  await tx.execute(
    sql`update saved_views set name = ${name}, updated_at = ${new Date()} where ${own} and id = ${id}`,
  );
  return true;
}

export async function deleteView(db: Queryable, owner: Owner, page: string, id: number): Promise<void> {
  await db.execute(sql`delete from saved_views where ${ownedBy(owner)} and page = ${page} and id = ${id}`);
}
