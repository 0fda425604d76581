import { bahtText, shortBahtText } from '../../domain/baht-text.js';
import { countText, percentText, pointsText, unknownText } from '../../domain/count-text.js';
import { satangOf } from '../../domain/satang.js';
import type { ClaimSums } from '../../figures/claim-sums.js';
import type { FigureRow } from '../../figures/figure.js';
import { rate } from '../../figures/rate.js';
import { type SparkBar, sparkBars } from '../charts/spark-bars.js';
import type { PageContext } from '../page-context.js';
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
  /** Change against the same days of last year; icon null = no change. */
  readonly trend: { readonly icon: string | null; readonly tone: string; readonly text: string } | null;
  readonly link: { readonly href: string; readonly text: string } | null;
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
  }));
}

const lossRate = (sums: ClaimSums) => rate(satangOf(sums.loss), satangOf(sums.claimed));
const deniedRate = (sums: ClaimSums) => rate(BigInt(sums.denied), BigInt(sums.claims));

function claimedCard(facts: DashboardFacts, context: PageContext): CardView {
  const { t } = context;
  const { total } = facts;
  return {
    ...frame('claimed', ['dashboard.claimed_is', 'dashboard.counted_once'], context),
    ...money(total.claimed, context),
    spark: spark('rep', 'dashboard.claimed', facts.months.rows, 'claimed', context),
    trend: growth(facts, (sums) => satangOf(sums.claimed), { up: '', down: '' }),
    link: { href: '#by-month', text: t('dashboard.claims', { count: countText(total.claims) }) },
  };
}

function reimbursedCard(facts: DashboardFacts, context: PageContext): CardView {
  const { t } = context;
  const { total } = facts;
  return {
    ...frame('reimbursed', ['dashboard.reimbursed_is', 'dashboard.not_bank'], context),
    ...money(total.reimbursed, context),
    spark: spark('rep', 'dashboard.reimbursed', facts.months.rows, 'reimbursed', context),
    trend: growth(facts, (sums) => satangOf(sums.reimbursed), { up: 'trend--good', down: 'trend--poor' }),
    link: {
      href: '#by-month',
      text: t('dashboard.claims', { count: countText(total.claims - total.denied) }),
    },
  };
}

function lossCard(facts: DashboardFacts, context: PageContext): CardView {
  const { t } = context;
  const { total } = facts;
  const shown = money(total.loss, context);
  return {
    ...frame('loss', ['dashboard.loss_is', 'dashboard.loss_parts'], context),
    ...shown,
    unit: `${shown.unit} (${percentText(lossRate(total))})`,
    spark: spark('denied', 'dashboard.loss', facts.months.rows, 'loss', context),
    trend: points(facts, lossRate, context),
    link: { href: '#by-scheme', text: t('dashboard.by_scheme') },
  };
}

function deniedCard(facts: DashboardFacts, context: PageContext): CardView {
  const { t } = context;
  const { total } = facts;
  const byAmount = rate(satangOf(total.deniedClaimed), satangOf(total.claimed));
  return {
    ...frame('denied', ['dashboard.denied_is', 'dashboard.denied_amount_is'], context),
    value: percentText(deniedRate(total)),
    unit: t('dashboard.of_claims'),
    exact: t('dashboard.of_amount', { rate: percentText(byAmount) }),
    spark: spark('denied', 'dashboard.rate', facts.denials.rows, 'rate', context),
    trend: points(facts, deniedRate, context),
    link: { href: '#codes', text: t('dashboard.claims', { count: countText(total.denied) }) },
  };
}

function frame(name: string, definition: readonly string[], { t }: PageContext) {
  const title = t(`dashboard.${name}`);
  return { title, definition: { of: title, paragraphs: definition.map((key) => t(key)) } };
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
  rows: readonly FigureRow[],
  field: string,
  { t }: PageContext,
): CardView['spark'] {
  const months = rows.filter(({ key }) => key !== '');
  return {
    tone,
    label: t('dashboard.monthly', { name: t(name) }),
    bars: sparkBars(months.map((row) => ({ value: Number(row[field] ?? 0), running: row.running === true }))),
  };
}

/** Growth in percent of a sum. */
function growth(
  { compared }: DashboardFacts,
  sumOf: (sums: ClaimSums) => bigint,
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
  { compared }: DashboardFacts,
  rateOf: (sums: ClaimSums) => string | null,
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
