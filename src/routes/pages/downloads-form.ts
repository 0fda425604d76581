import {
  type MonthRange,
  type MonthRangeFault,
  monthKey,
  monthRangeFault,
} from '../../domain/month-range.js';
import { isSchemeCode, schemes } from '../../domain/scheme.js';
import { dayOf, monthName } from '../../domain/thai-date.js';
import type { Option, PageContext } from '../page-context.js';
import type { MonthsToDownload } from '../start-months.js';

export interface FieldFault {
  readonly field: 'month' | 'year' | 'to_month' | 'to_year' | 'scheme';
  readonly text: string;
}

export interface DownloadForm {
  readonly months: readonly Option[];
  readonly year: string;
  /** The last month of several; its first choice is "only one month". */
  readonly toMonths: readonly Option[];
  readonly toYear: string;
  readonly schemes: readonly { readonly code: string; readonly name: string; readonly checked: boolean }[];
  readonly importAtOnce: boolean;
  readonly faults: readonly FieldFault[];
  readonly faultsTitle: string;
}

type Body = Readonly<Record<string, unknown>>;

const listOf = (value: unknown): string[] =>
  [value].flat().filter((one): one is string => typeof one === 'string' && one !== '');

const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

/** The request, or what is wrong with it in words. */
export function readDownloadRequest(body: Body, context: PageContext): MonthsToDownload | FieldFault[] {
  const range = readRange(body);
  const faults = rangeFaults(range, context);
  const kind = body.kind === 'stm' ? 'stm' : 'rep';
  const chosen = listOf(body.scheme).filter(isSchemeCode);
  if (kind === 'rep' && chosen.length === 0)
    faults.push({ field: 'scheme', text: context.t('downloads.error_schemes') });
  if (faults.length > 0) return faults;
  return { kind, ...range, schemes: chosen, import: body.import !== undefined };
}

/** As typed; what is no year or month becomes a key that the check refuses. */
function readRange(body: Body): MonthRange {
  const key = (month: unknown, year: unknown) => {
    const yearText = textOf(year);
    return monthKey({ yearBe: /^\d{4}$/.test(yearText) ? Number(yearText) : 0, month: Number(month) });
  };
  const from = key(body.month, body.year);
  return { from, to: textOf(body.to_month) === '' ? from : key(body.to_month, body.to_year) };
}

function rangeFaults(range: MonthRange, context: PageContext): FieldFault[] {
  const fault = monthRangeFault(range, context.now);
  if (fault === null) return [];
  return [{ field: fieldOf(fault), text: faultText(fault, context) }];
}

function fieldOf({ end, code }: MonthRangeFault): FieldFault['field'] {
  const isYear = code === 'month_gregorian' || code === 'month_invalid';
  if (end === 'from') return isYear ? 'year' : 'month';
  return isYear ? 'to_year' : 'to_month';
}

/** Shorter than the problem's own words: nothing was to be kept yet. */
function faultText({ code, details }: MonthRangeFault, { t, now }: PageContext): string {
  const year = String(details.month ?? '').slice(0, 4);
  switch (code) {
    case 'month_gregorian':
      return t('downloads.error_gregorian', { year, right: Number(year) + 543 });
    case 'month_invalid':
      return t('downloads.error_year', { example: Number(dayOf(now).slice(0, 4)) + 543 });
    case 'month_in_future':
      return t('downloads.error_future');
    case 'months_reversed':
      return t('downloads.error_reversed');
    case 'months_too_many':
      return t('downloads.error_too_many', details);
  }
}

/** The form as it is shown: with what was typed, else this month and the usual schemes. */
export function downloadForm(
  body: Body | null,
  faults: readonly FieldFault[],
  context: PageContext,
): DownloadForm {
  const { t, language, now } = context;
  const today = dayOf(now);
  const thisYear = String(Number(today.slice(0, 4)) + 543);
  const chosen = body === null ? null : listOf(body.scheme);
  const lastMonth = textOf(body?.to_month);
  return {
    months: monthOptions(body === null ? Number(today.slice(5, 7)) : Number(body.month), context),
    year: body === null ? thisYear : textOf(body.year),
    toMonths: [
      { value: '', text: t('downloads.only_this_month'), selected: lastMonth === '' },
      ...monthOptions(lastMonth === '' ? 0 : Number(lastMonth), context),
    ],
    toYear: body === null ? thisYear : textOf(body.to_year),
    schemes: schemes.map(({ code, nameTh, nameEn, enabledAtFirst }) => ({
      code,
      name: language === 'th' ? nameTh : nameEn,
      checked: chosen === null ? enabledAtFirst : chosen.includes(code),
    })),
    importAtOnce: body === null || body.import !== undefined,
    faults,
    faultsTitle: t('downloads.error_title', { count: faults.length }),
  };
}

function monthOptions(selected: number, { language }: PageContext): Option[] {
  return Array.from({ length: 12 }, (_, index) => ({
    value: String(index + 1),
    text: monthName(index + 1, language, true),
    selected: index + 1 === selected,
  }));
}
