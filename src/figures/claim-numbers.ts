import type { Queryable } from '../db/db.js';
import { join, type Sql, sql } from '../db/sql.js';
import { type ClaimPage, claimColumns, claimListRow, pageOf, type StoredClaim } from './claim-list.js';
import { versionTables } from './claim-list-filter.js';
import { newestFirst, type PageQuestion, stretches } from './claim-order.js';
import { addedTotals, type ClaimTotals } from './claim-totals.js';

/** Whether any stored Detail row has this TRAN_ID, also one that does not count. */
export async function hasTranId(db: Queryable, tranId: string): Promise<boolean> {
  for (const table of versionTables) {
    const row = await db.first<{ id: number }>(
      sql`select id from ${table} where tran_id = ${tranId} limit 1`,
    );
    if (row !== null) return true;
  }
  return false;
}

/** Whether any version of a claim stands under this REP no. */
export async function hasRepNo(db: Queryable, repNo: string): Promise<boolean> {
  for (const table of versionTables) {
    const row = await db.first<{ id: number }>(sql`
      select x.id from ${table} r
      join claim_current x on x.hospital_code = r.hospital_code and x.tran_id = r.tran_id
      where r.rep_no = ${repNo} limit 1`);
    if (row !== null) return true;
  }
  return false;
}

/** Whose claims: by exact HN or AN, and by citizen id where whoever asks may search by it. */
export interface PatientNumber {
  readonly number: string;
  readonly byCitizenId: boolean;
}

/** Each way by its own index; a claim that has the number twice stands once. */
function claimsWith({ number, byCitizenId }: PatientNumber): Sql {
  const columns = [sql`hn`, sql`an`, ...(byCitizenId ? [sql`pid`] : [])];
  const ways = columns.map((column) => sql`select id from claim_current where ${column} = ${number}`);
  return sql`(${join(ways, ' union ')}) m join claim_current c on c.id = m.id`;
}

/** One page of the claims of one person, those that came last first. */
export async function claimsOfPatient(
  db: Queryable,
  patient: PatientNumber,
  { cursor, limit }: Pick<PageQuestion, 'cursor' | 'limit'>,
): Promise<ClaimPage> {
  const [stretch] = stretches(newestFirst, cursor);
  const found = await db.query<StoredClaim>(sql`
    select ${claimColumns} from ${claimsWith(patient)}
    where ${stretch?.where ?? sql`1 = 1`} order by ${stretch?.order ?? sql`c.id desc`} limit ${limit + 1}`);
  return pageOf(found.map(claimListRow), { order: newestFirst, cursor, limit });
}

/** What all claims of one person come to. */
export async function totalsOfPatient(db: Queryable, patient: PatientNumber): Promise<ClaimTotals> {
  return await addedTotals(db, claimsWith(patient));
}
