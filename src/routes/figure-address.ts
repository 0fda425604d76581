import { claimsOfRow } from '../figures/claims-behind.js';
import type { FigureBy, FigureQuestion } from '../figures/figure.js';
import { type ClaimsQuery, type FigureFilter, filterQuery } from '../figures/figure-filter.js';
import { addressWith, type PageContext } from './page-context.js';

/** The number of a figure that leads to claims; the list then says whether it agrees. `key` null = the total. */
export interface LeadingNumber {
  readonly figure: string;
  readonly by: string;
  readonly key: string | null;
}

/** The claims that names and values of a filter mean; null where there are none, or the reader may not see claims. */
export function claimsAddress(
  query: ClaimsQuery | null,
  { baseUrl, can }: Pick<PageContext, 'baseUrl' | 'can'>,
  from: LeadingNumber | null = null,
): string | null {
  if (query === null || !can('claims')) return null;
  const origin = from && { from_figure: from.figure, figure_by: from.by, figure_key: from.key };
  return addressWith(`${baseUrl}/claims`, { ...query, ...origin });
}

const ofClaims = claimsOfRow();

/** The claims of one row where claims are split; a key of '' is those without one. */
export function claimsOfKey(
  filter: FigureFilter,
  by: FigureBy,
  key: string,
  { language, now }: Pick<FigureQuestion, 'language' | 'now'>,
): ClaimsQuery | null {
  return ofClaims({ filter, by, language, now }, key);
}

/** The filter as it was asked: where nobody asked for a date, the address of the next figure asks for none either. */
export function askedQuery(filter: FigureFilter): ClaimsQuery {
  const { fiscal_year, undated, ...others } = filterQuery(filter);
  return filter.noDate ? others : filterQuery(filter);
}
