import type { Queryable } from '../db/db.js';
import { raw, sql } from '../db/sql.js';
import { fileKindOf } from '../domain/file-kind.js';
import { claimTable, itemKinds } from './claims.js';

/** What taking a file out would do, as things stand now. */
export interface UndoEffect {
  /** Claim rows, of a statement its detail rows, that would be taken out. */
  readonly rows: number;
  /** Claims that count by a row of this file; a statement holds no versions of claims. */
  readonly current: number;
  /** Of these, claims that no other file holds: they would be gone. */
  readonly removed: number;
}

async function countRows(db: Queryable, table: string, fileId: number): Promise<number> {
  const counted = await db.first<{ n: number }>(
    sql`select count(*) as n from ${raw(table)} where file_id = ${fileId}`,
  );
  return counted?.n ?? 0;
}

/** Counts before the question is put; an import that ends meanwhile may change them. */
export async function undoEffect(
  db: Queryable,
  file: { readonly id: number; readonly filename: string; readonly hospitalCode: string },
): Promise<UndoEffect> {
  if (fileKindOf(file.id) === 'stm') {
    const rows = await countRows(db, 'stm_claim_item', file.id);
    return { rows, current: 0, removed: 0 };
  }
  let rows = 0;
  for (const kind of itemKinds) rows += await countRows(db, claimTable(kind), file.id);
  // An earlier issue under the same name counts again as soon as this one is out.
  const elsewhere = itemKinds.map(
    (
      kind,
    ) => sql`exists (select 1 from ${raw(claimTable(kind))} c join eclaim_imported_files f on f.id = c.file_id
      where c.hospital_code = n.hospital_code and c.tran_id = n.tran_id and c.file_id <> ${file.id}
        and c.row_role = 'reported' and (f.superseded = ${false} or f.filename = ${file.filename}))`,
  );
  const [inOpip, inOrf] = elsewhere;
  const claims = await db.first<{ current: number; kept: number }>(sql`
    select count(*) as "current", coalesce(sum(case when ${inOpip ?? sql`1 = 0`} or ${inOrf ?? sql`1 = 0`} then 1 else 0 end), 0) as kept
    from claim_current n where n.file_id = ${file.id} and n.hospital_code = ${file.hospitalCode}`);
  const current = claims?.current ?? 0;
  return { rows, current, removed: current - (claims?.kept ?? 0) };
}
