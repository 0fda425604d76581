import { fiscalYearRange } from './fiscal-year.js';

/** A range of days, Gregorian `YYYY-MM-DD`, `to` not included. */
export interface DayRange {
  readonly from: string;
  readonly to: string;
}

/**
 * The part of a fiscal year (Buddhist Era) up to and including `today`, and the same part a year earlier, so that a
 * running month is never compared with a full one; null where the year has not begun.
 */
export function samePeriodOfYears(
  fiscalYear: number,
  today: string,
): { readonly now: DayRange; readonly before: DayRange } | null {
  const year = fiscalYearRange(fiscalYear);
  const tomorrow = dayAfter(today);
  const now = { from: year.from, to: tomorrow < year.to ? tomorrow : year.to };
  if (now.to <= now.from) return null;
  return { now, before: { from: yearEarlier(now.from), to: yearEarlier(now.to) } };
}

function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

/** The same day a year earlier; 29 February becomes 1 March. */
export function yearEarlier(day: string): string {
  const date = new Date(
    Date.UTC(Number(day.slice(0, 4)) - 1, Number(day.slice(5, 7)) - 1, Number(day.slice(8, 10))),
  );
  return date.toISOString().slice(0, 10);
}
