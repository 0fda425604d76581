import type { Queryable, Tx, Value } from '../db/db.js';
import { join, raw, sql } from '../db/sql.js';
import { type ChangeBatch, writeTombstones } from './changes.js';

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

/** A narrow row as it stands, with what it is known by. */
export type StoredCurrentClaim = CurrentClaimRow & { readonly id: number; readonly change_batch: number };

/** The narrow rows of these claims (a thousand at most), by TRAN_ID, with the columns of `like`. */
export async function storedCurrentClaims(
  db: Queryable,
  hospitalCode: string,
  tranIds: readonly string[],
  like: CurrentClaimRow | undefined,
): Promise<Map<string, StoredCurrentClaim>> {
  if (tranIds.length === 0) return new Map();
  const columns = raw([...new Set(['id', 'tran_id', 'change_batch', ...Object.keys(like ?? {})])].join(', '));
  const rows = await db.query<StoredCurrentClaim>(sql`
    select ${columns} from claim_current where hospital_code = ${hospitalCode} and tran_id in (${join([...tranIds])})`);
  return new Map(rows.map((row) => [row.tran_id, row]));
}

/** What a claim is known by inside, and what only says when: no change that others see. */
const unseen = new Set(['item_kind', 'item_id', 'updated_at', 'change_batch']);

/** The row with the batch that changed it: the new one, unless it says what it said before. */
export function inItsBatch(
  row: CurrentClaimRow,
  before: StoredCurrentClaim | undefined,
  batch: ChangeBatch,
): CurrentClaimRow {
  const isAsBefore =
    before !== undefined && Object.keys(row).every((name) => unseen.has(name) || row[name] === before[name]);
  return { ...row, change_batch: isAsBefore ? before.change_batch : batch.id };
}

/** Takes out claims that have no version left, and leaves their tombstones. */
export async function deleteCurrentClaims(
  tx: Tx,
  batch: ChangeBatch,
  hospitalCode: string,
  claims: readonly StoredCurrentClaim[],
): Promise<void> {
  for (let from = 0; from < claims.length; from += 1000) {
    const ids = claims.slice(from, from + 1000).map(({ id }) => id);
    await tx.execute(sql`delete from claim_current where id in (${join(ids)})`);
  }
  const gone = claims.map(({ id, tran_id: label }) => ({ id, label, hospitalCode }));
  await writeTombstones(tx, batch, 'claim', gone);
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
