import { unknownText } from '../../domain/count-text.js';
import { addBaht } from '../../domain/satang.js';
import { dayOf } from '../../domain/thai-date.js';
import { partsOfWeight } from '../../figures/add-claim-sums.js';
import { type FigureRow, isQuotient } from '../../figures/figure.js';
import { quotient } from '../../figures/rate.js';
import { valueText } from '../figure-table.js';
import type { PageContext } from '../page-context.js';
import type { SectionFacts } from './analytics-facts.js';
import { growthOf } from './changes.js';

/** What a field is called, where its name alone does not say of what it is. */
const special: Readonly<Record<string, string>> = {
  'denial-rate/rate': 'denial_rate',
  'reimbursement-rate/rate': 'reimbursed_rate',
  'first-pass/rate': 'first_pass_rate',
  'appeal-recovery/claims': 'appealed_claims',
  'case-mix/claims': 'weighed_claims',
  'late-sending/claims': 'percent_claims',
  'length-of-stay/measured': 'stays_known',
  'length-of-stay/average_days': 'average_stay',
  'payment-columns/amount': 'column_amount',
  'payment-columns/claims': 'column_claims',
  'money-per-adjrw/claims': 'weighed_claims',
};

export function fieldText(figure: string, field: string, t: PageContext['t']): string {
  const part = /^(.+)_(this|last|difference)$/.exec(field);
  if (part) return `${t(`figure.${part[1]}`)} ${t(`figure.part_${part[2]}`)}`;
  return t(`figure.${special[`${figure}/${field}`] ?? field}`);
}

/** Rows that have an order of their own, and go by their names. */
export const isInOrder = (by: string) => by === 'month' || by === 'age' || by === 'weekday';

/** Rows that people know by their words alone: the key is a name of ours. */
export const isByWords = (by: string) => isInOrder(by) || by === 'payment_column';

/** The key of a row as people say it, e.g. `UCS`, `C312`, `ต.ค. 68`. */
export function rowName(row: FigureRow, by: string): string {
  if (row.key === '' || isInOrder(by)) return row.label;
  // A heading of a workbook goes from the group to the column, e.g. `ผู้ป่วยใน (IP) > IPINRGR`: the column is asked for.
  if (by === 'payment_column') return row.label.split(' > ').toReversed().join(' · ');
  return by === 'scheme' || by === 'kind' ? row.key.toUpperCase() : row.key;
}

/** What stands beside the key where the key alone says little. */
export function rowMeaning(row: FigureRow, by: string): string {
  if (row.key === '' || isByWords(by) || row.label === rowName(row, by)) return '';
  return row.label;
}

interface Ranked {
  readonly name: string;
  readonly value: number;
  /** The value as the figure has it. */
  readonly exact: string;
  readonly text: string;
}

/** Part of a whole in per cent, rounded once. */
function shareText(part: string, whole: string): string {
  const percent = quotient(partsOfWeight(part) * 100n, partsOfWeight(whole), 1);
  return percent === null ? unknownText : `${percent}%`;
}

