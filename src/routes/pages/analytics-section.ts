import { dayOf, monthName, yearText } from '../../domain/thai-date.js';
import { claimsBehind } from '../../figures/claims-behind.js';
import type { FieldKind, FigureAnswer, FigureRow } from '../../figures/figure.js';
import { barText } from '../charts/axis.js';
import { type BarChart, barChart } from '../charts/bar-chart.js';
import { type ColumnChart, columnChart } from '../charts/column-chart.js';
import { askedQuery, claimsAddress } from '../figure-address.js';
import { type ColumnSpec, type FigureTable, figureTable, type RowSpec, valueText } from '../figure-table.js';
import { addressWith, type PageContext } from '../page-context.js';
import type { SectionFacts } from './analytics-facts.js';
import {
  begunRows,
  fieldText,
  isByWords,
  isInOrder,
  rowMeaning,
  rowName,
  sentenceOf,
} from './analytics-words-of.js';

/** One figure by something: the answer in words, drawn, as a table, and the ways on from it. */
export interface SectionView {
  readonly id: string;
  readonly title: string;
  readonly sentence: string;
  readonly definition: { readonly of: string; readonly paragraphs: readonly string[] };
  readonly tone: 'rep' | 'denied';
  readonly bars: BarChart | null;
  readonly columns: ColumnChart | null;
  /** What the chart is of, and in what it counts. */
  readonly chartLabel: string;
  readonly unit: string;
  readonly legend: readonly { readonly look: string; readonly text: string }[];
  readonly table: FigureTable | null;
  /** Months stand in the chart already: their table waits behind it. */
  readonly folded: boolean;
  readonly more: string | null;
  /** The same figure split by something else. */
  readonly figure: string;
  readonly csv: string;
  readonly json: string;
}

const mostBars = 10;
const mostRows = 20;

/** `whole` = every row: a page of one figure has nothing else to show. */
export function sectionView(facts: SectionFacts, context: PageContext, whole = false): SectionView {
  const { section, figure, answer, refused, question } = facts;
  const { t, language, baseUrl } = context;
  const measure = fieldText(figure.name, section.measure, t);
  const title = `${measure} ${t(`analytics.by_${section.by}`)}`;
  const rows = answer === null ? [] : sorted(answer, facts);
  const kind = kindOf(facts);
  const columns = section.by === 'month' && answer !== null && rows.some(isMonth);
  const chart = columns ? monthsChart(rows, facts, context) : null;
  const api = `${baseUrl}/api/v1/figures/${figure.name}`;
  const values = { by: section.by, ...askedQuery(question.filter) };
  return {
    id: `${section.figure}-${section.by}-${section.measure}`,
    title,
    sentence: refused === null ? sentenceOf(facts, context) : refused.text(language),
    definition: {
      of: title,
      paragraphs: [figure.title[language], ...figure.definition[language].split(' · ')],
    },
    tone: section.tone,
    bars: columns || rows.length < 2 || kind === 'text' ? null : barsChart(rows, kind, facts, context),
    columns: chart,
    chartLabel: t('analytics.chart_of', {
      name: measure,
      by: t(`analytics.by_${section.by}`),
    }),
    unit: chart?.unit ? t(`analytics.unit_${chart.unit}`) : '',
    legend: legendOf(facts, context),
    table: answer === null || rows.length === 0 ? null : tableOf(title, rows, answer, facts, context, whole),
    folded: chart !== null,
    more:
      rows.length > mostRows && chart === null && !whole
        ? t('analytics.more_rows', { count: rows.length - mostRows })
        : null,
    figure: addressWith(`${baseUrl}/analytics/${figure.name}-by-${section.by}`, askedQuery(question.filter)),
    csv: addressWith(`${api}.csv`, values),
    json: addressWith(api, values),
  };
}

function kindOf({ figure, section }: SectionFacts): FieldKind {
  return figure.fields.find(({ name }) => name === section.measure)?.kind ?? 'count';
}

/** Months in their order, all else by the measure, the largest first; what has none stands last. */
function sorted({ rows }: FigureAnswer, facts: SectionFacts): readonly FigureRow[] {
  const { section } = facts;
  if (section.by === 'month') return rows.some(isMonth) ? rows : begunRows(facts);
  if (isInOrder(section.by) || section.by === 'late') return rows;
  // Most claims were not referred: those that were are what is asked for.
  const size = (row: FigureRow) =>
    section.by === 'referrer' && row.key === ''
      ? Number.NEGATIVE_INFINITY
      : Number(row[section.measure] ?? Number.NEGATIVE_INFINITY);
  return [...rows].sort((a, b) => size(b) - size(a));
}

