import type { Queryable } from '../db/db.js';
import { sql } from '../db/sql.js';
import { AppError } from '../domain/errors.js';
import { fiscalYearRange, monthsOfFiscalYear } from '../domain/fiscal-year.js';
import { dayOf } from '../domain/thai-date.js';
import type { FigureFilter } from './figure-filter.js';

const mostMonths = 1200;

/** Every month of the filter's range, Gregorian `YYYY-MM`; an open end is closed by the data and by today. */
export async function figureMonths(
  db: Queryable,
  filter: FigureFilter,
  now: Date,
): Promise<readonly string[]> {
  if (filter.undated === 'only') return [];
  if (filter.fiscalYear !== null) return monthsOfFiscalYear(filter.fiscalYear);
  const ofHospital = filter.hospital === null ? sql`` : sql` where hospital_code = ${filter.hospital}`;
  const ends = await db.first<{ first_month: string | null; last_month: string | null }>(
    sql`select min(service_month) as first_month, max(service_month) as last_month from claim_current${ofHospital}`,
  );
  const thisMonth = dayOf(now).slice(0, 7);
  const first = filter.from?.slice(0, 7) ?? ends?.first_month ?? thisMonth;
  const last =
    filter.to === null ? later(ends?.last_month ?? thisMonth, thisMonth) : lastMonthBefore(filter.to);
  const months: string[] = [];
  for (let month = first; month <= last; month = nextMonth(month)) {
    if (months.length === mostMonths)
      throw new AppError('filter_invalid', { name: 'from', example: '2025-10-01' });
    months.push(month);
  }
  return months;
}

/** The months of the range that are over. */
export async function finishedMonths(
  db: Queryable,
  filter: FigureFilter,
  now: Date,
): Promise<readonly string[]> {
  const thisMonth = dayOf(now).slice(0, 7);
  return (await figureMonths(db, filter, now)).filter((month) => month < thisMonth);
}

/** The same, for the whole months that hold the days of the filter. */
export function ofWholeMonths<Filter extends Pick<FigureFilter, 'from' | 'to'>>(filter: Filter): Filter {
  const { from, to } = filter;
  const end = to === null || to.endsWith('-01') ? to : `${nextMonth(to.slice(0, 7))}-01`;
  return { ...filter, from: from === null ? null : `${from.slice(0, 7)}-01`, to: end };
}

/** So many parts of a month are equal days of it, whether it has 28, 29, 30 or 31. */
export const partsOfMonth = 377_580n;

/** How much of a month the filter has, in `partsOfMonth`: all of them unless it begins or ends within. */
export function partOfMonth({ from, to }: FigureFilter, month: string): bigint {
  const next = `${nextMonth(month)}-01`;
  const first = from?.startsWith(month) ? from : `${month}-01`;
  const end = to !== null && to < next ? to : next;
  const days = (a: string, b: string) => BigInt(Math.round((Date.parse(b) - Date.parse(a)) / 86_400_000));
  return (days(first, end) * partsOfMonth) / days(`${month}-01`, next);
}

/** The filter as far as its months are over, without claims that have no date; null where none is. */
export function finishedPart(filter: FigureFilter, now: Date): FigureFilter | null {
  if (filter.undated === 'only') return null;
  const range = filter.fiscalYear === null ? filter : fiscalYearRange(filter.fiscalYear);
  const end = `${dayOf(now).slice(0, 7)}-01`;
  const to = range.to === null || range.to > end ? end : range.to;
  if (range.from !== null && range.from >= to) return null;
  return { ...filter, fiscalYear: null, undated: null, noDate: false, from: range.from, to };
}

function later(a: string, b: string): string {
  return a > b ? a : b;
}

/** The month of the last day before `to`. */
function lastMonthBefore(to: string): string {
  return new Date(Date.parse(`${to}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 7);
}

function nextMonth(month: string): string {
  const year = Number(month.slice(0, 4));
  const next = Number(month.slice(5, 7)) + 1;
  return next === 13 ? `${year + 1}-01` : `${year}-${String(next).padStart(2, '0')}`;
}