/** The answer in one sentence, made of its numbers alone. */
export function sentenceOf(facts: SectionFacts, { t }: PageContext): string {
  const { section, figure, answer } = facts;
  const kind = figure.fields.find(({ name }) => name === section.measure)?.kind ?? 'count';
  if (kind === 'text' && answer !== null) return statesSentence(begunRows(facts), section.measure, t);
  if (answer === null) return t('analytics.none');
  const counted = answer.rows.filter((row) => isCounted(row, section.measure));
  // Who refers is not asked of claims that nobody referred.
  const rows = section.by === 'referrer' ? counted.filter(({ key }) => key !== '') : counted;
  const ranked = rows
    .map((row): Ranked => {
      const value = row[section.measure];
      return {
        name: nameWithMeaning(row, section.by),
        value: Number(value),
        exact: String(value ?? 0),
        text: withUnit(value),
      };
    })
    .sort((a, b) => b.value - a.value);
  const [high, low] = [ranked[0], ranked.at(-1)];
  const name = fieldText(section.figure, section.measure, t);
  const totalValue = answer.total[section.measure];
  const total = withUnit(totalValue);
  if (section.by === 'referrer' && high === undefined) return t('analytics.referred_none');
  if (high === undefined || low === undefined)
    return answer.rows.some((row) => row.running === true && row.has_data === true)
      ? t('analytics.only_running', { name, total })
      : t('analytics.none');
  if (section.before !== undefined) return yearSentence();
  if (section.by === 'referrer' && kind === 'baht') {
    const referred = withUnit(
      rows.reduce((sum, row) => addBaht(sum, String(row[section.measure])) ?? sum, '0.00'),
    );
    return t('analytics.referred', { name, referred, total, one: high.name, value: high.text });
  }
  if (ranked.length === 1) return onlySentence(high);
  // Nothing is highest where a reader sees the same number everywhere.
  if (ranked.every(({ text }) => text === high.text))
    return t(section.by === 'month' ? 'analytics.same_months' : 'analytics.same', {
      ...{ name, value: high.text, count: ranked.length },
    });
  if (isQuotient(kind) || section.by === 'month') {
    const values = { name, total, high: high.name, most: high.text, low: low.name, least: low.text };
    if (totalValue === null || totalValue === undefined) return t('analytics.range_without_total', values);
    return t(section.by === 'month' ? 'analytics.range_of_months' : 'analytics.range', values);
  }
  const second = ranked[1];
  const whole = Number(totalValue ?? 0);
  const share = whole > 0 ? shareText(high.exact, String(totalValue)) : unknownText;
  const values = { name, total, one: high.name, value: high.text, share };
  return second === undefined || second.value <= 0
    ? t('analytics.most', values)
    : t('analytics.most_and_next', { ...values, next: second.name, next_value: second.text });

  /** A rate has no parts that could all lie in one place, nor has nothing. */
  function onlySentence({ name: one, text: value, value: amount }: Ranked): string {
    if (section.by === 'month') return t('analytics.only_month', { name, one, value });
    const isSum = !isQuotient(kind) && amount !== 0;
    return t(isSum ? 'analytics.only' : 'analytics.only_rate', { name, one, value });
  }

  function withUnit(value: FigureRow[string] | undefined): string {
    const text = valueText(kind, value);
    return kind === 'baht' || kind === 'count' ? `${text} ${t(unitOf())}`.trim() : text;
  }

  function unitOf(): string {
    if (kind === 'baht') return 'figure.unit_baht';
    if (section.measure.endsWith('_days')) return 'figure.unit_days';
    return /^(claims|denied)/.test(section.measure) ? 'figure.unit_claims' : 'figure.unit_items';
  }

  function yearSentence(): string {
    const last = answer?.total[section.before ?? ''];
    if (last === null || last === undefined) return t('analytics.year_none', { name, total });
    const change = growthOf(String(totalValue), String(last));
    const more = Number(totalValue) - Number(last);
    const way = change?.way ?? (more === 0 ? 'same' : more > 0 ? 'up' : 'down');
    const percent = change?.size ?? unknownText;
    const key = { same: 'analytics.year_same', up: 'analytics.year_more', down: 'analytics.year_less' }[way];
    return t(key, { name, total, last: withUnit(last), percent });
  }
}

/** Rows of months that have begun; a month to come is neither empty nor missing. */
export function begunRows({ answer, question }: SectionFacts): readonly FigureRow[] {
  const thisMonth = dayOf(question.now).slice(0, 7);
  const isLater = ({ key }: FigureRow) => /^\d{4}-\d{2}/.test(key) && key.slice(0, 7) > thisMonth;
  return (answer?.rows ?? []).filter((row) => !isLater(row));
}

/** How many rows have which state, the most frequent first. */
function statesSentence(rows: readonly FigureRow[], measure: string, t: PageContext['t']): string {
  const counts = new Map<string, number>();
  for (const row of rows) {
    const state = String(row[measure] ?? '');
    if (state !== '') counts.set(state, (counts.get(state) ?? 0) + 1);
  }
  if (counts.size === 0) return t('analytics.none');
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([state, count]) => t('analytics.state_count', { state: t(`unit_state.${state}`), count }))
    .join(' · ');
}

/** Empty and running months say nothing of what is most or least. */
export function isCounted(row: FigureRow, measure: string): boolean {
  const value = row[measure];
  return row.has_data !== false && row.running !== true && value !== null && value !== undefined;
}

function nameWithMeaning(row: FigureRow, by: string): string {
  const meaning = rowMeaning(row, by);
  const name = rowName(row, by);
  if (meaning === '' || by === 'scheme') return name;
  return `${name} (${meaning.length > 70 ? `${meaning.slice(0, 69)}…` : meaning})`;
}
