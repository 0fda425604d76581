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
