import { bahtText } from '../../domain/baht-text.js';
import { countText, percentText } from '../../domain/count-text.js';
import { fiscalYearOf, fiscalYearRange } from '../../domain/fiscal-year.js';
import { satangOf } from '../../domain/satang.js';
import { schemes } from '../../domain/scheme.js';
import { dayOf, dayText, instantText, monthName, monthText, yearText } from '../../domain/thai-date.js';
import type { ClaimSums } from '../../figures/claim-sums.js';
import { rate } from '../../figures/rate.js';
import { type AttentionLine, attentionLines } from '../attention-lines.js';
import { type Badge, fileBadge } from '../badges.js';
import { type MonthlyChart, monthlyChart } from '../charts/monthly-chart.js';
import { type ErrorCodeView, errorCodeView } from '../error-code-view.js';
import type { NextRunsView } from '../next-runs.js';
import type { Option, PageContext, Twins } from '../page-context.js';
import { type CardView, dashboardCards } from './dashboard-cards.js';
import { choicesOf } from './dashboard-choices.js';
import type { DashboardFacts } from './dashboard-facts.js';
import { type MorningFact, morningFacts } from './dashboard-morning.js';
import { fileTypeText } from './file-type-text.js';

export interface DashboardMonthRow {
  readonly label: string;
  readonly note: string | null;
  readonly claims: string;
  readonly denied: string;
  readonly rate: string;
  readonly claimed: string;
  readonly reimbursed: string;
  readonly loss: string;
}

export interface DashboardView {
  readonly sub: string;
  readonly asOf: { readonly iso: string; readonly text: string } | null;
  readonly nextRuns: NextRunsView;
  readonly completeness: { readonly text: string; readonly href: string; readonly link: string } | null;
  readonly twins: Twins;
  readonly empty: boolean;
  readonly steps: readonly { icon: string; title: string; text: string; href: string }[];
  readonly since: string;
  readonly morning: readonly MorningFact[];
  readonly years: { readonly name: string; readonly label: string; readonly options: readonly Option[] };
  readonly schemeChoice: {
    readonly name: string;
    readonly label: string;
    readonly options: readonly Option[];
  };
  readonly kinds: { readonly name: string; readonly label: string; readonly options: readonly Option[] };
  readonly cards: readonly CardView[];
  readonly undated: string | null;
  readonly chart: MonthlyChart;
  readonly chartUnit: string;
  readonly chartLabel: string;
  readonly monthRows: readonly DashboardMonthRow[];
  readonly totalRow: DashboardMonthRow;
  readonly attention: readonly AttentionLine[];
  readonly schemeRows: readonly DashboardSchemeRow[];
  readonly codeRows: readonly { code: ErrorCodeView; claims: string; claimed: string; share: string }[];
  readonly files: readonly {
    name: string;
    href: string;
    scheme: string;
    at: string;
    rows: string;
    status: Badge;
  }[];
  readonly maySeeFiles: boolean;
}

interface DashboardSchemeRow {
  readonly code: string;
  readonly name: string;
  readonly claims: string;
  readonly claimed: string;
  readonly reimbursed: string;
  readonly rate: string;
  /** Length of the bar, 0 to 100. */
  readonly share: string;
  readonly denied: string;
}

