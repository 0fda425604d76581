import { bahtText } from '../../domain/baht-text.js';
import { percentText } from '../../domain/count-text.js';
import { monthName, monthText, yearText } from '../../domain/thai-date.js';
import { claimsSummary } from '../../figures/claims-summary.js';
import { denialRate } from '../../figures/denial-rate.js';
import { type MonthlyChart, monthlyChart } from '../charts/monthly-chart.js';
import { numberAddress } from '../figure-address.js';
import { type Definition, definitionOf } from '../figure-definition.js';
import { type ColumnSpec, type FigureTable, figureTable } from '../figure-table.js';
import type { PageContext } from '../page-context.js';
import type { MonthSums } from '../period-sums.js';
import { deniedRate } from './dashboard-cards.js';
import type { DashboardFacts } from './dashboard-facts.js';
import { sumValues } from './dashboard-list.js';

export interface DashboardMonths {
  /** null where no month is asked for. */
  readonly chart: MonthlyChart | null;
  readonly unit: string;
  readonly label: string;
  readonly definition: Definition;
  readonly table: FigureTable;
}

/** The months as a chart, and the same numbers as a table of which each row leads to its claims. */
export function dashboardMonths(facts: DashboardFacts, context: PageContext): DashboardMonths {
  const { t } = context;
  const { months } = facts.period;
  const chart = monthlyChart({
    words: { running: t('dashboard.running'), empty: t('dashboard.empty_month') },
    months: months.map((month) => chartMonth(month, context)),
  });
  return {
    chart: months.length === 0 ? null : chart,
    unit: t(`dashboard.chart_${chart.unit}`),
    label: labelOf(months, context),
    definition: definitionOf(t('dashboard.chart'), [claimsSummary, denialRate], context),
    table: monthTable(facts, context),
  };
}

function labelOf(months: readonly MonthSums[], { t, language }: PageContext): string {
  const [first, last] = [months[0], months.at(-1)];
  if (first === undefined || last === undefined) return '';
  const [from, to] = [monthText(first.month, language), monthText(last.month, language)];
  return t('dashboard.chart_label', { from, to });
}

function chartMonth({ month, sums, running, later }: MonthSums, { t, language }: PageContext) {
  const denied = sums === null ? null : deniedRate(sums);
  const texts =
    sums === null
      ? t('dashboard.empty_month')
      : [
          `${t('dashboard.claimed')} ${bahtText(sums.claimed)}`,
          `${t('dashboard.reimbursed')} ${bahtText(sums.reimbursed)}`,
          `${t('dashboard.loss')} ${bahtText(sums.loss)}`,
          `${t('dashboard.rate')} ${percentText(denied)}`,
        ].join(' · ');
  return {
    label: monthName(Number(month.slice(5)), language),
    year: /-(01|10)$/.test(month) ? yearText(Number(month.slice(0, 4)), language) : null,
    title: `${monthText(month, language)}${running ? ` (${t('dashboard.running')})` : ''}: ${texts}`,
    hasData: sums !== null,
    running,
    later,
    claimed: Number(sums?.claimed ?? 0),
    reimbursed: Number(sums?.reimbursed ?? 0),
    loss: Number(sums?.loss ?? 0),
    denialRate: denied === null ? null : Number(denied),
    denialText: percentText(denied),
  };
}

function monthTable({ filter, period, hasClaims }: DashboardFacts, context: PageContext): FigureTable {
  const { t, language } = context;
  const columns: ColumnSpec[] = [
    { name: 'claims', kind: 'count', text: t('dashboard.claims_column') },
    { name: 'denied', kind: 'count', text: t('dashboard.denied_column') },
    { name: 'denied_rate', kind: 'rate', text: t('dashboard.rate') },
    { name: 'claimed', kind: 'baht', text: t('dashboard.claimed') },
    { name: 'reimbursed', kind: 'baht', text: t('dashboard.reimbursed') },
    { name: 'loss', kind: 'baht', text: t('dashboard.loss') },
  ];
  const hrefOf = (month: string) =>
    numberAddress(claimsSummary, { ...context, filter, by: 'month' }, month, undefined, context);
  const rows = period.months.map(({ month, sums, running, later }) => ({
    code: null,
    text: monthText(month, language),
    note: running ? t('dashboard.running') : sums === null && !later ? t('dashboard.empty_month') : null,
    href: sums === null ? null : hrefOf(month),
    values: sums === null ? {} : sumValues(sums),
  }));
  const undated = period.undated && {
    code: null,
    text: t('dashboard.without_day'),
    href: hrefOf(''),
    values: sumValues(period.undated),
  };
  return figureTable({
    name: t('dashboard.chart'),
    head: t('dashboard.month'),
    columns,
    rows: undated === null ? rows : [...rows, undated],
    total: { text: t('dashboard.total'), values: hasClaims ? sumValues(period.total) : {} },
  });
}
