import { isDeepStrictEqual } from 'node:util';
import type { Queryable } from '../db/db.js';
import { yearEarlier } from '../domain/same-period.js';
import { dayOf } from '../domain/thai-date.js';
import { type AddableSums, addClaimSums } from '../figures/add-claim-sums.js';
import { claimSumsBy } from '../figures/claim-sums.js';
import { firstOfNextMonth } from '../figures/claims-behind.js';
import { type FigureFilter, periodOnly } from '../figures/figure-filter.js';
import { figureMonths } from '../figures/figure-months.js';

export type Sums = AddableSums;

export interface MonthSums {
  /** Gregorian `YYYY-MM`. */
  readonly month: string;
  /** null = no claims. */
  readonly sums: Sums | null;
  readonly running: boolean;
  /** The month is not reached. */
  readonly later: boolean;
}

/** The same finished months of the asked period and of the year before. */
export interface Compared {
  readonly now: Sums;
  readonly before: Sums;
  /** How many months, the first and the last of them. */
  readonly months: number;
  readonly first: string;
  readonly last: string;
}

/** Everything that the asked period and the same one a year earlier come to, of two questions by month. */
export interface PeriodSums {
  readonly months: readonly MonthSums[];
  /** Claims without a service date, where the filter has them. */
  readonly undated: Sums | null;
  readonly total: Sums;
  /** Months that are over, and what they come to: a running month tells nothing of a whole one. */
  readonly finished: { readonly months: number; readonly sums: Sums };
  /** null where no finished month has anything stored a year earlier. */
  readonly compared: Compared | null;
}

/** `known` are the sums by month of the filter, where they are known already. */
export async function readPeriodSums(
  db: Queryable,
  filter: FigureFilter,
  now: Date,
  known: ReadonlyMap<string, Sums> | null = null,
): Promise<PeriodSums> {
  const groups = known ?? (await claimSumsBy(db, filter, 'month'));
  const thisMonth = dayOf(now).slice(0, 7);
  const months = (await figureMonths(db, filter, now)).map((month) => ({
    month,
    sums: groups.get(month) ?? null,
    running: month === thisMonth,
    later: month > thisMonth,
  }));
  const finished = months.filter(({ running, later }) => !running && !later);
  return {
    months,
    undated: groups.get('') ?? null,
    total: addClaimSums(groups.values()),
    finished: { months: finished.length, sums: sumsOf(finished) },
    compared: await compare(db, filter, finished),
  };
}

/**
 * Finished months of which something is stored a year earlier: a running month is no month to compare, and growth against
 * a month that was never fetched would be a wrong number. The rule of the figure year-on-year.
 */
async function compare(
  db: Queryable,
  filter: FigureFilter,
  finished: readonly MonthSums[],
): Promise<Compared | null> {
  const [start, end] = [finished[0]?.month, finished.at(-1)?.month];
  if (start === undefined || end === undefined) return null;
  const earlier = monthsEarlier(filter, start, end);
  const before = await claimSumsBy(db, earlier, 'month');
  const stored = isWhole(filter) ? before : await claimSumsBy(db, periodOnly(earlier), 'month');
  const pairs = finished.filter(({ month }) => stored.has(monthBefore(month)));
  const [first, last] = [pairs[0]?.month, pairs.at(-1)?.month];
  if (first === undefined || last === undefined) return null;
  const sumsBefore = pairs.flatMap(({ month }) => before.get(monthBefore(month)) ?? []);
  return { now: sumsOf(pairs), before: addClaimSums(sumsBefore), months: pairs.length, first, last };
}

const monthBefore = (month: string) => `${Number(month.slice(0, 4)) - 1}${month.slice(4)}`;

/** The days of these months a year earlier; a period that begins or ends within a month does so there too. */
function monthsEarlier(filter: FigureFilter, first: string, last: string): FigureFilter {
  const end = firstOfNextMonth(last);
  const from = filter.from !== null && filter.from > `${first}-01` ? filter.from : `${first}-01`;
  const to = filter.to !== null && filter.to < end ? filter.to : end;
  return { ...filter, fiscalYear: null, undated: null, from: yearEarlier(from), to: yearEarlier(to) };
}

const sumsOf = (months: readonly MonthSums[]) =>
  addClaimSums(months.flatMap(({ sums }) => (sums === null ? [] : [sums])));

const isWhole = (filter: FigureFilter) => isDeepStrictEqual(filter, periodOnly(filter));
