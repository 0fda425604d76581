import type { Tx } from '../db/db.js';
import { caseNumber } from '../domain/case.js';
import { takeCaseSerials, takenNumbers } from '../store/case-numbers.js';

/** What the numbers of rows without one are made of. */
export interface AsideSerials {
  readonly fiscalYear: number;
  /** The first of those that were set aside for the file, and how many there are. */
  readonly first: number;
  readonly count: number;
}

export interface CaseNumberSource {
  /** Takes a number for each of these rows, named by their hospitals; the answer gives them out one by one. */
  take(hospitals: readonly string[]): Promise<(hospitalCode: string) => string>;
}

/**
 * Numbers for rows of a file, many at once. None of them is in use, or is given by the file itself (`ofFile`), be it in a
 * row still to come.
 */
export function openCaseNumbers(tx: Tx, aside: AsideSerials, ofFile: ReadonlySet<string>): CaseNumberSource {
  const { fiscalYear } = aside;
  let taken = 0;

  /** The next serials: of those set aside, or more where some of these were in use. */
  async function serials(count: number): Promise<number[]> {
    const isAside = taken < aside.count;
    const many = isAside ? Math.min(count, aside.count - taken) : count;
    const first = isAside ? aside.first + taken : await takeCaseSerials(tx, fiscalYear, many);
    if (isAside) taken += many;
    return Array.from({ length: many }, (_, at) => first + at);
  }

  async function free(hospitalCode: string, count: number): Promise<string[]> {
    const found: string[] = [];
    while (found.length < count) {
      const next = await serials(count - found.length);
      const numbers = next.map((serial) => caseNumber(fiscalYear, serial));
      const inUse = await takenNumbers(tx, hospitalCode, numbers);
      found.push(...numbers.filter((number) => !ofFile.has(number) && !inUse.has(number)));
    }
    return found;
  }

  return {
    async take(hospitals) {
      const waiting = new Map<string, string[]>();
      for (const hospital of new Set(hospitals)) {
        const count = hospitals.filter((each) => each === hospital).length;
        waiting.set(hospital, await free(hospital, count));
      }
      return (hospitalCode) => {
        const number = waiting.get(hospitalCode)?.shift();
        if (number === undefined) throw new RangeError('more numbers were asked for than were taken');
        return number;
      };
    },
  };
}
