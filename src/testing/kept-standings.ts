import type { Db } from '../db/db.js';
import { sql } from '../db/sql.js';
import { addBaht } from '../domain/satang.js';
import { statementStanding } from '../domain/statement-standing.js';

interface KeptClaim {
  readonly hospital: string;
  readonly tranId: string;
  readonly scheme: string;
  readonly isDenied: boolean;
  readonly promised: string | null;
  readonly stated: string | null;
  readonly standing: string;
}

/** Claims of which something else is kept than what the stored rows say, worked out one by one without the database. */
export async function wrongStandings(db: Db): Promise<string[]> {
  const claims = await db.query<KeptClaim>(sql`
    select hospital_code as hospital, tran_id as "tranId", scheme, is_denied as "isDenied", reimb_nhso as promised,
      stm_amount as stated, recon_state as standing from claim_current order by hospital_code, tran_id`);
  const files = await db.query<{ id: number; isCurrent: boolean; undoneAt: string | null }>(
    sql`select id, is_current as "isCurrent", undone_at as "undoneAt" from stm_imported_files`,
  );
  const counted = new Set(
    files.filter((file) => file.isCurrent && file.undoneAt === null).map(({ id }) => id),
  );
  const rows = await db.query<{
    hospital: string;
    tranId: string;
    fileId: number;
    amount: string | null;
  }>(sql`
    select hospital_code as hospital, tran_id as "tranId", file_id as "fileId", total_compensation as amount
    from stm_claim_item where tran_id is not null`);
  const stated = new Map<string, string | null>();
  for (const { hospital, tranId, fileId, amount } of rows) {
    const key = `${hospital} ${tranId}`;
    if (counted.has(fileId)) stated.set(key, addBaht(stated.get(key) ?? null, amount ?? '0.00'));
  }
  return claims.flatMap(({ hospital, tranId, standing, stated: kept, ...facts }) => {
    const key = `${hospital} ${tranId}`;
    const amount = stated.get(key) ?? null;
    const expected = `${statementStanding({ ...facts, stated: amount })} ${amount}`;
    return expected === `${standing} ${kept}` ? [] : [`${key}: ${standing} ${kept}, not ${expected}`];
  });
}

/** How many claims stand in each state. */
export async function claimsByStanding(db: Db): Promise<Record<string, number>> {
  const rows = await db.query<{ standing: string; claims: number }>(
    sql`select recon_state as standing, count(*) as claims from claim_current group by recon_state`,
  );
  return Object.fromEntries(rows.map(({ standing, claims }) => [standing, claims]));
}