export function dashboardView(
  facts: DashboardFacts,
  context: PageContext,
  twins: Twins,
  nextRuns: NextRunsView,
): DashboardView {
  const { t, language, baseUrl, now } = context;
  const { months, denials } = facts;
  const chart = chartOf(facts, context);
  const first = months.rows[0]?.key ?? '';
  const last = months.rows.findLast((row) => row.key !== '')?.key ?? '';
  return {
    sub: subOf(facts, context),
    asOf: months.as_of === null ? null : { iso: months.as_of, text: instantText(months.as_of, language) },
    completeness: completenessOf(facts, context),
    nextRuns,
    twins,
    empty: !facts.hasClaims,
    steps: stepsOf(context),
    since: t('dashboard.today', { since: instantText(facts.newsSince.toISOString(), language) }),
    morning: morningFacts(facts, context),
    ...choicesOf(facts, context),
    cards: dashboardCards(facts, context),
    undated:
      facts.undated > 0 && facts.filter.undated === null
        ? t('dashboard.undated', { count: countText(facts.undated) })
        : null,
    chart,
    chartUnit: t(`dashboard.chart_${chart.unit}`),
    chartLabel: t('dashboard.chart_label', {
      from: monthText(first, language),
      to: monthText(last, language),
    }),
    monthRows: months.rows.map((row, index) => ({
      ...monthRow(row, denials.rows[index]?.rate, !facts.hasClaims),
      label: row.label,
      note: row.running === true ? t('dashboard.running') : null,
    })),
    totalRow: {
      ...monthRow(months.total, denials.total.rate, !facts.hasClaims),
      label: t('dashboard.total'),
      note: null,
    },
    attention: attentionLines(facts.attention, { t, language: context.language, baseUrl, can: context.can }),
    schemeRows: [...facts.schemes]
      .sort(([, a], [, b]) => byAmount(a, b))
      .map(([code, sums]) => schemeRow(code, sums, language)),
    codeRows: codeRows(facts, context),
    files: facts.files.map((file) => ({
      name: file.filename,
      href: `${baseUrl}/files/${file.id}`,
      scheme: `${fileTypeText(file)} ${file.scheme.toUpperCase()}`,
      at: instantText(file.import_completed_at ?? file.import_started_at, language, true),
      rows: countText(file.rows_read),
      status: fileBadge(file.status, t),
    })),
    maySeeFiles: context.can('claims'),
  };

  function subOf({ filter }: DashboardFacts, { t: words }: PageContext): string {
    const year = filter.fiscalYear ?? fiscalYearOf(dayOf(now));
    const range = fiscalYearRange(year);
    const lastDay = new Date(Date.parse(`${filter.to ?? range.to}T00:00:00Z`) - 86_400_000)
      .toISOString()
      .slice(0, 10);
    const today = dayOf(now);
    const end = lastDay > today && today > (filter.from ?? range.from) ? today : lastDay;
    return words('dashboard.sub', {
      year: language === 'th' ? year : `${year} (${year - 543})`,
      from: dayText(filter.from ?? range.from, language),
      to: dayText(end, language),
      scheme:
        filter.schemes.length === 0 ? words('dashboard.all_schemes') : filter.schemes.join(' ').toUpperCase(),
      kind: filter.kinds.length === 0 ? 'OP IP ORF' : filter.kinds.join(' ').toUpperCase(),
    });
  }
}

function byAmount(a: ClaimSums, b: ClaimSums): number {
  const difference = satangOf(b.claimed) - satangOf(a.claimed);
  return difference > 0n ? 1 : difference < 0n ? -1 : 0;
}

function monthRow(
  row: Readonly<Record<string, unknown>>,
  denialRate: unknown,
  unknown: boolean,
): Omit<DashboardMonthRow, 'label' | 'note'> {
  const count = (name: string) => countText(unknown ? null : Number(row[name]));
  const baht = (name: string) => bahtText(unknown ? null : String(row[name]));
  return {
    claims: count('claims'),
    denied: count('denied'),
    rate: percentText(typeof denialRate === 'string' ? denialRate : null),
    claimed: baht('claimed'),
    reimbursed: baht('reimbursed'),
    loss: baht('loss'),
  };
}

