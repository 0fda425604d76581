import type { Queryable } from '../db/db.js';
import { join, raw, type Sql, sql } from '../db/sql.js';
import { claimTables, itemKinds } from './claims.js';

/** Which claims a list shows; null = all. */
export interface ClaimListFilter {
  readonly hospital: string | null;
  /** Lower case. */
  readonly scheme: string | null;
  /** op, ip or orf */
  readonly kind: string | null;
  readonly status: 'passed' | 'denied' | null;
  /** Claims of which any version stands under this REP no. */
  readonly repNo: string | null;
  readonly tranId: string | null;
  /** Claims whose current version stands in this file. */
  readonly fileId: number | null;
}

/** One claim by its current version, without name and citizen id; baht, Gregorian days. */
export interface ClaimListRow {
  readonly id: number;
  readonly hospital_code: string;
  readonly tran_id: string;
  readonly kind: string;
  readonly scheme: string;
  readonly rep_no: string;
  readonly hn: string | null;
  readonly an: string | null;
  readonly service_day: string | null;
  readonly is_denied: boolean;
  readonly error_code: string | null;
  readonly claimed: string | null;
  readonly reimbursed: string | null;
  readonly versions: number;
  readonly file_id: number;
  readonly file_date: string | null;
}

const columns = sql`id, hospital_code, tran_id, kind, lower(scheme) as scheme, rep_no, hn, an, service_day, is_denied,
  error_code, claimed, reimbursed, versions, file_id, file_date`;

function conditions(filter: ClaimListFilter): Sql {
  const parts: Sql[] = [];
  if (filter.hospital !== null) parts.push(sql`hospital_code = ${filter.hospital}`);
  if (filter.scheme !== null) parts.push(sql`scheme = ${filter.scheme.toUpperCase()}`);
  if (filter.kind !== null) parts.push(sql`kind = ${filter.kind.toUpperCase()}`);
  if (filter.status !== null) parts.push(sql`is_denied = ${filter.status === 'denied'}`);
  if (filter.repNo !== null) parts.push(underRepNo(filter.repNo));
  if (filter.tranId !== null) parts.push(sql`tran_id = ${filter.tranId}`);
  if (filter.fileId !== null) parts.push(sql`file_id = ${filter.fileId}`);
  return parts.length === 0 ? sql`1 = 1` : join(parts, ' and ');
}

/** Claims with a row under this REP no., whether it is the current version or an earlier one. */
function underRepNo(repNo: string): Sql {
  const tables = itemKinds.map((kind) => raw(claimTables[kind]));
  const rows = tables.map(
    (table) => sql`select hospital_code, tran_id from ${table} where rep_no = ${repNo}`,
  );
  return sql`(hospital_code, tran_id) in (${join(rows, ' union ')})`;
}

/** Claims of the filter, and those of them before the page that begins behind `olderThan`. */
async function counts(
  db: Queryable,
  where: Sql,
  olderThan: number | null,
): Promise<{ readonly total: number; readonly before: number }> {
  const before = olderThan === null ? sql`0` : sql`sum(case when id >= ${olderThan} then 1 else 0 end)`;
  const row = await db.first<{ total: number; before_page: number | null }>(
    sql`select count(*) as total, ${before} as before_page from claim_current where ${where}`,
  );
  return { total: Number(row?.total ?? 0), before: Number(row?.before_page ?? 0) };
}

/** Those that came last first; `olderThan` is the id behind which the page begins. */
export async function listClaims(
  db: Queryable,
  filter: ClaimListFilter,
  { limit, olderThan }: { readonly limit: number; readonly olderThan: number | null },
): Promise<{ readonly rows: readonly ClaimListRow[]; readonly total: number; readonly before: number }> {
  const where = conditions(filter);
  const from = olderThan === null ? sql`1 = 1` : sql`id < ${olderThan}`;
  const rows = await db.query<ClaimListRow>(
    sql`select ${columns} from claim_current where ${where} and ${from} order by id desc limit ${limit}`,
  );
  return { rows, ...(await counts(db, where, olderThan)) };
}

/** Where the page before one that begins behind `olderThan` begins: an id, or null for the first page. */
export async function previousClaimPage(
  db: Queryable,
  filter: ClaimListFilter,
  { limit, olderThan }: { readonly limit: number; readonly olderThan: number },
): Promise<number | null> {
  const rows = await db.query<{ id: number }>(
    sql`select id from claim_current where ${conditions(filter)} and id >= ${olderThan} order by id limit ${limit + 1}`,
  );
  return rows[limit]?.id ?? null;
}

/** Every claim of the filter in the order of the list, read in pages so that no list is held whole. */
export async function* eachClaim(db: Queryable, filter: ClaimListFilter): AsyncGenerator<ClaimListRow> {
  const where = conditions(filter);
  for (let from = sql`1 = 1`; ; ) {
    const rows: ClaimListRow[] = await db.query<ClaimListRow>(
      sql`select ${columns} from claim_current where ${where} and ${from} order by id desc limit 500`,
    );
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined) return;
    from = sql`id < ${last.id}`;
  }
}

/** Whether any stored Detail row has this TRAN_ID, also one that does not count. */
export async function hasTranId(db: Queryable, tranId: string): Promise<boolean> {
  for (const kind of itemKinds) {
    const row = await db.first<{ id: number }>(
      sql`select id from ${raw(claimTables[kind])} where tran_id = ${tranId} limit 1`,
    );
    if (row !== null) return true;
  }
  return false;
}

/** Whether any version of a claim stands under this REP no. */
export async function hasRepNo(db: Queryable, repNo: string): Promise<boolean> {
  return (
    (await db.first<{ id: number }>(sql`select id from claim_current where ${underRepNo(repNo)} limit 1`)) !==
    null
  );
}

/** Claims of one person, by exact HN, AN or citizen id; those that came last first. */
export async function claimsOfPatient(db: Queryable, number: string, limit: number): Promise<ClaimListRow[]> {
  const found = new Map<number, ClaimListRow>();
  for (const column of [sql`hn`, sql`an`, sql`pid`]) {
    const rows = await db.query<ClaimListRow>(
      sql`select ${columns} from claim_current where ${column} = ${number} order by id desc limit ${limit}`,
    );
    for (const row of rows) found.set(row.id, row);
  }
  return [...found.values()].sort((a, b) => b.id - a.id).slice(0, limit);
}
