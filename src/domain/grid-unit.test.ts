import assert from 'node:assert/strict';
import { test } from 'node:test';
import { askedMonth, fiscalYearOfUnit, gridUnitKey, gridUnitSlug, readGridUnit } from './grid-unit.js';

test('a unit is named by kind, scheme and month of the Buddhist Era, and read back from both forms', () => {
  const unit = { kind: 'rep', scheme: 'ucs', month: '2025-10' } as const;
  assert.equal(gridUnitKey(unit), 'rep/ucs/2568-10');
  assert.equal(gridUnitSlug(unit), 'rep-ucs-2568-10');
  for (const text of ['rep/ucs/2568-10', 'rep-ucs-2568-10']) assert.deepEqual(readGridUnit(text), unit);
  assert.deepEqual(askedMonth(unit.month), { month: 10, year: 2568 });
  assert.equal(fiscalYearOfUnit(unit), 2569);
});

test('the transfers of a fiscal year are one unit', () => {
  assert.equal(gridUnitKey({ kind: 'smt', fiscalYear: 2569 }), 'smt/2569');
  assert.deepEqual(readGridUnit('smt-2569'), { kind: 'smt', fiscalYear: 2569 });
});

test('what is no unit is refused: other months, years, schemes, and statements of other schemes', () => {
  for (const text of [
    '',
    'rep/ucs/2569-13',
    'rep/ucs/2026-01',
    'rep/xyz/2569-01',
    'stm/ofc/2569-01',
    'smt/2026',
    'rep/ucs/2569-01/',
    'REP/ucs/2569-01',
  ])
    assert.equal(readGridUnit(text), null, text);
});
