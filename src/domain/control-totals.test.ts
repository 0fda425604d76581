import assert from 'node:assert/strict';
import test from 'node:test';
import { addTotals, type ClaimTotals, compareControlTotals, summaryNumber } from './control-totals.js';

const totals = (
  total: number | null,
  passed: number | null,
  failed: number | null,
  amount: string | null,
): ClaimTotals => ({
  total,
  passed,
  failed,
  amount,
});

test('equal totals agree, up to one satang', () => {
  const stored = totals(10, 8, 2, '1000.00');
  assert.deepEqual(compareControlTotals(stored, totals(10, 8, 2, '1000.01'), totals(10, 8, 2, null)), {
    agree: true,
    differences: [],
  });
});

test('each disagreement is named with both sides', () => {
  const { agree, differences } = compareControlTotals(
    totals(9, 7, 2, '900.00'),
    totals(10, 8, 2, '1000.00'),
    totals(11, 9, 2, null),
  );
  assert.equal(agree, false);
  assert.deepEqual(
    differences.map((one) => one.code),
    ['summary_count_differs', 'summary_money_differs', 'portal_count_differs'],
  );
  assert.equal(differences[0]?.details.expected, 10);
  assert.equal(differences[1]?.details.stored, '900.00');
});

test('with nothing to compare there is no answer', () => {
  assert.equal(compareControlTotals(totals(5, 5, 0, '1.00'), null, null).agree, null);
  assert.equal(
    compareControlTotals(totals(5, 5, 0, '1.00'), totals(null, null, null, null), null).agree,
    null,
  );
});

test('documents add up, and what none of them says stays unknown', () => {
  assert.deepEqual(
    addTotals([totals(1, null, 0, '1.10'), totals(2, null, 1, null)]),
    totals(3, null, 1, '1.10'),
  );
});

test('a Summary cell may have thousands commas or be a dash', () => {
  assert.equal(summaryNumber('1,250.50'), '1250.50');
  assert.equal(summaryNumber(49), '49');
  for (const nothing of [null, undefined, '-', '', 'ไม่มี']) assert.equal(summaryNumber(nothing), null);
});
