import type { Queryable } from '../db/db.js';
import { everyClaim } from './claim-list-filter.js';
import { measuresBy } from './claim-sums.js';
import { type FigureFilter, periodOnly } from './figure-filter.js';
import { ofWholeMonths } from './figure-months.js';

/**
 * Whether the claims of the months of a filter are all of the hospital that the settings are of: of another one nobody knows
 * beds or NHSO's lists. `own` is HOSPITAL_CODE; where it is not set, the only hospital that has claims is meant.
 */
export async function isOfOwnHospital(db: Queryable, filter: FigureFilter, own: string): Promise<boolean> {
  const hospitalsOf = async (asked: FigureFilter) => [
    ...(await measuresBy(db, asked, 'hospital', ['claims'])).keys(),
  ];
  if (own === '') {
    const stored = await hospitalsOf(everyClaim);
    return stored.length <= 1 && (filter.hospital === null || stored.includes(filter.hospital));
  }
  const counted =
    filter.hospital === null ? await hospitalsOf(ofWholeMonths(periodOnly(filter))) : [filter.hospital];
  return counted.every((hospital) => hospital === own);
}
