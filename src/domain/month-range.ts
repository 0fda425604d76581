import type { ProblemDetails } from './errors.js';
import type { ProblemCode } from './problems/index.js';
import { dayOf } from './thai-date.js';

/** A calendar month as NHSO is asked for it: 1 to 12, year of the Buddhist Era. */
export interface AskedMonth {
  readonly month: number;
  readonly yearBe: number;
}

/** Months from the first to the last, both included, each `2569-01` (year of the Buddhist Era). */
export interface MonthRange {
  readonly from: string;
  readonly to: string;
}

/** A range that cannot be asked for: which of its ends is wrong, and the problem with its details. */
export interface MonthRangeFault {
  readonly end: keyof MonthRange;
  readonly code: Extract<
    ProblemCode,
    'month_invalid' | 'month_gregorian' | 'month_in_future' | 'months_reversed' | 'months_too_many'
  >;
  readonly details: ProblemDetails;
}

/** Three years: more is no night's work for one polite session. */
export const mostMonths = 36;

/** e-Claim began in 2546. */
const firstYear = 2546;
const lastYear = 2699;
const era = 543;

export function monthKey({ yearBe, month }: AskedMonth): string {
  return `${yearBe}-${String(month).padStart(2, '0')}`;
}

/** The month that runs in Thailand at an instant. */
export function monthNow(now: Date): string {
  const day = dayOf(now);
  return monthKey({ yearBe: Number(day.slice(0, 4)) + era, month: Number(day.slice(5, 7)) });
}

function askedMonth(key: string): AskedMonth {
  return { yearBe: Number(key.slice(0, 4)), month: Number(key.slice(5, 7)) };
}

/** Months since the year 0, so that months can be counted over the end of a year. */
const ordinalOf = ({ yearBe, month }: AskedMonth) => yearBe * 12 + month - 1;
const fromOrdinal = (ordinal: number): AskedMonth => ({
  yearBe: Math.floor(ordinal / 12),
  month: (ordinal % 12) + 1,
});

/** The months of a range, newest first: what came last is what people wait for. */
export function monthsOf({ from, to }: MonthRange): AskedMonth[] {
  const first = ordinalOf(askedMonth(from));
  const last = ordinalOf(askedMonth(to));
  return Array.from({ length: last - first + 1 }, (_, index) => fromOrdinal(last - index));
}

/** The running month in Thailand and so many months before it. */
export function monthsBack(now: Date, count: number): MonthRange {
  const to = monthNow(now);
  return { from: monthKey(fromOrdinal(ordinalOf(askedMonth(to)) - count)), to };
}

/** Fiscal years (Buddhist Era) that the months of a range lie in, newest first. */
export function fiscalYearsOf(range: MonthRange): number[] {
  return [...new Set(monthsOf(range).map(({ yearBe, month }) => yearBe + (month >= 10 ? 1 : 0)))];
}

/** What is wrong with a range that was asked for; null where nothing is. */
export function monthRangeFault(range: MonthRange, now: Date): MonthRangeFault | null {
  const thisMonth = monthNow(now);
  for (const end of ['from', 'to'] as const) {
    const fault = monthFault(range[end], thisMonth);
    if (fault !== null) return { end, ...fault };
  }
  return rangeFault(range);
}

/** The part of it that does not depend on the clock: order and length. */
export function rangeFault(range: MonthRange): MonthRangeFault | null {
  const { from, to } = range;
  if (from > to) return { end: 'to', code: 'months_reversed', details: { from, to } };
  const months = ordinalOf(askedMonth(to)) - ordinalOf(askedMonth(from)) + 1;
  return months > mostMonths
    ? { end: 'from', code: 'months_too_many', details: { months, most: mostMonths } }
    : null;
}

function monthFault(key: string, thisMonth: string): Omit<MonthRangeFault, 'end'> | null {
  const { yearBe: year, month } = askedMonth(key);
  const details = { month: key };
  if (!/^\d{4}-\d{2}$/.test(key) || month < 1 || month > 12) return { code: 'month_invalid', details };
  if (year >= firstYear - era && year <= lastYear - era) {
    const right = monthKey({ yearBe: year + era, month });
    return { code: 'month_gregorian', details: { ...details, right } };
  }
  if (year < firstYear || year > lastYear) return { code: 'month_invalid', details };
  return key > thisMonth ? { code: 'month_in_future', details } : null;
}

/**
 * The months that the params of a download ask for: `from` and `to`, or `month` and `year` (Buddhist Era) of jobs that
 * were stored before there were ranges; null where they name none.
 */
export function rangeOfParams(params: unknown): MonthRange | null {
  if (typeof params !== 'object' || params === null) return null;
  if ('from' in params && 'to' in params && typeof params.from === 'string' && typeof params.to === 'string')
    return { from: params.from, to: params.to };
  if (
    'month' in params &&
    'year' in params &&
    typeof params.month === 'number' &&
    typeof params.year === 'number'
  ) {
    const only = monthKey({ yearBe: params.year, month: params.month });
    return { from: only, to: only };
  }
  return null;
}

/** The fiscal years (Buddhist Era) that the params of an SMT job ask for: a list, or one of jobs stored before. */
export function fiscalYearsOfParams(params: unknown): readonly number[] {
  if (typeof params !== 'object' || params === null) return [];
  if ('fiscalYears' in params && Array.isArray(params.fiscalYears))
    return params.fiscalYears.filter((year: unknown) => typeof year === 'number');
  return 'fiscalYear' in params && typeof params.fiscalYear === 'number' ? [params.fiscalYear] : [];
}
