import type { Tx } from '../db/db.js';
import { caseNumber } from '../domain/case.js';
import { takeCaseSerials } from '../store/case-numbers.js';
import { takenNumbers } from '../store/denial-cases.js';

/** The next numbers of a hospital's year; those that somebody gave by hand are passed over. */
export async function freeCaseNumbers(
  tx: Tx,
  hospitalCode: string,
  fiscalYear: number,
  count: number,
): Promise<string[]> {
  const free: string[] = [];
  while (free.length < count) {
    const wanted = count - free.length;
    const first = await takeCaseSerials(tx, { hospitalCode, fiscalYear }, wanted);
    const numbers = Array.from({ length: wanted }, (_, at) => caseNumber(fiscalYear, first + at));
    const taken = await takenNumbers(tx, hospitalCode, numbers);
    free.push(...numbers.filter((number) => !taken.has(number)));
  }
  return free;
}
