import { claimListQuery, everyClaim } from '../figures/claim-list-filter.js';
import type { FigureBy } from '../figures/figure.js';
import type { FigureFilter } from '../figures/figure-filter.js';
import { addressWith } from './page-context.js';

/** Values of an address by the filter names of the contract; null = not asked. */
export type FilterValues = Readonly<Record<string, string | null>>;

/** What an address says to mean this filter; it reads back as the same filter. */
export function filterValues(filter: FigureFilter): FilterValues {
  return claimListQuery({ ...everyClaim, ...filter });
}

/** The claims that a filter means, under the filter names of figures. */
export function claimsAddress(baseUrl: string, values: FilterValues): string {
  return addressWith(`${baseUrl}/claims`, values);
}

/** What narrows a filter to one row of a figure, so that the claims behind the row are those that it counts. */
export function rowValues(filter: FigureFilter, by: FigureBy, key: string): FilterValues {
  if (by === 'month') return monthValues(filter, key);
  return { [by]: key === '' ? 'none' : key };
}

/** The days of a month that the filter has; '' = the claims without a service date. */
function monthValues({ from, to }: FigureFilter, month: string): FilterValues {
  const none = { fiscal_year: null, from: null, to: null };
  if (month === '') return { ...none, undated: 'only' };
  const first = `${month}-01`;
  const next = firstOfNextMonth(month);
  return {
    ...none,
    undated: null,
    from: from !== null && from > first ? from : first,
    to: to !== null && to < next ? to : next,
  };
}

/** `2025-12` becomes `2026-01-01`. */
export function firstOfNextMonth(month: string): string {
  const date = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)), 1));
  return date.toISOString().slice(0, 10);
}
