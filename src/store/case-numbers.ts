import type { Queryable } from '../db/db.js';
import { join, sql } from '../db/sql.js';

// One counter for all hospitals: a case that is of none yet keeps its number when it joins one.
const ofAll = '';

/**
 * Takes the next serials of a year, and answers the first. Others wait until the transaction ends; what a
 * transaction took that is rolled back is given out again, what was committed never.
 */
export async function takeCaseSerials(tx: Queryable, fiscalYear: number, count: number): Promise<number> {
  const row = { hospital_code: ofAll, fiscal_year: fiscalYear, last_serial: 0 };
  await tx.upsert('case_numbers', [row], ['hospital_code', 'fiscal_year'], []);
  const where = sql`hospital_code = ${ofAll} and fiscal_year = ${fiscalYear}`;
  // The update takes the lock; what is read after it is this transaction's own number.
  await tx.execute(sql`update case_numbers set last_serial = last_serial + ${count} where ${where}`);
  const taken = await tx.first<{ last_serial: number }>(
    sql`select last_serial from case_numbers where ${where}`,
  );
  if (taken === null) throw new Error('the counter of case numbers is gone');
  return taken.last_serial - count + 1;
}

const step = 500;

/** Which of these numbers of cases are taken in a hospital. */
export async function takenNumbers(
  tx: Queryable,
  hospitalCode: string,
  numbers: readonly string[],
): Promise<Set<string>> {
  const found = new Set<string>();
  for (let from = 0; from < numbers.length; from += step) {
    const rows = await tx.query<{ case_number: string }>(sql`
      select case_number from cases where hospital_code = ${hospitalCode}
        and case_number in (${join(numbers.slice(from, from + step))})`);
    for (const row of rows) found.add(row.case_number);
  }
  return found;
}
