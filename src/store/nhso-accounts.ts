import type { Queryable } from '../db/db.js';
import { sql } from '../db/sql.js';

/** An account at NHSO beside that of the settings; its password lies in secrets. */
export interface NhsoAccountRow {
  readonly id: number;
  readonly username: string;
  /** Smaller comes first. */
  readonly position: number;
  readonly is_enabled: boolean;
}

export function listNhsoAccounts(db: Queryable): Promise<NhsoAccountRow[]> {
  return db.query<NhsoAccountRow>(
    sql`select id, username, position, is_enabled from nhso_accounts order by position, id`,
  );
}

/** At the end of the order. Fails with DbError duplicate where the name is there already. */
export async function insertNhsoAccount(db: Queryable, username: string, by: number | null): Promise<number> {
  const last = await db.first<{ last: number | null }>(sql`select max(position) as last from nhso_accounts`);
  const now = new Date();
  return await db.insert('nhso_accounts', {
    username,
    position: (last?.last ?? 0) + 1,
    is_enabled: true,
    created_by: by,
    created_at: now,
    updated_at: now,
  });
}

export async function placeNhsoAccounts(db: Queryable, ids: readonly number[]): Promise<void> {
  for (const [index, id] of ids.entries())
    await db.execute(
      sql`update nhso_accounts set position = ${index + 1}, updated_at = ${new Date()} where id = ${id}`,
    );
}

export async function switchNhsoAccount(db: Queryable, id: number, on: boolean): Promise<void> {
  await db.execute(
    sql`update nhso_accounts set is_enabled = ${on}, updated_at = ${new Date()} where id = ${id}`,
  );
}

export async function deleteNhsoAccount(db: Queryable, id: number): Promise<void> {
  await db.execute(sql`delete from nhso_accounts where id = ${id}`);
}
