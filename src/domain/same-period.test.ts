import assert from 'node:assert/strict';
import { test } from 'node:test';
import { samePeriodOfYears } from './same-period.js';

test('a running year is compared up to the same day a year before', () => {
  assert.deepEqual(samePeriodOfYears(2569, '2026-06-17'), {
    now: { from: '2025-10-01', to: '2026-06-18' },
    before: { from: '2024-10-01', to: '2025-06-18' },
  });
});

test('a finished year is compared as a whole, a leap day becomes 1 March', () => {
  assert.deepEqual(samePeriodOfYears(2568, '2026-06-17')?.before, { from: '2023-10-01', to: '2024-10-01' });
  assert.deepEqual(samePeriodOfYears(2567, '2024-02-28')?.before, { from: '2022-10-01', to: '2023-03-01' });
});

test('a year that has not begun has nothing to compare', () => {
  assert.equal(samePeriodOfYears(2570, '2026-06-17'), null);
});
