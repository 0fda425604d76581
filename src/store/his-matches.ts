/** Which visit of the hospital's own system (HIS) each claim is. */
import type { Queryable, Tx } from '../db/db.js';
import { join, raw, type Sql, sql } from '../db/sql.js';
import { claimTables, itemKinds } from './claims.js';

/** A visit as the hospital's system names it. */
export interface HisVisit {
  readonly his_vn: string;
  readonly his_hn: string | null;
  readonly his_an: string | null;
}

export interface KnownClaim {
  readonly tran_id: string;
  readonly hospital_code: string;
  /** What was sent before; null = nothing. */
  readonly his_vn: string | null;
  readonly his_hn: string | null;
  readonly his_an: string | null;
}

/**
 * Claims with these numbers, with the visit that each has; of one hospital where that is given. They are locked, so that
 * two senders do not both find a claim without a visit.
 */
export async function claimsToMatch(
  tx: Tx,
  tranIds: readonly string[],
  hospital: string | null,
): Promise<KnownClaim[]> {
  const ofHospital = hospital === null ? sql`1 = 1` : sql`c.hospital_code = ${hospital}`;
  const some = join([...tranIds]);
  await tx.query(sql`select id from claim_current where tran_id in (${some}) order by id for update`);
  return tx.query<KnownClaim>(sql`
    select c.tran_id, c.hospital_code, m.his_vn, m.his_hn, m.his_an from claim_current c
    left join his_matches m on m.hospital_code = c.hospital_code and m.tran_id = c.tran_id
    where c.tran_id in (${some}) and ${ofHospital} order by c.hospital_code`);
}

/** A match to be stored. */
export type NewMatch = HisVisit & { readonly hospital_code: string; readonly tran_id: string };

/** Writes matches, over earlier ones of the claims, and the visit numbers on all their versions. */
export async function saveMatches(tx: Tx, matches: readonly NewMatch[], by: string): Promise<void> {
  const now = new Date();
  const rows = matches.map(({ hospital_code, tran_id, his_vn, his_hn, his_an }) => ({
    ...{ hospital_code, tran_id, his_vn, his_hn, his_an },
    matched_by: by,
    updated_at: now,
  }));
  await tx.upsert(
    'his_matches',
    rows,
    ['hospital_code', 'tran_id'],
    ['his_vn', 'his_hn', 'his_an', 'matched_by', 'updated_at'],
  );
  for (const hospital of new Set(matches.map(({ hospital_code }) => hospital_code))) {
    const ids = matches.flatMap((match) => (match.hospital_code === hospital ? [match.tran_id] : []));
    await writeVisits(tx, (t) => sql`${t}.hospital_code = ${hospital} and ${t}.tran_id in (${join(ids)})`);
  }
}

/** The visit numbers of claims whose rows have just been stored, from what was sent for their earlier versions. */
export async function keepVisits(
  tx: Tx,
  { fileId, hospitalCode }: { readonly fileId: number; readonly hospitalCode: string },
): Promise<void> {
  const any = await tx.first(sql`select id from his_matches where hospital_code = ${hospitalCode} limit 1`);
  if (any) await writeVisits(tx, (t) => sql`${t}.file_id = ${fileId}`);
}

async function writeVisits(tx: Tx, which: (table: Sql) => Sql): Promise<void> {
  for (const kind of itemKinds) {
    const table = raw(claimTables[kind]);
    const match = (value: string) => sql`(select ${raw(value)} from his_matches m
      where m.hospital_code = ${table}.hospital_code and m.tran_id = ${table}.tran_id)`;
    await tx.execute(sql`
      update ${table} set his_matched = ${true}, his_vn = ${match('m.his_vn')}, his_matched_at = ${match('m.updated_at')}
      where ${which(table)} and exists ${match('1')}`);
  }
}

/** The visit that a claim has, with when it was last sent as another (UTC text); null = none. */
export function findVisit(
  db: Queryable,
  hospitalCode: string,
  tranId: string,
): Promise<{ readonly his_vn: string; readonly matched_at: string } | null> {
  return db.first(sql`select his_vn, updated_at as matched_at from his_matches
    where hospital_code = ${hospitalCode} and tran_id = ${tranId}`);
}

export interface HisStatus {
  readonly claims: number;
  readonly matched: number;
  /** UTC text; null = nothing was ever sent. */
  readonly lastAt: string | null;
}

/** How many claims of these service days have a visit. */
export async function hisStatus(
  db: Queryable,
  asked: { readonly from: string | null; readonly to: string | null; readonly hospital: string | null },
): Promise<HisStatus> {
  const { from, to, hospital } = asked;
  const where: Sql[] = [sql`1 = 1`];
  if (from !== null) where.push(sql`c.service_day >= ${from}`);
  if (to !== null) where.push(sql`c.service_day < ${to}`);
  if (hospital !== null) where.push(sql`c.hospital_code = ${hospital}`);
  const counted = await db.first<{ claims: number; matched: number }>(sql`
    select count(*) as claims, count(m.id) as matched from claim_current c
    left join his_matches m on m.hospital_code = c.hospital_code and m.tran_id = c.tran_id
    where ${join(where, ' and ')}`);
  const last = await db.first<{ at: string | null }>(sql`
    select max(updated_at) as at from his_matches where ${hospital === null ? sql`1 = 1` : sql`hospital_code = ${hospital}`}`);
  return { claims: counted?.claims ?? 0, matched: counted?.matched ?? 0, lastAt: last?.at ?? null };
}
