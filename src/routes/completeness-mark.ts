import type { Queryable } from '../db/db.js';
import { countText } from '../domain/count-text.js';
import { fiscalYearOf } from '../domain/fiscal-year.js';
import { dayOf } from '../domain/thai-date.js';
import { firstOfNextMonth } from '../figures/claims-behind.js';
import { readWholeness, type Wholeness } from '../figures/completeness.js';
import type { FigureQuestion } from '../figures/figure.js';
import { type FigureFilter, periodOnly } from '../figures/figure-filter.js';
import type { PageContext } from './page-context.js';

/** Months and schemes of a period: how many there are, and of how many everything that NHSO lists is stored. */
export interface Completeness extends Wholeness {
  readonly fiscalYear: number;
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

/** By the figure completeness, over the months of the period that have begun. */
export async function readCompleteness(
  db: Queryable,
  { filter, now, ownHospital }: Pick<FigureQuestion, 'filter' | 'now' | 'ownHospital'>,
): Promise<Completeness | null> {
  const today = dayOf(now);
  const months = wholeMonths(filter, today);
  if (months === null) return null;
  const asked = { ...periodOnly(filter), ...months, undated: null, schemes: filter.schemes };
  return {
    fiscalYear: filter.fiscalYear ?? fiscalYearOf(months.from ?? today),
    ...(await readWholeness(db, { filter: asked, now, ...(ownHospital !== undefined && { ownHospital }) })),
  };
}

/** The grid has whole months alone; null where no period is asked, or one of many years. */
function wholeMonths(
  { fiscalYear, from, to, undated }: FigureFilter,
  today: string,
): { readonly from: string | null; readonly to: string | null } | null {
  if (undated === 'only') return null;
  if (fiscalYear !== null) return { from: null, to: null };
  if (from === null) return null;
  const end = to === null || to > today ? today : to;
  const years = fiscalYearOf(end) - fiscalYearOf(from);
  if (years < 0 || years >= mostYears) return null;
  return {
    from: `${from.slice(0, 7)}-01`,
    to: end.endsWith('-01') ? end : firstOfNextMonth(end.slice(0, 7)),
  };
}

export function completenessMark(
  known: Completeness | null,
  { t, baseUrl }: PageContext,
): CompletenessMark | null {
  if (known === null) return null;
  const { complete, expected, neverAsked, ofOthers, fiscalYear } = known;
  const to = {
    href: `${baseUrl}/downloads?fiscal_year=${fiscalYear}#grid`,
    link: t('complete.see_missing'),
  };
  const why = ofOthers ? 'others' : neverAsked ? 'never' : null;
  if (why !== null)
    return {
      ...{ tone: 'quiet', icon: 'info' },
      ...{ short: t(`complete.${why}_short`), text: t(`complete.${why}`) },
      ...{ ...to, ...(ofOthers && { link: t('complete.see') }) },
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
