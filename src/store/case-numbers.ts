import type { Queryable } from '../db/db.js';
import { sql } from '../db/sql.js';

/**
 * Takes the next serials of a hospital's year, and answers the first. Others wait until the transaction ends; what a
 * transaction took that is rolled back is given out again, what was committed never.
 */
export async function takeCaseSerials(
  tx: Queryable,
  { hospitalCode, fiscalYear }: { readonly hospitalCode: string; readonly fiscalYear: number },
  count: number,
): Promise<number> {
  const row = { hospital_code: hospitalCode, fiscal_year: fiscalYear, last_serial: 0 };
  await tx.upsert('case_numbers', [row], ['hospital_code', 'fiscal_year'], []);
  const where = sql`hospital_code = ${hospitalCode} and fiscal_year = ${fiscalYear}`;
  // The update takes the lock; what is read after it is this transaction's own number.
  await tx.execute(sql`update case_numbers set last_serial = last_serial + ${count} where ${where}`);
  const taken = await tx.first<{ last_serial: number }>(
    sql`select last_serial from case_numbers where ${where}`,
  );
  if (taken === null) throw new Error('the counter of case numbers is gone');
  return taken.last_serial - count + 1;
}
