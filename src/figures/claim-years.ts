import type { Queryable } from '../db/db.js';
import { sql } from '../db/sql.js';

/** Fiscal years (Buddhist Era) from the first to the last that has a claim, newest first. */
export async function claimYears(db: Queryable): Promise<number[]> {
  const row = await db.first<{ first: number | null; last: number | null }>(
    sql`select min(c.fiscal_year) as first, max(c.fiscal_year) as last from claim_current c`,
  );
  const { first, last } = row ?? { first: null, last: null };
  if (first === null || last === null) return [];
  return Array.from({ length: last - first + 1 }, (_, back) => last - back);
}
