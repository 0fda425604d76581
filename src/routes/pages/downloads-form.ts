import type { FileKind } from '../../domain/file-kind.js';
import { isSchemeCode, type SchemeCode, schemes } from '../../domain/scheme.js';
import { dayOf, monthName } from '../../domain/thai-date.js';
import type { Option, PageContext } from '../page-context.js';

/** What the form asks for: `download_rep` with schemes, or `download_stm`; the year is Buddhist Era. */
export interface DownloadRequest {
  readonly kind: FileKind;
  readonly month: number;
  readonly year: number;
  readonly schemes: readonly SchemeCode[];
  readonly import: boolean;
}

export interface FieldFault {
  readonly field: 'month' | 'year' | 'scheme';
  readonly text: string;
}

export interface DownloadForm {
  readonly months: readonly Option[];
  readonly year: string;
  readonly schemes: readonly { readonly code: string; readonly name: string; readonly checked: boolean }[];
  readonly importAtOnce: boolean;
  readonly faults: readonly FieldFault[];
  readonly faultsTitle: string;
}

type Body = Readonly<Record<string, unknown>>;

const listOf = (value: unknown): string[] =>
  [value].flat().filter((one): one is string => typeof one === 'string' && one !== '');

/** The request, or what is wrong with it in words. */
export function readDownloadRequest(body: Body, { t, now }: PageContext): DownloadRequest | FieldFault[] {
  const faults: FieldFault[] = [];
  const month = Number(body.month);
  const yearText = String(body.year ?? '').trim();
  const year = /^\d{4}$/.test(yearText) ? Number(yearText) : 0;
  const thisMonth = dayOf(now).slice(0, 7);
  const example = String(Number(thisMonth.slice(0, 4)) + 543);
  if (year >= 1900 && year < 2200)
    faults.push({ field: 'year', text: t('downloads.error_gregorian', { year, right: year + 543 }) });
  else if (year < 2540 || year > 2700)
    faults.push({ field: 'year', text: t('downloads.error_year', { example }) });
  const asked = `${year - 543}-${String(month).padStart(2, '0')}`;
  if (!Number.isInteger(month) || month < 1 || month > 12 || (faults.length === 0 && asked > thisMonth))
    faults.push({ field: 'month', text: t('downloads.error_future') });
  const kind = body.kind === 'stm' ? 'stm' : 'rep';
  const chosen = listOf(body.scheme).filter(isSchemeCode);
  if (kind === 'rep' && chosen.length === 0)
    faults.push({ field: 'scheme', text: t('downloads.error_schemes') });
  if (faults.length > 0) return faults;
  return { kind, month, year, schemes: chosen, import: body.import !== undefined };
}

/** The form as it is shown: with what was typed, else this month and the usual schemes. */
export function downloadForm(
  body: Body | null,
  faults: readonly FieldFault[],
  context: PageContext,
): DownloadForm {
  const { t, language, now } = context;
  const today = dayOf(now);
  const month = body === null ? Number(today.slice(5, 7)) : Number(body.month);
  const chosen = body === null ? null : listOf(body.scheme);
  return {
    months: Array.from({ length: 12 }, (_, index) => ({
      value: String(index + 1),
      text: monthName(index + 1, language, true),
      selected: index + 1 === month,
    })),
    year: body === null ? String(Number(today.slice(0, 4)) + 543) : String(body.year ?? ''),
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
