import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { compareStatementSums, type StatementPart, type StatementSum } from './statement-totals.js';

const sums = (parts: Partial<Record<StatementPart, StatementSum>>) =>
  new Map(Object.entries(parts) as [StatementPart, StatementSum][]);
const codes = (said: ReturnType<typeof sums>, details: ReturnType<typeof sums>) =>
  compareStatementSums('รายงานพึงรับ', said, details).map(({ code }) => code);
const three = { count: 3, satang: 30_000n };
const two = { count: 2, satang: 20_000n };

describe('what a sheet of a statement says, against the detail rows', () => {
  test('a statement of STP alone agrees with a receivable sheet that does not name STP', () => {
    assert.deepEqual(codes(sums({ '|normal': three }), sums({ 'STP|normal': three })), []);
  });

  test('of a statement of STP alone each section is looked at', () => {
    const details = sums({ 'STP|normal': three, 'STP|appeal': two });
    assert.deepEqual(codes(sums({ '|normal': three, '|appeal': two }), details), []);
    assert.deepEqual(codes(sums({ '|normal': three }), details), [
      'statement_count_differs',
      'statement_money_differs',
    ]);
    assert.deepEqual(
      codes(sums({ '|normal': { count: 3, satang: 30_002n } }), sums({ 'STP|normal': three })),
      ['statement_money_differs'],
    );
  });

  test('beside STP a sheet may say the other program alone, or both together', () => {
    const details = sums({ '|normal': three, 'STP|normal': two });
    assert.deepEqual(codes(sums({ '|normal': three }), details), []);
    assert.deepEqual(codes(sums({ '|normal': { count: 5, satang: 50_000n } }), details), []);
    assert.deepEqual(codes(sums({ '|normal': { count: 5, satang: 30_000n } }), details), [
      'statement_count_differs',
    ]);
  });

  test('a sheet that names STP is held to each program', () => {
    const said = sums({ '|normal': two, 'STP|normal': three });
    assert.deepEqual(codes(said, sums({ '|normal': two, 'STP|normal': three })), []);
    assert.equal(codes(said, sums({ '|normal': three, 'STP|normal': two })).length, 4);
  });
});
