import { AppError } from './errors.js';
import { fiscalYearOf, monthsOfFiscalYear } from './fiscal-year.js';
import { dayOf } from './thai-date.js';

/** The finished months that a report is about. Months are Gregorian `YYYY-MM`, days `to` not included. */
export interface ReportPeriod {
  readonly kind: 'month' | 'fiscal_year';
  /** As it is asked, and as its note is kept: `2026-05`, or the fiscal year of the Buddhist Era, `2569`. */
  readonly key: string;
  readonly months: readonly string[];
  /** All months of its fiscal year are over; a month is always whole. */
  readonly whole: boolean;
  readonly from: string;
  readonly to: string;
}

/** As an address or arguments ask; an empty text was not given. */
export interface AskedReport {
  readonly month?: string | undefined;
  readonly fiscalYear?: string | undefined;
}

/** The last month that is over in Thailand. */
export function lastFullMonth(now: Date): string {
  return shiftMonth(dayOf(now).slice(0, 7), -1);
}

/** `2026-01` less one month is `2025-12`. */
export function shiftMonth(month: string, by: number): string {
  const ordinal = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + by;
  return `${String(Math.floor(ordinal / 12)).padStart(4, '0')}-${String((ordinal % 12) + 1).padStart(2, '0')}`;
}

/**
 * The period asked for, the last full month where none is; a running month is never reported as if it were whole.
 * @throws AppError filter_invalid, filter_gregorian_year, report_two_periods or report_not_finished
 */
export function readReportPeriod({ month, fiscalYear }: AskedReport, now: Date): ReportPeriod {
  if (month && fiscalYear) throw new AppError('report_two_periods');
  if (fiscalYear) return yearPeriod(fiscalYear, now);
  const last = lastFullMonth(now);
  const asked = month || last;
  if (!/^(19|20|21)\d\d-(0[1-9]|1[0-2])$/.test(asked))
    throw new AppError('filter_invalid', { name: 'month', example: last });
  if (asked > last) throw new AppError('report_not_finished', { period: asked, last });
  return periodOf('month', asked, [asked], true);
}

function yearPeriod(asked: string, now: Date): ReportPeriod {
  const year = Number(asked);
  const last = lastFullMonth(now);
  if (Number.isInteger(year) && year >= 1900 && year < 2200)
    throw new AppError('filter_gregorian_year', { year, right: year + 543 });
  if (!/^2[5-6]\d\d$/.test(asked))
    throw new AppError('filter_invalid', {
      name: 'fiscal_year',
      example: String(fiscalYearOf(`${last}-01`)),
    });
  const all = monthsOfFiscalYear(year);
  const months = all.filter((month) => month <= last);
  if (months.length === 0) throw new AppError('report_not_finished', { period: asked, last });
  return periodOf('fiscal_year', asked, months, months.length === all.length);
}

function periodOf(
  kind: ReportPeriod['kind'],
  key: string,
  months: readonly string[],
  whole: boolean,
): ReportPeriod {
  const [first = '', last = first] = [months[0], months.at(-1)];
  return { kind, key, months, whole, from: `${first}-01`, to: `${shiftMonth(last, 1)}-01` };
}

/** The month before a month; a fiscal year is compared with its own months of the year before alone. */
export function monthBefore({ kind, months: [month] }: ReportPeriod): ReportPeriod | null {
  if (kind !== 'month' || month === undefined) return null;
  const before = shiftMonth(month, -1);
  return periodOf('month', before, [before], true);
}

/** The same months a year earlier. */
export function yearBefore({ kind, key, months, whole }: ReportPeriod): ReportPeriod {
  const before = kind === 'month' ? shiftMonth(key, -12) : String(Number(key) - 1);
  return periodOf(
    kind,
    before,
    months.map((month) => shiftMonth(month, -12)),
    whole,
  );
}

/** The last twelve months up to the end of the period, or those of its fiscal year: what its chart shows. */
export function chartMonths({ kind, months }: ReportPeriod): readonly string[] {
  const last = months.at(-1);
  if (kind === 'fiscal_year' || last === undefined) return months;
  return Array.from({ length: 12 }, (_, index) => shiftMonth(last, index - 11));
}
