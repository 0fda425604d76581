import assert from 'node:assert/strict';
import { test } from 'node:test';
import { monthlyChart } from './monthly-chart.js';
import { sheetChart } from './sheet-chart.js';
import { sparkBars } from './spark-bars.js';

const words = { running: 'ยังไม่จบ', empty: 'ว่าง' };
const month = (claimed: number, more: object = {}) => ({
  label: 'ต.ค.',
  year: '2568',
  title: 'ต.ค. 68',
  hasData: true,
  running: false,
  later: false,
  claimed,
  reimbursed: claimed * 0.8,
  loss: claimed * 0.2,
  denialRate: 0.1,
  denialText: '10.0%',
  ...more,
});

test('the axis begins at zero and ends above the highest bar', () => {
  const chart = monthlyChart({ months: [month(13_400_000), month(7_000_000)], words });
  assert.equal(chart.unit, 'million');
  assert.deepEqual(
    chart.ticks.map((tick) => tick.text),
    ['0', '5', '10', '15'],
  );
  const [claimed] = chart.months[0]?.bars ?? [];
  assert.equal(Number(claimed?.y) + Number(claimed?.height), Number(chart.zero));
  assert.ok(Number(claimed?.y) > Number(chart.ticks.at(-1)?.y));
});

test('a month without claims has no bar and says so; the running month has a band', () => {
  const chart = monthlyChart({
    months: [month(0, { hasData: false, denialRate: null }), month(900, { running: true })],
    words,
  });
  assert.deepEqual(chart.months[0]?.bars, []);
  assert.equal(chart.months[0]?.note, 'ว่าง');
  assert.equal(chart.months[0]?.rate, null);
  assert.equal(chart.months[1]?.note, 'ยังไม่จบ');
  assert.notEqual(chart.months[1]?.band, null);
});

test('a month whose loss or reimbursed sum is below zero hangs under the line, on the sheet and on a card too', () => {
  const chart = monthlyChart({ months: [month(9_000_000, { loss: -2_000_000 })], words });
  const [, , loss] = chart.months[0]?.bars ?? [];
  assert.equal(loss?.y, chart.zero);
  assert.ok(Number(loss?.height) > 20);
  assert.equal(chart.ticks[0]?.text, '−5');
  const sheet = sheetChart([{ label: '', title: '', claimed: 500_000, reimbursed: -200_000 }]);
  const [, back] = sheet.months[0]?.bars ?? [];
  assert.equal(back?.y, sheet.zero);
  assert.ok(Number(back?.height) > 10);
  const [up, down] = sparkBars([
    { value: 3, running: false },
    { value: -3, running: false },
  ]);
  assert.deepEqual([up?.height, down?.height, down?.y], ['16.5', '16.5', '19.0']);
});

test('a chart of nothing draws an axis and no NaN', () => {
  const chart = monthlyChart({ months: [month(0, { hasData: false, denialRate: null })], words });
  assert.doesNotMatch(JSON.stringify(chart), /null,"x"|NaN|Infinity/);
  assert.deepEqual(sparkBars([{ value: 0, running: false }]), []);
});

test('small bars stand on one line and the running month is open', () => {
  const bars = sparkBars([
    { value: 10, running: false },
    { value: 5, running: true },
  ]);
  assert.deepEqual(
    bars.map((bar) => [Number(bar.y) + Number(bar.height), bar.open]),
    [
      [35.5, false],
      [35.5, true],
    ],
  );
});
