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

/** Both at once; null where one excludes the other. */
export function narrowed(query: ClaimsQuery, more: ClaimsQuery | null): ClaimsQuery | null {
  if (more === null) return null;
  const both: Record<string, string> = { ...query };
  for (const [name, value] of Object.entries(more)) {
    const asked = query[name as FilterName]; // names of a ClaimsQuery are such
    const narrower = asked === undefined ? value : narrowerOf(name, asked, value);
    if (narrower === null) return null;
    both[name] = narrower;
  }
  return both;
}

/** Schemes and kinds are lists, of which one may be taken; some words of what a claim states hold others. */
function narrowerOf(name: string, asked: string, value: string): string | null {
  if (asked === value) return value;
  if (name === 'scheme' || name === 'kind') return asked.split(',').includes(value) ? value : null;
  if (!holders.includes(name)) return null;
  if (holds(asked, value)) return value;
  return holds(value, asked) ? asked : null;
}

const holders: readonly string[] = ['sent_late', 'stay', 'payment_column'];

/** Whether claims of one word are all among those of the other: `any` has all but `none`, `yes` those below 100 per cent. */
function holds(wider: string, word: string): boolean {
  if (wider === anyItem) return word !== 'none';
  const percent = Number(word);
  return (wider === 'yes' && percent < 100) || (wider === 'no' && percent >= 100);
}

const canLack: readonly string[] = [
  ...['fund', 'service_type', 'error_code', 'drg', 'referrer', 'main_hospital', 'treating'],
  ...itemSplits,
];
/** What a row of a split is asked by, where that is not its name. */
const filterOf: Readonly<Partial<Record<FigureQuestion['by'], FilterName>>> = { late: 'sent_late' };
/** As long as a citizen id: it stands in no address. */
const mayBePerson = /^\d{13}$/;
/** Words of an address that are no code. */
const words: readonly string[] = ['none', anyItem];

/** null where an address would mean something else than the key. */
function ofKey(by: FigureQuestion['by'], key: string): ClaimsQuery | null {
  const name = filterOf[by] ?? by;
  if (key === '') return canLack.includes(by) ? { [name]: 'none' } : null;
  if (mayBePerson.test(key)) return null;
  return words.includes(key) || key.length > longestValue || key !== key.trim() ? null : { [name]: key };
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
