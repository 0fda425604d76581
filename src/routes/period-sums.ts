import { isDeepStrictEqual } from 'node:util';
import type { Queryable } from '../db/db.js';
import { yearEarlier } from '../domain/same-period.js';
import { dayOf } from '../domain/thai-date.js';
import { type AddableSums, addClaimSums, addedBy, type SumsCell } from '../figures/add-claim-sums.js';
import { allMeasures } from '../figures/claim-measures.js';
import { claimSumsBy, measuresByAll } from '../figures/claim-sums.js';
import { firstOfNextMonth } from '../figures/claims-behind.js';
import { type FigureFilter, storedAtAll } from '../figures/figure-filter.js';
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

/** Finished months of a filter, and what they come to; of inpatients apart, because CMI is of them alone. */
export interface SpanSums {
  readonly filter: FigureFilter;
  readonly months: readonly string[];
  readonly sums: Sums;
  readonly inpatients: Sums;
}

/** The same finished months of the asked period and of the year before. */
export interface Compared {
  readonly now: SpanSums;
  readonly before: SpanSums;
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
  /** Of all claims that are inpatients. */
  readonly inpatients: Sums;
  /** Months that are over, and what they come to: a running month tells nothing of a whole one. */
  readonly finished: SpanSums;
  /** null where no finished month has anything stored a year earlier. */
  readonly compared: Compared | null;
}

/** Claims by month and by kind. */
type Cells = readonly SumsCell<'month' | 'kind'>[];
const splits = ['month', 'kind'] as const;

/** `known` are the cells of the filter, where they are known already. */
export async function readPeriodSums(
  db: Queryable,
  filter: FigureFilter,
  now: Date,
  known: Cells | null = null,
): Promise<PeriodSums> {
  const cells = known ?? (await measuresByAll(db, filter, splits, allMeasures));
  const groups = addedBy(cells, 'month', allMeasures);
  const thisMonth = dayOf(now).slice(0, 7);
  const months = (await figureMonths(db, filter, now)).map((month) => ({
    month,
    sums: groups.get(month) ?? null,
    running: month === thisMonth,
    later: month > thisMonth,
  }));
  const finished = months.filter(({ month }) => month < thisMonth).map(({ month }) => month);
  return {
    months,
    undated: groups.get('') ?? null,
    total: addClaimSums(groups.values()),
    inpatients: addClaimSums(inpatientsOf(cells)),
    finished: spanOf(filter, finished, cells),
    compared: await compare(db, filter, finished, cells),
  };
}

/**
 * Finished months of which something of the schemes and the hospital is stored a year earlier: a running month is no month to compare, and growth against
 * a month that was never fetched would be a wrong number. The rule of the figure year-on-year.
 */
async function compare(
  db: Queryable,
  filter: FigureFilter,
  finished: readonly string[],
  cells: Cells,
): Promise<Compared | null> {
  const [start, end] = [finished[0], finished.at(-1)];
  if (start === undefined || end === undefined) return null;
  const earlier = monthsEarlier(filter, start, end);
  const before = await measuresByAll(db, earlier, splits, allMeasures);
  const stored = isWhole(filter)
    ? new Set(before.map(({ keys }) => keys.month))
    : await claimSumsBy(db, storedAtAll(earlier), 'month');
  const pairs = finished.filter((month) => stored.has(monthBefore(month)));
  const [first, last] = [pairs[0], pairs.at(-1)];
  if (first === undefined || last === undefined) return null;
  return {
    now: spanOf(filter, pairs, cells),
    before: spanOf(earlier, pairs.map(monthBefore), before),
    ...{ months: pairs.length, first, last },
  };
}

function spanOf(filter: FigureFilter, months: readonly string[], cells: Cells): SpanSums {
  const within = cells.filter(({ keys }) => months.includes(keys.month));
  const sums = addClaimSums(within.map(({ measures }) => measures));
  return { filter, months, sums, inpatients: addClaimSums(inpatientsOf(within)) };
}

const inpatientsOf = (cells: Cells) =>
  cells.filter(({ keys }) => keys.kind === 'ip').map(({ measures }) => measures);

const monthBefore = (month: string) => `${Number(month.slice(0, 4)) - 1}${month.slice(4)}`;

/** The days of these months a year earlier; a period that begins or ends within a month does so there too. */
function monthsEarlier(filter: FigureFilter, first: string, last: string): FigureFilter {
  const end = firstOfNextMonth(last);
  const from = filter.from !== null && filter.from > `${first}-01` ? filter.from : `${first}-01`;
  const to = filter.to !== null && filter.to < end ? filter.to : end;
  return { ...filter, fiscalYear: null, undated: null, from: yearEarlier(from), to: yearEarlier(to) };
}

const isWhole = (filter: FigureFilter) => isDeepStrictEqual(filter, storedAtAll(filter));
