import type { Figure, FigureQuestion } from './figure.js';
import {
  type ClaimsQuery,
  type FigureFilter,
  type FilterName,
  filterQuery,
  longestValue,
} from './figure-filter.js';
import { anyItem, itemSplits } from './item-sheets.js';

/**
 * The claims behind a number of a figure, as names and values of an address; `key` null = the total. `field` narrows to
 * what that field counts. null where no claims stand behind it, or no filter names just those.
 */
export function claimsBehind(
  figure: Figure,
  question: FigureQuestion,
  key: string | null,
  field?: string,
): ClaimsQuery | null {
  const agreement = figure.agrees.find((one) => one.field === field);
  if (field !== undefined && agreement === undefined) return null;
  const claims = figure.claims(question, key);
  return claims === null ? null : narrowed(claims, agreement?.with ?? {});
}

/** For figures over claims: the filter, narrowed to the row, and to what the figure counts at all. */
export function claimsOfRow(base: ClaimsQuery = {}): Figure['claims'] {
  return ({ filter, by }, key) => {
    const asked = filterQuery(filter);
    const row =
      key === null ? asked : by === 'month' ? ofMonth(asked, filter, key) : narrowed(asked, ofKey(by, key));
    return row === null ? null : narrowed(row, base);
  };
}

/** Both at once; null where one excludes the other. Schemes and kinds are lists, of which one may be taken. */
export function narrowed(query: ClaimsQuery, more: ClaimsQuery | null): ClaimsQuery | null {
  if (more === null) return null;
  for (const [name, value] of Object.entries(more)) {
    const asked = query[name as FilterName]; // names of a ClaimsQuery are such
    const isList = name === 'scheme' || name === 'kind';
    if (asked !== undefined && asked !== value && !(isList && asked.split(',').includes(value))) return null;
  }
  return { ...query, ...more };
}

const canLack: readonly string[] = ['fund', 'service_type', 'error_code', 'drg', 'referrer', ...itemSplits];
/** As long as a citizen id: it stands in no address. */
const mayBePerson = /^\d{13}$/;
/** Words of an address that are no code. */
const words: readonly string[] = ['none', anyItem];

/** null where an address would mean something else than the key. */
function ofKey(by: FigureQuestion['by'], key: string): ClaimsQuery | null {
  if (key === '') return canLack.includes(by) ? { [by]: 'none' } : null;
  if (mayBePerson.test(key)) return null;
  return words.includes(key) || key.length > longestValue || key !== key.trim() ? null : { [by]: key };
}

/** The days of a month that the filter has; '' = the claims without a service date. */
function ofMonth(asked: ClaimsQuery, { from, to }: FigureFilter, month: string): ClaimsQuery {
  const { fiscal_year: _year, from: _from, to: _to, undated: _undated, ...rest } = asked;
  if (month === '') return { undated: 'only', ...rest };
  const [first, next] = [`${month}-01`, firstOfNextMonth(month)];
  return {
    from: from !== null && from > first ? from : first,
    to: to !== null && to < next ? to : next,
    ...rest,
  };
}

/** `2025-12` becomes `2026-01-01`. */
export function firstOfNextMonth(month: string): string {
  const date = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)), 1));
  return date.toISOString().slice(0, 10);
}
