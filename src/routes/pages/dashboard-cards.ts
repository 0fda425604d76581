import { bahtText, shortBahtText } from '../../domain/baht-text.js';
import { countText, percentText, pointsText, unknownText } from '../../domain/count-text.js';
import { satangOf } from '../../domain/satang.js';
import { monthText } from '../../domain/thai-date.js';
import { claimsSummary } from '../../figures/claims-summary.js';
import { denialRate } from '../../figures/denial-rate.js';
import type { Figure } from '../../figures/figure.js';
import { rate } from '../../figures/rate.js';
import { type SparkBar, sparkBars } from '../charts/spark-bars.js';
import { type CompletenessMark, completenessMark } from '../completeness-mark.js';
import { numberAddress } from '../figure-address.js';
import type { PageContext } from '../page-context.js';
import type { Compared, Sums } from '../period-sums.js';
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
    link: null,
    mark: null,
  }));
}

export const lossRate = (sums: Sums) => rate(satangOf(sums.loss), satangOf(sums.claimed));
export const deniedRate = (sums: Sums) => rate(BigInt(sums.denied), BigInt(sums.claims));

function claimedCard(facts: DashboardFacts, context: PageContext): CardView {
  const { total } = facts.period;
  return {
    ...frame('claimed', ['dashboard.claimed_is', 'dashboard.counted_once'], facts, context),
    ...money(total.claimed, context),
    spark: spark('rep', 'claimed', facts, context, (sums) => Number(sums.claimed)),
    trend: growth(facts, (sums) => satangOf(sums.claimed), { up: '', down: '' }),
    link: claimsLink(facts, total.claims, context, claimsSummary, 'claimed'),
  };
}

function reimbursedCard(facts: DashboardFacts, context: PageContext): CardView {
  const { total } = facts.period;
  return {
    ...frame('reimbursed', ['dashboard.reimbursed_is', 'dashboard.not_bank'], facts, context),
    ...money(total.reimbursed, context),
    spark: spark('rep', 'reimbursed', facts, context, (sums) => Number(sums.reimbursed)),
    trend: growth(facts, (sums) => satangOf(sums.reimbursed), { up: 'trend--good', down: 'trend--poor' }),
    link: claimsLink(facts, total.claims, context, claimsSummary, 'reimbursed'),
  };
}

function lossCard(facts: DashboardFacts, context: PageContext): CardView {
  const { total } = facts.period;
  const shown = money(total.loss, context);
  return {
    ...frame('loss', ['dashboard.loss_is', 'dashboard.loss_parts'], facts, context),
    ...shown,
    unit: `${shown.unit} (${percentText(lossRate(total))})`,
    spark: spark('denied', 'loss', facts, context, (sums) => Number(sums.loss)),
    trend: points(facts, lossRate, context),
    link: claimsLink(facts, total.claims, context, claimsSummary, 'loss'),
  };
}

function deniedCard(facts: DashboardFacts, context: PageContext): CardView {
  const { t } = context;
  const { total } = facts.period;
  const byAmount = rate(satangOf(total.deniedClaimed), satangOf(total.claimed));
  return {
    ...frame('denied', ['dashboard.denied_is', 'dashboard.denied_amount_is'], facts, context),
    value: percentText(deniedRate(total)),
    unit: t('dashboard.of_claims'),
    exact: t('dashboard.of_amount', { rate: percentText(byAmount) }),
    spark: spark('denied', 'rate', facts, context, (sums) => Number(deniedRate(sums) ?? 0)),
    trend: points(facts, deniedRate, context),
    link: claimsLink(facts, total.denied, context, denialRate, 'denied'),
  };
}

function frame(name: string, definition: readonly string[], facts: DashboardFacts, context: PageContext) {
  const { t } = context;
  const title = t(`dashboard.${name}`);
  const paragraphs = [...definition.map((key) => t(key)), comparedText(facts.period.compared, context)];
  return {
    title,
    definition: { of: title, paragraphs },
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

/** Growth in percent of a sum. */
function growth(
  { period: { compared } }: DashboardFacts,
  sumOf: (sums: Sums) => bigint,
  tones: { readonly up: string; readonly down: string },
): CardView['trend'] {
  if (compared === null) return null;
  const before = sumOf(compared.before);
  const change = sumOf(compared.now) - before;
  const size = percentText(rate(change < 0n ? -change : change, before));
  if (size === unknownText) return null;
  if (change === 0n) return { icon: null, tone: '', text: size };
  return change > 0n
    ? { icon: 'up', tone: tones.up, text: size }
    : { icon: 'dn', tone: tones.down, text: size };
}

/** Change of a rate in percentage points, where more is worse. */
function points(
  { period: { compared } }: DashboardFacts,
  rateOf: (sums: Sums) => string | null,
  { t }: PageContext,
): CardView['trend'] {
  if (compared === null) return null;
  const now = rateOf(compared.now);
  const before = rateOf(compared.before);
  const size = pointsText(now, before);
  if (size === null) return null;
  const text = t('dashboard.points', { points: size });
  if (size === '0.0') return { icon: null, tone: '', text };
  return Number(now) > Number(before)
    ? { icon: 'up', tone: 'trend--poor', text }
    : { icon: 'dn', tone: 'trend--good', text };
}
