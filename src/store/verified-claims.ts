import type { Queryable, Value } from '../db/db.js';
import { join, raw, sql } from '../db/sql.js';
import { claimTables, type ItemKind, itemKinds } from './claims.js';

/** Every hospital that has files. */
export async function hospitalsOfFiles(db: Queryable): Promise<string[]> {
  const rows = await db.query<{ code: string }>(
    sql`select distinct hospital_code as code from eclaim_imported_files order by hospital_code`,
  );
  return rows.map(({ code }) => code);
}

export async function countCurrentClaims(db: Queryable): Promise<number> {
  const row = await db.first<{ n: number }>(sql`select count(*) as n from claim_current`);
  return row?.n ?? 0;
}

/** TRAN_IDs in the order of their bytes, as the database has them too. */
const byBytes = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));

/** The next claims of a hospital behind `after`, whether they have rows or only stand among the current ones. */
export async function tranIdsAfter(
  db: Queryable,
  hospitalCode: string,
  after: string,
  limit: number,
): Promise<string[]> {
  const found = new Set<string>();
  for (const kind of itemKinds)
    for (const row of await db.query<{ tran_id: string }>(sql`
      select distinct tran_id from ${raw(claimTables[kind])}
      where tran_id > ${after} and hospital_code = ${hospitalCode} and row_role = 'reported'
      order by tran_id limit ${limit}`))
      found.add(row.tran_id);
  for (const row of await db.query<{ tran_id: string }>(sql`
    select tran_id from claim_current where hospital_code = ${hospitalCode} and tran_id > ${after}
    order by tran_id limit ${limit}`))
    found.add(row.tran_id);
  return [...found].sort(byBytes).slice(0, limit);
}

/** These columns of claim_current by TRAN_ID. */
export async function storedCurrentClaims(
  db: Queryable,
  hospitalCode: string,
  tranIds: readonly string[],
  columns: readonly string[],
): Promise<Map<string, Readonly<Record<string, Value>>>> {
  const rows = await db.query<Record<string, Value> & { tran_id: string }>(sql`
    select ${raw(columns.join(', '))} from claim_current
    where hospital_code = ${hospitalCode} and tran_id in (${join([...tranIds])})`);
  return new Map(rows.map((row) => [row.tran_id, row]));
}

/** One stored error code of a claim row. */
export interface StoredError {
  readonly itemKind: ItemKind;
  readonly itemId: number;
  readonly code: string;
  readonly positionNo: number;
  readonly isCurrent: boolean;
}

export function storedErrors(
  db: Queryable,
  hospitalCode: string,
  tranIds: readonly string[],
): Promise<StoredError[]> {
  return db.query<StoredError>(sql`
    select item_kind as "itemKind", item_id as "itemId", code, position_no as "positionNo",
      is_current as "isCurrent"
    from claim_error where hospital_code = ${hospitalCode} and tran_id in (${join([...tranIds])})
    order by item_kind, item_id, position_no, code`);
}

/** Rows that are no version of their claim (old rows of appeals) and are counted as one. */
export async function countedReferences(
  db: Queryable,
): Promise<{ readonly fileId: number; readonly filename: string; readonly tranId: string }[]> {
  const all: { fileId: number; filename: string; tranId: string }[] = [];
  for (const kind of itemKinds)
    all.push(
      ...(await db.query<{ fileId: number; filename: string; tranId: string }>(sql`
        select c.file_id as "fileId", f.filename, c.tran_id as "tranId"
        from ${raw(claimTables[kind])} c join eclaim_imported_files f on f.id = c.file_id
        where c.row_role <> 'reported' and (c.version_no <> 0 or c.is_current = ${true}) order by c.id`)),
    );
  return all;
}

/** File names of these ids. */
export async function namesOfFiles(db: Queryable, ids: readonly number[]): Promise<Map<number, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db.query<{ id: number; filename: string }>(
    sql`select id, filename from eclaim_imported_files where id in (${join([...ids])})`,
  );
  return new Map(rows.map(({ id, filename }) => [id, filename]));
}

/** Rows of a file in one claim table whose version_key does not begin as the file says. */
export async function keysAstray(db: Queryable, fileId: number, begin: string): Promise<number> {
  let found = 0;
  for (const kind of itemKinds) {
    const row = await db.first<{ n: number }>(sql`
      select count(*) as n from ${raw(claimTables[kind])}
      where file_id = ${fileId} and substr(version_key, 1, ${begin.length}) <> ${begin}`);
    found += row?.n ?? 0;
  }
  return found;
}
