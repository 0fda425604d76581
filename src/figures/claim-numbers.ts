import type { Queryable } from '../db/db.js';
import { sql } from '../db/sql.js';
import { type ClaimListRow, claimColumns, claimListRow, type StoredClaim } from './claim-list.js';
import { versionTables } from './claim-list-filter.js';

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

/** Claims of one person, by exact HN, AN or citizen id; those that came last first. */
export async function claimsOfPatient(db: Queryable, number: string, limit: number): Promise<ClaimListRow[]> {
  const found = new Map<number, ClaimListRow>();
  for (const column of [sql`c.hn`, sql`c.an`, sql`c.pid`]) {
    const rows = await db.query<StoredClaim>(
      sql`select ${claimColumns} from claim_current c where ${column} = ${number} order by c.id desc limit ${limit}`,
    );
    for (const row of rows) found.set(row.id, claimListRow(row));
  }
  return [...found.values()].sort((a, b) => b.id - a.id).slice(0, limit);
}