function chartOf({ months, denials }: DashboardFacts, { t, now, language }: PageContext): MonthlyChart {
  return monthlyChart({
    words: { running: t('dashboard.running'), empty: t('dashboard.empty_month') },
    months: months.rows.flatMap((row, index) => {
      if (row.key === '') return [];
      const denied = denials.rows[index]?.rate ?? null;
      const text = (name: string) => bahtText(String(row[name]));
      return [
        {
          label: monthName(Number(row.key.slice(5)), language),
          year: /-(01|10)$/.test(row.key) ? yearText(Number(row.key.slice(0, 4)), language) : null,
          title: `${row.label}: ${t('dashboard.claimed')} ${text('claimed')} · ${t('dashboard.reimbursed')} ${text('reimbursed')} · ${t('dashboard.loss')} ${text('loss')} · ${t('dashboard.rate')} ${percentText(denied === null ? null : String(denied))}`,
          hasData: row.has_data === true,
          running: row.running === true,
          later: row.key > dayOf(now),
          claimed: Number(row.claimed),
          reimbursed: Number(row.reimbursed),
          loss: Number(row.loss),
          denialRate: denied === null ? null : Number(denied),
        },
      ];
    }),
  });
}

function completenessOf(
  facts: DashboardFacts,
  { t, baseUrl, now }: PageContext,
): DashboardView['completeness'] {
  const { fiscalYear, schemes: asked } = facts.filter;
  if (fiscalYear === null) return null;
  const href = `${baseUrl}/downloads?fiscal_year=${fiscalYear}#grid`;
  const link = t('dashboard.see_missing');
  if (facts.completeness.length === 0) return { text: t('dashboard.never_checked'), href, link };
  const thisMonth = dayOf(now).slice(0, 7);
  const reached = facts.months.rows.filter(({ key }) => key !== '' && key <= thisMonth).length;
  const inUse = new Set([
    ...schemes.filter(({ enabledAtFirst }) => enabledAtFirst).map(({ code }): string => code),
    ...facts.completeness.map(({ scheme }) => scheme),
  ]);
  const counted = [...inUse].filter((code) => asked.length === 0 || asked.some((one) => one === code));
  const complete = facts.completeness.filter(
    (cell) => (cell.state === 'complete' || cell.state === 'empty') && counted.includes(cell.scheme),
  );
  const values = { complete: countText(complete.length), expected: countText(counted.length * reached) };
  return { text: t('dashboard.complete', values), href, link };
}

function stepsOf({ t, baseUrl, can }: PageContext): DashboardView['steps'] {
  const step = (icon: string, name: string, href: string) => ({
    icon,
    title: t(`dashboard.step_${name}`),
    text: t(`dashboard.step_${name}_more`),
    href: `${baseUrl}${href}`,
  });
  const practice = step('play', 'practice', '/help#practice');
  return can('fetch')
    ? [step('down', 'download', '/downloads#new'), step('upload', 'upload', '/upload'), practice]
    : [practice];
}

function schemeRow(code: string, sums: ClaimSums, language: 'th' | 'en'): DashboardSchemeRow {
  const scheme = schemes.find((one) => one.code === code);
  const reimbursed = rate(satangOf(sums.reimbursed), satangOf(sums.claimed));
  return {
    code: code.toUpperCase(),
    name: (language === 'th' ? scheme?.shortName : scheme?.nameEn) ?? '',
    claims: countText(sums.claims),
    claimed: bahtText(sums.claimed),
    reimbursed: bahtText(sums.reimbursed),
    rate: percentText(reimbursed),
    share: Math.min(100, Math.max(0, Number(reimbursed ?? 0) * 100)).toFixed(1),
    denied: percentText(rate(BigInt(sums.denied), BigInt(sums.claims))),
  };
}

/** The codes that cost most, each with what it means; what to do stands where the code is worked on. */
function codeRows({ codes, codeTexts }: DashboardFacts, { t }: PageContext): DashboardView['codeRows'] {
  const rows = [...codes].filter(([code]) => code !== '').sort(([, a], [, b]) => byAmount(a, b));
  const most = Number(rows[0]?.[1].claimed ?? 0);
  return rows.slice(0, 6).map(([code, sums]) => ({
    code: { ...errorCodeView(code, codeTexts.get(code), t), guide: '' },
    claims: countText(sums.claims),
    claimed: bahtText(sums.claimed),
    share: most === 0 ? '0' : ((Number(sums.claimed) / most) * 100).toFixed(1),
  }));
}
