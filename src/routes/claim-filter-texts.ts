import { sinceText } from '../domain/thai-date.js';
import type { ClaimListFilter } from '../figures/claim-list-filter.js';
import { filterChips } from './figure-filter-chips.js';
import type { PageContext } from './page-context.js';

/** A filter of claims in words, one text each; none where it has all claims. */
export function claimFilterTexts(filter: ClaimListFilter, context: PageContext): string[] {
  const { t, language } = context;
  const { fiscalYear, repNo, tranId, fileId, importedSince: since, undated } = filter;
  return [
    ...(fiscalYear === null ? [] : [`${t('filter.fiscal_year')} ${fiscalYear}`]),
    ...filterChips('', filter, 0, context).map(({ text }) => text),
    ...(undated === 'with' ? [t('exports.with_undated')] : []),
    ...(repNo === null ? [] : [t('exports.of_rep', { rep: repNo })]),
    ...(tranId === null ? [] : [`TRAN_ID ${tranId}`]),
    ...(fileId === null ? [] : [t('exports.of_file', { file: fileId })]),
    ...(since === null ? [] : [t('claims.imported_since', { since: sinceText(since, language) })]),
  ];
}
