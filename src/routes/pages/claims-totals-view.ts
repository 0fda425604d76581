import { bahtText } from '../../domain/baht-text.js';
import { countText } from '../../domain/count-text.js';
import type { ClaimTotals } from '../../figures/claim-totals.js';
import { quotient } from '../../figures/rate.js';
import type { PageContext } from '../page-context.js';

/** Totals of the whole list; `href` leads to them where they take longer than the page may. */
export interface TotalsView {
  readonly parts: readonly { readonly name: string; readonly value: string; readonly note: string }[];
  readonly href: string | null;
}

export function totalsView(totals: ClaimTotals | null, href: string, { t }: PageContext): TotalsView {
  if (totals === null) return { parts: [], href };
  const { claims, denied, claimed, reimbursed, loss } = totals;
  const part = (name: string, value: string, note = '') => ({ name: t(`claims.${name}`), value, note });
  const percent = quotient(BigInt(denied) * 100n, BigInt(claims), 1);
  const rate = percent === null ? '' : t('claims.of_claims', { percent });
  return {
    parts: [
      part('total_claims', countText(claims)),
      part('denied', countText(denied), rate),
      part('claimed', bahtText(claimed), t('claims.baht')),
      part('reimbursed', bahtText(reimbursed), t('claims.baht')),
      part('loss', bahtText(loss), t('claims.baht')),
    ],
    href: null,
  };
}
