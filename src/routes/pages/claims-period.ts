import { monthsOfFiscalYear } from '../../domain/fiscal-year.js';
import { dayOf, monthText } from '../../domain/thai-date.js';
import type { ClaimListFilter } from '../../figures/claim-list-filter.js';
import type { Option, PageContext } from '../page-context.js';

/** One choice instead of three fields: all, a fiscal year, a month, the days typed below, or claims without a date. */
export interface PeriodChoice {
  readonly label: string;
  readonly value: string;
  readonly groups: readonly { readonly label: string; readonly options: readonly Option[] }[];
}

const monthShape = /^\d{4}-(0[1-9]|1[0-2])$/;

function firstOfNext(month: string): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 10);
}

/** The choice that a filter stands for. */
function chosenPeriod({ fiscalYear, from, to, undated }: ClaimListFilter): string {
  if (undated === 'only') return 'undated';
  if (fiscalYear !== null) return String(fiscalYear);
  if (from === null && to === null) return '';
  const month = from?.slice(0, 7) ?? '';
  return from === `${month}-01` && to === firstOfNext(month) ? month : 'days';
}

export function periodChoice(
  filter: ClaimListFilter,
  years: readonly number[],
  { t, language, now }: PageContext,
): PeriodChoice {
  const value = chosenPeriod(filter);
  const option = (one: string, text: string): Option => ({ value: one, text, selected: one === value });
  const thisYear = Number(dayOf(now).slice(0, 4)) + 543;
  const year =
    filter.fiscalYear ??
    (monthShape.test(value) ? Number(value.slice(0, 4)) + 543 + Number(value.slice(5, 7) >= '10') : null) ??
    years[0] ??
    thisYear;
  const all = [...new Set([...years, year])].sort((a, b) => b - a);
  const yearName = (one: number) => (language === 'th' ? String(one) : `${one} (${one - 543})`);
  return {
    label: t('claims.period'),
    value,
    groups: [
      { label: '', options: [option('', t('claims.all_days'))] },
      { label: t('claims.by_fiscal_year'), options: all.map((one) => option(String(one), yearName(one))) },
      {
        label: t('claims.months_of', { year: yearName(year) }),
        options: monthsOfFiscalYear(year).map((month) => option(month, monthText(month, language, true))),
      },
      {
        label: t('claims.other_periods'),
        options: [option('days', t('claims.days_below')), option('undated', t('claims.by_undated'))],
      },
    ],
  };
}

/** The names of the contract for a choice; null = a choice that cannot be read. */
function namesOf(period: string): Record<string, string> | null {
  if (period === '' || period === 'days') return {};
  if (period === 'undated') return { undated: 'only' };
  if (/^\d{4}$/.test(period)) return { fiscal_year: period };
  return monthShape.test(period) ? { from: `${period}-01`, to: firstOfNext(period) } : null;
}

/**
 * The address that the form of the page means, without what is empty; null = the query is such an address already. A period
 * that was just chosen is taken before days that were typed for the one before.
 */
export function tidyQuery(query: Readonly<Record<string, unknown>>): Record<string, string> | null {
  const given = Object.entries(query).map(([name, value]): [string, string] => [
    name,
    Array.isArray(value) ? value.filter((one) => typeof one === 'string').join(',') : String(value),
  ]);
  const isTidy = given.every(([name, value]) => value !== '' || name === 'figure_key');
  if (isTidy && !('period' in query) && !Object.values(query).some(Array.isArray)) return null;
  const kept = Object.fromEntries(given.filter(([name, value]) => value !== '' || name === 'figure_key'));
  if (!('period' in query)) return kept;
  const { period = '', period_was, from, to, undated, ...rest } = kept;
  const isNew = period !== (period_was ?? '');
  const days = { ...(from && { from }), ...(to && { to }) };
  if (period === 'days' || (!isNew && Object.keys(days).length > 0)) return { ...rest, ...days };
  const beside: Record<string, string> = !isNew && undated === 'with' ? { undated } : {};
  return { ...rest, ...beside, ...(namesOf(period) ?? { period }) };
}
