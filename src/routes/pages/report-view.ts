import { bahtText } from '../../domain/baht-text.js';
import { countText, percentText } from '../../domain/count-text.js';
import { monthBefore, yearBefore } from '../../domain/report-period.js';
import { dayText, instantText, monthText } from '../../domain/thai-date.js';
import { claimsSummary } from '../../figures/claims-summary.js';
import type { Figure, FigureSplit } from '../../figures/figure.js';
import { topErrorCodes } from '../../figures/top-error-codes.js';
import type { ReportFacts, ReportGroup, ReportNumbers } from '../../services/read-report.js';
import { type SheetChart, sheetChart } from '../charts/sheet-chart.js';
import type { Translate } from '../words/index.js';
import { cardsOf, periodText, type SheetCard, type SheetLink } from './report-cards.js';
import { indicatorsOf, type SheetIndicator } from './report-indicators.js';
import { reportSentences } from './report-sentences.js';

/** What the sheet needs beside its facts; the same for page, PDF and mail. */
export interface SheetContext {
  readonly t: Translate;
  readonly hospital: { readonly code: string; readonly name: string };
  /** Who asks for the report; null = the program itself. */
  readonly issuer: string | null;
  /** Where the numbers lead to their claims. */
  readonly link?: SheetLink;
}

export interface SheetGroupRow {
  readonly name: string;
  readonly claims: string;
  readonly href: string | null;
  readonly claimed: string;
  readonly reimbursed: string;
  readonly rate: string;
}

export interface SheetLossRow {
  readonly key: string;
  readonly text: string;
  readonly claims: string;
  readonly href: string | null;
  readonly amount: string;
}

/** views/partials/report-sheet.ejs */
export interface SheetView {
  readonly title: string;
  readonly scope: string;
  readonly hospital: string;
  readonly asOf: string;
  readonly empty: boolean;
  readonly cards: readonly SheetCard[];
  readonly sentences: readonly string[];
  readonly chart: SheetChart;
  readonly chartTitle: string;
  readonly chartLabel: string;
  readonly indicators: { readonly heads: readonly string[]; readonly rows: readonly SheetIndicator[] };
  readonly kindRows: readonly SheetGroupRow[];
  readonly codeRows: readonly SheetLossRow[];
  readonly fundRows: readonly SheetLossRow[];
  readonly note: { readonly text: string; readonly by: string } | null;
  readonly completeness: string;
  readonly definitions: string;
  readonly issued: string;
}

export function sheetView(facts: ReportFacts, context: SheetContext): SheetView {
  const { t, hospital } = context;
  const { period, language, sums } = facts;
  const chart = chartOf(facts, t);
  const { link = () => null } = context;
  const behind = (figure: Figure, by: FigureSplit, key: string | null) =>
    link(figure, { filter: sums.filter, by }, key);
  return {
    title: t('report.sheet_title', { period: periodText(period, facts, t) }),
    scope: scopeOf(facts, t),
    hospital: hospital.name === '' ? hospital.code : `${hospital.name} (${hospital.code})`,
    asOf: facts.asOf === null ? t('frame.no_data_yet') : instantText(facts.asOf, language),
    empty: sums.claims === 0,
    cards: cardsOf(facts, t, link),
    sentences: reportSentences(facts, t),
    chart,
    chartTitle: t(`report.chart_${chart.unit}`),
    chartLabel: t('report.chart_label', {
      from: monthText(facts.months[0]?.month ?? period.key, language),
      to: monthText(facts.months.at(-1)?.month ?? period.key, language),
    }),
    indicators: { heads: headsOf(facts), rows: indicatorsOf(facts, t, link) },
    kindRows: [
      ...facts.kinds.map(({ key, text, sums: of }) =>
        groupRow(text || key.toUpperCase(), of, behind(claimsSummary, 'kind', key)),
      ),
      groupRow(t('report.total'), sums, behind(claimsSummary, 'kind', null)),
    ],
    codeRows: facts.codes.map((group) =>
      lossRow(group, ({ claimed }) => claimed, behind(topErrorCodes, 'error_code', group.key)),
    ),
    fundRows: facts.funds.map((group) =>
      lossRow(group, ({ loss }) => loss, behind(claimsSummary, 'fund', group.key)),
    ),
    note: noteOf(facts, t),
    completeness: [completenessText(facts, t), ...undatedText(facts, t)].join(' · '),
    definitions: t('report.definitions'),
    issued: t(context.issuer === null ? 'report.issued' : 'report.issued_by', {
      name: context.issuer ?? '',
      at: instantText(facts.now.toISOString(), language),
    }),
  };
}

