import type { Tx } from '../db/db.js';
import { caseNumber } from '../domain/case.js';
import { takeCaseSerials, takenNumbers } from '../store/case-numbers.js';

/** The next numbers of a year for a hospital; those that somebody gave by hand there are passed over. */
export async function freeCaseNumbers(
  tx: Tx,
  hospitalCode: string,
  fiscalYear: number,
  count: number,
): Promise<string[]> {
  const free: string[] = [];
  while (free.length < count) {
    const wanted = count - free.length;
    const first = await takeCaseSerials(tx, fiscalYear, wanted);
    const numbers = Array.from({ length: wanted }, (_, at) => caseNumber(fiscalYear, first + at));
    const taken = await takenNumbers(tx, hospitalCode, numbers);
    free.push(...numbers.filter((number) => !taken.has(number)));
  }
  return free;
}

/** The next one. */
export async function freeCaseNumber(tx: Tx, hospitalCode: string, fiscalYear: number): Promise<string> {
  const [number = ''] = await freeCaseNumbers(tx, hospitalCode, fiscalYear, 1);
  return number;
}