const isMonth = (row: FigureRow) => /^\d{4}-\d{2}$/.test(row.key);

function barsChart(
  rows: readonly FigureRow[],
  kind: FieldKind,
  { section }: SectionFacts,
  { t }: PageContext,
): BarChart {
  const isDrawn = (row: FigureRow) =>
    row[section.measure] !== null && !(section.by === 'referrer' && row.key === '');
  const drawn = rows.filter(isDrawn).slice(0, mostBars);
  return barChart(
    kind,
    drawn.map((row) => {
      const value = Number(row[section.measure] ?? 0);
      const exact = valueText(kind, row[section.measure]);
      const meaning = rowMeaning(row, section.by);
      const name = rowName(row, section.by);
      const short = barText(kind, value, exact);
      return {
        label: meaning === '' ? name : `${name} ${meaning}`,
        title: `${name}${meaning === '' ? '' : ` ${meaning}`}: ${exact}`,
        value,
        text: short === exact ? exact : t('analytics.million', { amount: short }),
      };
    }),
  );
}

function monthsChart(
  rows: readonly FigureRow[],
  facts: SectionFacts,
  { t, language }: PageContext,
): ColumnChart {
  const { section, figure } = facts;
  const kind = kindOf(facts);
  const number = (value: FigureRow[string] | undefined) =>
    value === null || value === undefined ? null : Number(value);
  const thisMonth = dayOf(facts.question.now).slice(0, 7);
  return columnChart(
    kind,
    rows.filter(isMonth).map((row) => {
      const running = row.running === true;
      const year = /-(01|10)$/.test(row.key) ? yearText(Number(row.key.slice(0, 4)), language) : null;
      const texts = figure.fields
        .filter((field) => field.kind !== 'text')
        .map((field) => `${fieldText(figure.name, field.name, t)} ${valueText(field.kind, row[field.name])}`);
      return {
        label: monthName(Number(row.key.slice(5)), language),
        note: noteOf(row, thisMonth, t) ?? year ?? null,
        title: `${row.label}: ${texts.join(' · ')}`,
        running,
        value: row.has_data === false ? null : number(row[section.measure]),
        ...(section.before === undefined ? {} : { before: number(row[section.before]) }),
      };
    }),
  );
}

function legendOf({ section, figure }: SectionFacts, { t }: PageContext): SectionView['legend'] {
  if (section.before === undefined) return [];
  return [
    { look: 'claimed', text: fieldText(figure.name, section.before, t) },
    { look: section.tone, text: fieldText(figure.name, section.measure, t) },
  ];
}

function tableOf(
  name: string,
  rows: readonly FigureRow[],
  answer: FigureAnswer,
  facts: SectionFacts,
  context: PageContext,
  whole: boolean,
): FigureTable {
  const { section, figure, question } = facts;
  const { t } = context;
  const thisMonth = dayOf(question.now).slice(0, 7);
  const numbers = figure.fields.filter(({ kind }) => kind !== 'text');
  const hasMeasure = numbers.some(({ name }) => name === section.measure);
  const columns = numbers.map(
    (field, index): ColumnSpec => ({
      ...field,
      text: fieldText(figure.name, field.name, t),
      wide: figure.fields.length > 2 && (hasMeasure ? field.name !== section.measure : index > 1),
    }),
  );
  return figureTable({
    name,
    head: t(`analytics.head_${section.by}`),
    columns,
    rows: (whole || isInOrder(section.by) ? rows : rows.slice(0, mostRows)).map((row): RowSpec => {
      const meaning = rowMeaning(row, section.by);
      const key = rowName(row, section.by);
      const isText = meaning === '' && (row.key === '' || isByWords(section.by));
      return {
        code: isText ? null : key,
        text: isText ? key : meaning,
        note: noteOf(row, thisMonth, t),
        href:
          row.has_data === false
            ? null
            : claimsAddress(claimsBehind(figure, question, row.key), context, {
                figure: figure.name,
                by: section.by,
                key: row.key,
              }),
        values: row.has_data === false ? {} : row,
      };
    }),
    total: { text: t('dashboard.total'), values: answer.total },
  });
}

/** A month to come is not empty: nothing can be in it yet. */
function noteOf(row: FigureRow, thisMonth: string, t: PageContext['t']): string | null {
  if (typeof row.state === 'string') return t(`unit_state.${row.state}`);
  if (row.running === true) return t('dashboard.running');
  return row.has_data === false && row.key <= thisMonth ? t('dashboard.empty_month') : null;
}