function scopeOf({ period, scheme, language }: ReportFacts, t: Translate): string {
  const lastDay = new Date(Date.parse(`${period.to}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
  const scope = t('report.scope', {
    from: dayText(period.from, language),
    to: dayText(lastDay, language),
    scheme: scheme === null ? t('report.all_schemes') : scheme.toUpperCase(),
  });
  return period.whole ? scope : `${scope} · ${t('report.months_so_far', { count: period.months.length })}`;
}

/** The columns of the small table by their months, or years. */
function headsOf({ period, language }: ReportFacts): string[] {
  const before = monthBefore(period);
  const spans = before === null ? [period, yearBefore(period)] : [period, before, yearBefore(period)];
  return spans.map(({ kind, key }) => (kind === 'month' ? monthText(key, language) : key));
}

function groupRow(name: string, sums: ReportNumbers, href: string | null): SheetGroupRow {
  return {
    name,
    href,
    claims: countText(sums.claims),
    claimed: bahtText(sums.claimed),
    reimbursed: bahtText(sums.reimbursed),
    rate: percentText(sums.reimbursementRate),
  };
}

function lossRow(
  { key, text, sums }: ReportGroup,
  amount: (sums: ReportNumbers) => string,
  href: string | null,
): SheetLossRow {
  return { key, text, href, claims: countText(sums.claims), amount: bahtText(amount(sums)) };
}

function chartOf({ months, language }: ReportFacts, t: Translate): SheetChart {
  return sheetChart(
    months.map(({ month, sums }) => ({
      label: monthText(month, language),
      title: t('report.chart_month', {
        month: monthText(month, language),
        claimed: bahtText(sums?.claimed ?? null),
        reimbursed: bahtText(sums?.reimbursed ?? null),
      }),
      claimed: sums === null ? null : Number(sums.claimed),
      reimbursed: sums === null ? null : Number(sums.reimbursed),
    })),
  );
}

function noteOf({ note, language }: ReportFacts, t: Translate): SheetView['note'] {
  if (note === null) return null;
  const values = { name: note.by ?? '', at: instantText(note.at, language) };
  return { text: note.note, by: t(note.by === null ? 'report.note_at' : 'report.note_by', values) };
}

const undatedText = ({ undated }: ReportFacts, t: Translate) =>
  undated === 0 ? [] : [t('report.undated', { count: countText(undated) })];

/** So many gaps are named on the page; the rest is a number. */
const namedGaps = 6;

function completenessText({ completeness, language }: ReportFacts, t: Translate): string {
  const { missing, complete, expected } = completeness;
  if (completeness.ofOthers) return t('complete.others');
  if (completeness.neverAsked) return t('report.never_checked');
  const counted = t('report.complete', { complete: countText(complete), expected: countText(expected) });
  if (missing.length === 0) return counted;
  const named = missing
    .slice(0, namedGaps)
    .map(({ month, scheme, state }) =>
      t('report.gap', {
        scheme: scheme.toUpperCase(),
        month: monthText(month, language),
        state: t(`unit_state.${state === 'never_asked' ? 'never_short' : state}`),
      }),
    )
    .join(' · ');
  const rest = missing.length - namedGaps;
  const more = rest > 0 ? ` · ${t('report.more_gaps', { count: countText(rest) })}` : '';
  return `${counted} · ${t('report.missing', { named })}${more}`;
}
