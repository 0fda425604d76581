import { shortBahtText } from '../../domain/baht-text.js';
import { countText, percentText, unknownText } from '../../domain/count-text.js';
import { monthBefore, type ReportPeriod, yearBefore } from '../../domain/report-period.js';
import { monthText } from '../../domain/thai-date.js';
import { claimsSummary, lossShare } from '../../figures/claims-summary.js';
import { denialRate } from '../../figures/denial-rate.js';
import type { Figure, FigureQuestion } from '../../figures/figure.js';
import type { ReportFacts, ReportNumbers } from '../../services/read-report.js';
import type { Translate } from '../words/index.js';
import { type Change, type ChangeView, changeView, growthOf, pointsOf } from './changes.js';

/** The address of the claims behind a number of a figure; null on paper and in mail. */
export type SheetLink = (
  figure: Figure,
  of: Pick<FigureQuestion, 'filter' | 'by'>,
  key: string | null,
  field?: string,
) => string | null;

export interface SheetCard {
  readonly name: string;
  readonly definition: { readonly of: string; readonly paragraphs: readonly string[] };
  readonly value: string;
  /** The claims behind the number, on a page of somebody who may see them. */
  readonly href: string | null;
  readonly unit: string;
  readonly detail: string;
  readonly changes: readonly ChangeView[];
}

/** Claimed, reimbursed, loss and denied, each with its change; a period without claims shows dashes. */
export function cardsOf(facts: ReportFacts, t: Translate, link: SheetLink): SheetCard[] {
  const { sums } = facts;
  const ofClaimed = (share: string | null) => t('report.of_claimed', { rate: percentText(share) });
  const growth = (of: (one: ReportNumbers) => string) => (before: ReportNumbers) =>
    growthOf(of(sums), of(before));
  const points = (of: (one: ReportNumbers) => string | null) => (before: ReportNumbers) =>
    pointsOf(of(sums), of(before), t);
  const cards = [
    {
      name: 'claimed',
      ...money(sums.claimed, t),
      detail: t('report.claims', { count: countText(sums.claims) }),
      better: null,
      change: growth(({ claimed }) => claimed),
    },
    {
      name: 'reimbursed',
      ...money(sums.reimbursed, t),
      detail: ofClaimed(sums.reimbursementRate),
      better: 'up' as const,
      change: growth(({ reimbursed }) => reimbursed),
    },
    {
      name: 'loss',
      ...money(sums.loss, t),
      detail: ofClaimed(lossShare(sums)),
      better: 'down' as const,
      change: points(lossShare),
    },
    {
      name: 'denied',
      value: percentText(sums.denialRate),
      unit: t('report.claims', { count: countText(sums.denied) }),
      detail: t('report.of_amount', { rate: percentText(sums.amountRate) }),
      better: 'down' as const,
      change: points(({ denialRate: share }) => share),
    },
  ];
  return cards.map(({ name, value, unit, detail, better, change }) => {
    const title = t(`report.${name}`);
    const figure = name === 'denied' ? denialRate : claimsSummary;
    const more = name === 'loss' ? [t('report.loss_change')] : [];
    const definition = { of: title, paragraphs: [figure.definition[facts.language], ...more] };
    if (sums.claims === 0)
      return {
        name: title,
        definition,
        value: unknownText,
        href: null,
        unit: '',
        detail: t('report.no_claims'),
        changes: [],
      };
    const href = link(figure, { filter: sums.filter, by: 'kind' }, null, name);
    return {
      name: title,
      definition,
      value,
      href,
      unit,
      detail,
      changes: changesOf(facts, t, better, change),
    };
  });
}

function money(amount: string, t: Translate) {
  const { text, unit } = shortBahtText(amount);
  return { value: text, unit: t(`report.${unit}`) };
}

/** `พฤษภาคม 2569`, or `ปีงบประมาณ 2569`. */
export function periodText(
  period: ReportPeriod,
  { language }: Pick<ReportFacts, 'language'>,
  t: Translate,
): string {
  if (period.kind === 'month') return monthText(period.key, language, true);
  const year = language === 'th' ? period.key : `${period.key} (${Number(period.key) - 543})`;
  return t('report.fiscal_year_of', { year });
}

/** What a period is compared with, in the reader's words: the month before, and the same months of the year before. */
export function againstTexts({ period, language }: ReportFacts, t: Translate) {
  const lastYear =
    period.kind === 'month'
      ? t('report.last_year', { month: monthText(yearBefore(period).key, language) })
      : t('report.same_months');
  const before = monthBefore(period);
  return {
    before: before === null ? '' : t('report.month_before', { month: monthText(before.key, language) }),
    lastYear,
  };
}

function changesOf(
  facts: ReportFacts,
  t: Translate,
  better: 'up' | 'down' | null,
  change: (before: ReportNumbers) => Change | null,
): ChangeView[] {
  const against = againstTexts(facts, t);
  const views = facts.period.kind === 'month' ? [[facts.before, against.before] as const] : [];
  return [...views, [facts.lastYear, against.lastYear] as const].map(([before, name]) =>
    changeView(before && change(before), better, name, t),
  );
}
