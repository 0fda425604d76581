import assert from 'node:assert/strict';
import test from 'node:test';
import { fiscalYearOf, fiscalYearRange, monthsOfFiscalYear } from './fiscal-year.js';

test('a fiscal year begins on 1 October of the year before', () => {
  assert.equal(fiscalYearOf('2025-09-30'), 2568);
  assert.equal(fiscalYearOf('2025-10-01'), 2569);
  assert.equal(fiscalYearOf('2026-09-30'), 2569);
});

test('the range of a fiscal year is half open and holds its twelve months', () => {
  assert.deepEqual(fiscalYearRange(2569), { from: '2025-10-01', to: '2026-10-01' });
  const months = monthsOfFiscalYear(2569);
  assert.equal(months.length, 12);
  assert.equal(months[0], '2025-10');
  assert.equal(months[11], '2026-09');
  for (const month of months) assert.equal(fiscalYearOf(`${month}-15`), 2569);
});
