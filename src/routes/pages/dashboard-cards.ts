import { bahtText, shortBahtText } from '../../domain/baht-text.js';
import { countText, percentText, unknownText } from '../../domain/count-text.js';
import { monthText } from '../../domain/thai-date.js';
import { claimsSummary, lossShare } from '../../figures/claims-summary.js';
import { denialFields, denialRate } from '../../figures/denial-rate.js';
import type { Figure } from '../../figures/figure.js';
import { type SparkBar, sparkBars } from '../charts/spark-bars.js';
import { type CompletenessMark, completenessMark } from '../completeness-mark.js';
import { numberAddress } from '../figure-address.js';
import { definitionOf } from '../figure-definition.js';
import type { PageContext } from '../page-context.js';
import type { Compared, Sums } from '../period-sums.js';
import { type Change, growthOf, pointsOf } from './changes.js';
import type { DashboardFacts } from './dashboard-facts.js';

export interface CardView {
  readonly title: string;
  readonly definition: { readonly of: string; readonly paragraphs: readonly string[] };
  readonly value: string;
  readonly unit: string;
  readonly exact: string;
  readonly spark: {
    readonly tone: 'rep' | 'denied';
    readonly label: string;
    readonly bars: readonly SparkBar[];
  };
  /** Change against the same months of last year; icon null = no change. */
  readonly trend: { readonly icon: string | null; readonly tone: string; readonly text: string } | null;
  /** Why there is none. */
  readonly noTrend: string;
  /** The claims behind the number; href null = the reader may not see claims. */
  readonly link: { readonly href: string | null; readonly text: string } | null;
  /** Whether what was counted is whole, with the way to what is missing. */
  readonly mark: CompletenessMark | null;
}

/** Claimed, reimbursed, loss and denied; before the first import the cards keep their places with dashes. */
export function dashboardCards(facts: DashboardFacts, context: PageContext): CardView[] {
  const cards = [claimedCard, reimbursedCard, lossCard, deniedCard].map((card) => card(facts, context));
  if (facts.hasClaims) return cards;
  const { t } = context;
  return cards.map((card) => ({
    ...card,
    value: unknownText,
    unit: '',
    exact: t('dashboard.no_data'),
    trend: null,
    noTrend: '',
    link: null,
    mark: null,
  }));
}

export const deniedRate = (sums: Sums) => denialFields(sums).rate;

function claimedCard(facts: DashboardFacts, context: PageContext): CardView {
  const { total } = facts.period;
  return {
    ...frame('claimed', claimsSummary, ['dashboard.claimed_is'], facts, context),
    ...money(total.claimed, context),
    spark: spark('rep', 'claimed', facts, context, (sums) => Number(sums.claimed)),
    ...trendOf(facts, (now, before) => growthOf(now.claimed, before.claimed), null, context),
    link: claimsLink(facts, total.claims, context, claimsSummary, 'claimed'),
  };
}

function reimbursedCard(facts: DashboardFacts, context: PageContext): CardView {
  const { total } = facts.period;
  return {
    ...frame('reimbursed', claimsSummary, ['dashboard.reimbursed_is', 'dashboard.not_bank'], facts, context),
    ...money(total.reimbursed, context),
    spark: spark('rep', 'reimbursed', facts, context, (sums) => Number(sums.reimbursed)),
    ...trendOf(facts, (now, before) => growthOf(now.reimbursed, before.reimbursed), 'up', context),
    link: claimsLink(facts, total.claims, context, claimsSummary, 'reimbursed'),
  };
}

function lossCard(facts: DashboardFacts, context: PageContext): CardView {
  const { total } = facts.period;
  const shown = money(total.loss, context);
  return {
    ...frame('loss', claimsSummary, ['dashboard.loss_share', 'dashboard.loss_parts'], facts, context),
    ...shown,
    unit: `${shown.unit} (${percentText(lossShare(total))})`,
    spark: spark('denied', 'loss', facts, context, (sums) => Number(sums.loss)),
    ...points(facts, lossShare, context),
    link: claimsLink(facts, total.claims, context, claimsSummary, 'loss'),
  };
}

