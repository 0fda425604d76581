import assert from 'node:assert/strict';
import { test } from 'node:test';
import { monthsToShow } from './demo-data.js';

test('practice data reach from this month back over the whole last fiscal year', () => {
  const months = monthsToShow('2026-11-26').map(({ year, month }) => `${year}-${month}`);
  assert.equal(months.length, 14);
  assert.deepEqual([months[0], months.at(-1)], ['2569-11', '2568-10']);
  const inJanuary = monthsToShow('2026-01-05').map(({ year, month }) => `${year}-${month}`);
  assert.deepEqual([inJanuary[0], inJanuary[1], inJanuary.at(-1)], ['2569-1', '2568-12', '2567-10']);
  const inOctober = monthsToShow('2026-10-01').map(({ year, month }) => `${year}-${month}`);
  assert.deepEqual([inOctober[0], inOctober.at(-1), inOctober.length], ['2569-10', '2568-10', 13]);
});
