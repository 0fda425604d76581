import type { Queryable } from '../db/db.js';
import { countText } from '../domain/count-text.js';
import { fiscalYearOf, monthsOfFiscalYear } from '../domain/fiscal-year.js';
import { schemes } from '../domain/scheme.js';
import { dayOf } from '../domain/thai-date.js';
import type { FigureFilter } from '../figures/figure-filter.js';
import { findRepCompleteness } from '../figures/unit-completeness.js';
import type { PageContext } from './page-context.js';

/** Months and schemes of a period: how many there are, and of how many everything that NHSO lists is stored. */
export interface Completeness {
  readonly fiscalYear: number;
  readonly complete: number;
  readonly expected: number;
  /** Nothing of the period was ever compared with NHSO's list. */
  readonly neverAsked: boolean;
}

/** Whether what a page counts is whole; null where no period is asked. */
export interface CompletenessMark {
  readonly tone: 'ok' | 'warn' | 'quiet';
  readonly icon: string;
  /** A few words for a card, and a sentence for the head of a page. */
  readonly short: string;
  readonly text: string;
  readonly href: string;
  readonly link: string;
}

/** Years beyond these are not asked of the grid: a page about decades is no morning's work. */
const mostYears = 3;

export async function readCompleteness(
  db: Queryable,
  filter: FigureFilter,
  now: Date,
): Promise<Completeness | null> {
  const today = dayOf(now);
  const years = yearsOf(filter, today);
  const last = years.at(-1);
  if (last === undefined || years.length > mostYears) return null;
  const cells = (await Promise.all(years.map((year) => findRepCompleteness(db, year)))).flat();
  const months = years
    .flatMap((year) => monthsOfFiscalYear(year))
    .filter((month) => month <= today.slice(0, 7) && isWithin(month, filter));
  const inUse = new Set<string>(schemes.filter((one) => one.enabledAtFirst).map(({ code }) => code));
  for (const { scheme } of cells) inUse.add(scheme);
  const asked: readonly string[] = filter.schemes;
  const counted = [...inUse].filter((code) => asked.length === 0 || asked.includes(code));
  const ofPeriod = cells.filter(({ month, scheme }) => months.includes(month) && counted.includes(scheme));
  return {
    fiscalYear: last,
    complete: ofPeriod.filter(({ state }) => state === 'complete' || state === 'empty').length,
    expected: counted.length * months.length,
    neverAsked: ofPeriod.length === 0,
  };
}

function yearsOf({ fiscalYear, from, to }: FigureFilter, today: string): number[] {
  if (fiscalYear !== null) return [fiscalYear];
  if (from === null) return [];
  const first = fiscalYearOf(from);
  const last = fiscalYearOf(to === null || to > today ? today : dayBefore(to));
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
}

const dayBefore = (day: string) =>
  new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);

function isWithin(month: string, { from, to }: FigureFilter): boolean {
  return (from === null || month >= from.slice(0, 7)) && (to === null || `${month}-01` < to);
}

export function completenessMark(
  completeness: Completeness | null,
  { t, baseUrl }: PageContext,
): CompletenessMark | null {
  if (completeness === null) return null;
  const { complete, expected, neverAsked, fiscalYear } = completeness;
  const to = {
    href: `${baseUrl}/downloads?fiscal_year=${fiscalYear}#grid`,
    link: t('complete.see_missing'),
  };
  if (neverAsked)
    return {
      tone: 'quiet',
      icon: 'info',
      short: t('complete.never_short'),
      text: t('complete.never'),
      ...to,
    };
  const values = { complete: countText(complete), expected: countText(expected) };
  const text = t('complete.of', values);
  if (complete >= expected)
    return {
      tone: 'ok',
      icon: 'check',
      short: t('complete.all_short'),
      text,
      ...to,
      link: t('complete.see'),
    };
  const short = t('complete.missing_short', { count: countText(expected - complete) });
  return { tone: 'warn', icon: 'half', short, text, ...to };
}
