import { claimsBehind, claimsOfRow } from '../figures/claims-behind.js';
import type { Figure, FigureBy, FigureQuestion } from '../figures/figure.js';
import { type ClaimsQuery, type FigureFilter, filterQuery } from '../figures/figure-filter.js';
import { addressWith, type PageContext } from './page-context.js';

/** The number of a figure that leads to claims; the list then says whether it agrees. `key` null = the total. */
export interface LeadingNumber {
  readonly figure: string;
  readonly by: string;
  readonly key: string | null;
  /** The number itself, where it is not the row as a whole. */
  readonly field?: string | undefined;
}

/** The key of the row without one, as an address has it: an empty value is no value there. */
export const withoutKey = 'none';

/** The claims that names and values of a filter mean; null where there are none, or the reader may not see claims. */
export function claimsAddress(
  query: ClaimsQuery | null,
  { baseUrl, can }: Pick<PageContext, 'baseUrl' | 'can'>,
  from: LeadingNumber | null = null,
): string | null {
  if (query === null || !can('claims')) return null;
  const origin = from && {
    from_figure: from.figure,
    figure_by: from.by,
    figure_key: from.key === '' ? withoutKey : from.key,
    figure_field: from.field ?? null,
  };
  return addressWith(`${baseUrl}/claims`, { ...query, ...origin });
}

/** The claims behind a number of a figure; where the figure promises something of them, the list says whether it holds. */
export function numberAddress(
  figure: Figure,
  question: FigureQuestion,
  key: string | null,
  field: string | undefined,
  context: Pick<PageContext, 'baseUrl' | 'can'>,
): string | null {
  const from = figure.agrees.length === 0 ? null : { figure: figure.name, by: question.by, key, field };
  return claimsAddress(claimsBehind(figure, question, key, field), context, from);
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
