import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FigureRow } from '../../figures/figure.js';
import { figureOf, questionOf } from '../../testing/ask-figure.js';
import { valueText } from '../figure-table.js';
import { translator } from '../words/index.js';
import { rowMeaning, rowName, sentenceOf } from './analytics-words-of.js';

const context = { t: translator('en', true) } as Parameters<typeof sentenceOf>[1]; // words are all that it asks for

const row = (key: string, more: Readonly<Record<string, string | number>>): FigureRow => ({
  ...{ key, label: key, has_data: true, running: false },
  ...more,
});

function sentence(
  figure: string,
  by: 'month' | 'kind' | 'fund',
  measure: string,
  values: readonly string[],
): string {
  const rows = values.map((value, index) => row(`2026-0${index + 1}`, { [measure]: value }));
  const answer = { figure, by, as_of: null, rows, total: { [measure]: values[0] ?? null } };
  const section = { figure, by, measure, tone: 'rep' } as const;
  return sentenceOf(
    { section, figure: figureOf(figure), question: questionOf(by), answer, refused: null },
    context,
  );
}

test('where all are equal as people read them, none is called highest or lowest', () => {
  assert.equal(
    sentence('turnaround', 'month', 'average_days', ['5.019300', '5.000000']),
    'Average days is the same in each of the 2 finished months with data: 5.0',
  );
  assert.equal(
    sentence('first-pass', 'kind', 'rate', ['1.000000', '1.000000', '1.000000']),
    'First-pass rate is the same in all 3: 100.0%',
  );
  assert.equal(
    sentence('claims-summary', 'fund', 'loss', ['0.00', '0.00']),
    'Loss is the same in all 2: 0.00 baht',
  );
  assert.match(sentence('first-pass', 'kind', 'rate', ['1.000000', '0.500000']), /highest in .* lowest in/);
});

test('days are told with one place, a ratio with four', () => {
  assert.equal(valueText('days', '5.019300'), '5.0');
  assert.equal(valueText('days', null), '–');
  assert.equal(valueText('ratio', '1.234500'), '1.2345');
});

test('a payment column goes by its own heading first, and not by its name in our tables', () => {
  const heading = 'โรคเฉพาะ (DMIS) > CATARACT > ค่าภาระงาน(รพ.)';
  const paid = { ...row('cataract_hosp', {}), label: heading };
  assert.equal(rowName(paid, 'payment_column'), 'ค่าภาระงาน(รพ.) · CATARACT · โรคเฉพาะ (DMIS)');
  assert.equal(rowMeaning(paid, 'payment_column'), '');
  assert.equal(rowName({ ...paid, label: 'DRUG' }, 'payment_column'), 'DRUG');
  assert.equal(rowName(row('IP01', {}), 'fund'), 'IP01');
});