function deniedCard(facts: DashboardFacts, context: PageContext): CardView {
  const { t } = context;
  const { total } = facts.period;
  const { rate, amount_rate } = denialFields(total);
  return {
    ...frame('denied', denialRate, [], facts, context),
    value: percentText(rate),
    unit: t('dashboard.of_claims'),
    exact: t('dashboard.of_amount', { rate: percentText(amount_rate) }),
    spark: spark('denied', 'rate', facts, context, (sums) => Number(deniedRate(sums) ?? 0)),
    ...points(facts, deniedRate, context),
    link: claimsLink(facts, total.denied, context, denialRate, 'denied'),
  };
}

/** The definition is the figure's own, with what this card shows beside it. */
function frame(
  name: string,
  figure: Figure,
  more: readonly string[],
  facts: DashboardFacts,
  context: PageContext,
) {
  const { t } = context;
  const title = t(`dashboard.${name}`);
  const { of, paragraphs } = definitionOf(title, [figure], context);
  const compared = comparedText(facts.period.compared, context);
  return {
    title,
    definition: { of, paragraphs: [...paragraphs, ...more.map((key) => t(key)), compared] },
    mark: completenessMark(facts.completeness, context),
  };
}

/** Which months a trend is about; said with each definition. */
export function comparedText(compared: Compared | null, { t, language }: PageContext): string {
  if (compared === null) return t('dashboard.not_compared');
  const [first, last] = [monthText(compared.first, language), monthText(compared.last, language)];
  return t('dashboard.compared', {
    count: compared.months,
    months: first === last ? first : `${first} – ${last}`,
  });
}

function claimsLink(
  { filter }: DashboardFacts,
  claims: number,
  context: PageContext,
  figure: Figure,
  field: string,
): CardView['link'] {
  return {
    href: numberAddress(figure, { ...context, filter, by: 'month' }, null, field, context),
    text: context.t('dashboard.claims', { count: countText(claims) }),
  };
}

function money(amount: string, { t }: PageContext) {
  const { text, unit } = shortBahtText(amount);
  return {
    value: text,
    unit: t(`dashboard.${unit}`),
    exact: t('dashboard.exact_baht', { amount: bahtText(amount) }),
  };
}

function spark(
  tone: 'rep' | 'denied',
  name: string,
  { period }: DashboardFacts,
  { t }: PageContext,
  value: (sums: Sums) => number,
): CardView['spark'] {
  return {
    tone,
    label: t('dashboard.monthly', { name: t(`dashboard.${name}`) }),
    bars: sparkBars(
      period.months.map(({ sums, running }) => ({ value: sums === null ? 0 : value(sums), running })),
    ),
  };
}

/** Change of what is counted against the same months of last year; `better` where that is certain. */
function trendOf(
  { period: { compared } }: DashboardFacts,
  change: (now: Sums, before: Sums) => Change | null,
  better: 'up' | 'down' | null,
  { t }: PageContext,
): Pick<CardView, 'trend' | 'noTrend'> {
  if (compared === null) return { trend: null, noTrend: t('dashboard.no_last_year') };
  const found = change(compared.now.sums, compared.before.sums);
  if (found === null) return { trend: null, noTrend: t('dashboard.not_comparable') };
  const { way, size: text } = found;
  if (way === 'same') return { trend: { icon: null, tone: '', text }, noTrend: '' };
  const tone = better === null ? '' : way === better ? 'trend--good' : 'trend--poor';
  return { trend: { icon: way === 'up' ? 'up' : 'dn', tone, text }, noTrend: '' };
}

/** Change of a rate in percentage points, where more is worse. */
const points = (facts: DashboardFacts, rateOf: (sums: Sums) => string | null, context: PageContext) =>
  trendOf(facts, (now, before) => pointsOf(rateOf(now), rateOf(before), context.t), 'down', context);
