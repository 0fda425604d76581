import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axisOf } from './axis.js';
import { barChart } from './bar-chart.js';
import { columnChart } from './column-chart.js';

const row = (value: number, label = 'C312') => ({ label, title: label, value, text: String(value) });

test('an axis has zero on it, in the unit of its size', () => {
  const axis = axisOf('baht', [13_400_000, -2_000_000]);
  assert.deepEqual([axis.unit, axis.low, axis.high], ['million', -5_000_000, 15_000_000]);
  assert.deepEqual(
    axis.ticks.map(({ text }) => text),
    ['−5', '0', '5', '10', '15'],
  );
  assert.deepEqual([axisOf('rate', [0.067]).unit, axisOf('count', [3]).ticks.length], ['percent', 4]);
});

test('a bar of a negative amount goes the other way from zero', () => {
  const chart = barChart('baht', [row(300), row(-100)]);
  const [plus, minus] = chart.rows;
  assert.equal(plus?.bar.x, chart.zero);
  assert.ok(Math.abs(Number(minus?.bar.x) + Number(minus?.bar.width) - Number(chart.zero)) < 0.2);
  assert.ok(Number(minus?.bar.width) < Number(plus?.bar.width));
});

test('a long name is cut between letters, never within one', () => {
  const [first] = barChart('count', [row(1, 'ที่'.repeat(40))]).rows;
  assert.equal(first?.label, `${'ที่'.repeat(21)}…`);
});

test('the running month is open and on a band; a month without a value has no bar', () => {
  const month = { label: 'ต.ค.', note: null, title: '', running: false, value: 5 };
  const chart = columnChart('count', [month, { ...month, value: null }, { ...month, running: true }]);
  assert.deepEqual(
    chart.months.map(({ bars, band }) => [bars.map(({ look }) => look), band !== null]),
    [
      [['this'], false],
      [[], false],
      [['open'], true],
    ],
  );
});

test('a chart of nothing has an axis and no number that is none', () => {
  const month = { label: '', note: null, title: '', running: false, value: null, before: null };
  for (const chart of [columnChart('baht', [month]), barChart('rate', [row(0)])])
    assert.doesNotMatch(JSON.stringify(chart), /NaN|Infinity|:null,"height/);
});
