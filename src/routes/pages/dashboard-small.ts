import { bahtText } from '../../domain/baht-text.js';
import { countText, percentText } from '../../domain/count-text.js';
import { satangOf } from '../../domain/satang.js';
import { rate } from '../../figures/rate.js';
import { claimsAddress, filterValues } from '../figure-address.js';
import type { PageContext } from '../page-context.js';
import type { Sums } from '../period-sums.js';
import { comparedText } from './dashboard-cards.js';
import type { DashboardFacts } from './dashboard-facts.js';

/** One figure of the strip under the cards. */
export interface SmallFigure {
  readonly title: string;
  readonly definition: { readonly of: string; readonly paragraphs: readonly string[] };
  readonly value: string;
  readonly note: string;
  readonly href: string | null;
}

export function smallFigures(facts: DashboardFacts, context: PageContext): SmallFigure[] {
  const { t } = context;
  const { total, compared } = facts.period;
  const before = (rateOf: (sums: Sums) => string | null) =>
    compared === null
      ? t('dashboard.no_last_year')
      : t('dashboard.before', {
          now: percentText(rateOf(compared.now)),
          before: percentText(rateOf(compared.before)),
        });
  const reimbursement = (sums: Sums) => rate(satangOf(sums.reimbursed), satangOf(sums.claimed));
  const byAmount = (sums: Sums) => rate(satangOf(sums.deniedClaimed), satangOf(sums.claimed));
  return [
    small('reimbursement', percentText(reimbursement(total)), before(reimbursement)),
    small('by_amount', percentText(byAmount(total)), before(byAmount), { status: 'denied' }),
    small('per_claim', bahtText(perClaim(total)), t('dashboard.claims', { count: countText(total.claims) })),
  ];

  function small(
    name: string,
    value: string,
    note: string,
    more: Readonly<Record<string, string>> = {},
  ): SmallFigure {
    const title = t(`dashboard.small_${name}`);
    const paragraphs = [t(`dashboard.small_${name}_is`), comparedText(compared, context)];
    const href = claimsAddress(context.baseUrl, { ...filterValues(facts.filter), ...more });
    return {
      title,
      definition: { of: title, paragraphs },
      value,
      note,
      href: context.can('claims') && facts.hasClaims ? href : null,
    };
  }
}

/** Reimbursed baht of a claim, half up; null without claims. */
function perClaim({ claims, reimbursed }: Sums): string | null {
  if (claims === 0) return null;
  const satang = satangOf(reimbursed);
  const half = (satang * 2n + BigInt(claims)) / (BigInt(claims) * 2n);
  return `${half / 100n}.${String(half % 100n).padStart(2, '0')}`;
}
