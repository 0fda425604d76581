import type { Queryable, Value } from '../db/db.js';
import { join, sql } from '../db/sql.js';

/** The narrow row of a claim that pages, lists and figures read; keys are the column names of claim_current. */
export type CurrentClaimRow = Readonly<Record<string, Value>> & {
  readonly hospital_code: string;
  readonly tran_id: string;
};

/** Writes the current state of claims; the row of a claim that stands already is replaced. */
export async function saveCurrentClaims(db: Queryable, rows: readonly CurrentClaimRow[]): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const key = ['hospital_code', 'tran_id'];
  await db.upsert(
    'claim_current',
    rows,
    key,
    Object.keys(first).filter((column) => !key.includes(column)),
  );
}

/** Takes out claims that have no version left. */
export async function deleteCurrentClaims(
  db: Queryable,
  hospitalCode: string,
  tranIds: readonly string[],
): Promise<void> {
  for (let from = 0; from < tranIds.length; from += 1000) {
    await db.execute(sql`
      delete from claim_current
      where hospital_code = ${hospitalCode} and tran_id in (${join(tranIds.slice(from, from + 1000))})`);
  }
}

/** Which stored row each of these claims counts by: `opip 12` by TRAN_ID; a claim without a current version is missing. */
export async function currentItems(
  db: Queryable,
  hospitalCode: string,
  tranIds: Iterable<string>,
): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const all = [...tranIds];
  for (let from = 0; from < all.length; from += 1000) {
    const rows = await db.query<{ tran_id: string; item_kind: string; item_id: number }>(sql`
      select tran_id, item_kind, item_id from claim_current
      where hospital_code = ${hospitalCode} and tran_id in (${join(all.slice(from, from + 1000))})`);
    for (const row of rows) found.set(row.tran_id, `${row.item_kind} ${row.item_id}`);
  }
  return found;
}
