import type { Queryable } from '../db/db.js';
import { sql } from '../db/sql.js';

/** Where the first set-up keeps the step that is open; `done` at its end. */
export const setUpStepName = 'setup.step';

/** Everything that was saved on the settings pages, by name; values are texts. */
export async function savedSettings(db: Queryable): Promise<ReadonlyMap<string, string>> {
  const rows = await db.query<{ name: string; value: string }>(sql`select name, value from settings`);
  return new Map(rows.map(({ name, value }) => [name, String(JSON.parse(value))]));
}

export async function savedSetting(db: Queryable, name: string): Promise<string | null> {
  const row = await db.first<{ value: string }>(sql`select value from settings where name = ${name}`);
  return row === null ? null : String(JSON.parse(row.value));
}

export async function saveSetting(
  db: Queryable,
  setting: {
    readonly name: string;
    readonly value: string;
    readonly userId: number | null;
    readonly now: Date;
  },
): Promise<void> {
  const { name, value, userId, now } = setting;
  const row = { name, value: JSON.stringify(value), updated_by: userId, updated_at: now };
  await db.upsert('settings', [row], ['name'], ['value', 'updated_by', 'updated_at']);
}
