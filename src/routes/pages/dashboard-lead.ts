import { shortBahtText } from '../../domain/baht-text.js';
import { percentText } from '../../domain/count-text.js';
import { satangOf } from '../../domain/satang.js';
import { reimbursementFields } from '../../figures/reimbursement-rate.js';
import type { PageContext } from '../page-context.js';
import { deniedRate } from './dashboard-cards.js';
import type { DashboardFacts } from './dashboard-facts.js';

/** How much, how well, and where it is lost, in words; null before the first claim. */
export function dashboardLead(facts: DashboardFacts, { t }: PageContext): string | null {
  const { total } = facts.period;
  if (!facts.hasClaims) return null;
  if (total.claims === 0) return t('dashboard.lead_none');
  const amount = (baht: string) => {
    const { text, unit } = shortBahtText(baht);
    return `${text} ${t(`dashboard.${unit}`)}`;
  };
  const reimbursed = percentText(reimbursementFields(total).rate);
  const much = t('dashboard.lead_much', { claimed: amount(total.claimed), rate: reimbursed });
  const [scheme, fund] = [largest(facts.schemes, 'loss'), largest(facts.choices.funds, 'loss')];
  const where = [
    ...(scheme === null || !differs(facts.schemes)
      ? []
      : [t('dashboard.lead_scheme', { code: scheme[0].toUpperCase(), amount: amount(scheme[1].loss) })]),
    ...(fund === null || fund[0] === '' || !differs(facts.choices.funds) || facts.filter.fund !== null
      ? []
      : [t('dashboard.lead_fund', { code: fund[0], amount: amount(fund[1].loss) })]),
  ];
  const lost = t('dashboard.lead_lost', { loss: amount(total.loss) });
  const most = where.length === 0 ? [] : [t('dashboard.lead_most', { where: where.join(', ') })];
  const code = largest(new Map([...facts.codes].filter(([key]) => key !== '')), 'claimed');
  const denied =
    code === null
      ? t('dashboard.lead_no_denied')
      : t('dashboard.lead_denied', {
          rate: percentText(deniedRate(total)),
          code: code[0],
          amount: amount(code[1].claimed),
        });
  return [much, [lost, ...most].join(''), denied].join(' · ');
}

/** Whether there is a largest loss at all: several, and not all the same. */
function differs(groups: ReadonlyMap<string, { readonly loss: string }>): boolean {
  return new Set([...groups.values()].map(({ loss }) => loss)).size > 1;
}

function largest<By extends 'loss' | 'claimed', Sums extends Readonly<Record<By, string>>>(
  groups: ReadonlyMap<string, Sums>,
  by: By,
): readonly [string, Sums] | null {
  let most: readonly [string, Sums] | null = null;
  for (const one of groups) if (most === null || satangOf(one[1][by]) > satangOf(most[1][by])) most = one;
  return most;
}
