import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  fiscalYearsOf,
  fiscalYearsOfParams,
  monthKey,
  monthRangeFault,
  monthsBack,
  monthsOf,
  mostMonths,
  rangeOfParams,
} from './month-range.js';

const june = new Date('2026-06-18T05:00:00Z');
const faultOf = (from: string, to = from) => {
  const fault = monthRangeFault({ from, to }, june);
  return fault && [fault.end, fault.code];
};

test('a range goes from the newest month to the oldest, over the end of a year', () => {
  assert.deepEqual(monthsOf({ from: '2568-11', to: '2569-02' }).map(monthKey), [
    '2569-02',
    '2569-01',
    '2568-12',
    '2568-11',
  ]);
  assert.deepEqual(monthsOf({ from: '2569-01', to: '2569-01' }), [{ yearBe: 2569, month: 1 }]);
});

test('months back are counted in Thailand, where a month begins seven hours before UTC', () => {
  assert.deepEqual(monthsBack(new Date('2026-01-31T16:59:59Z'), 3), { from: '2568-10', to: '2569-01' });
  assert.deepEqual(monthsBack(new Date('2026-01-31T17:00:00Z'), 3), { from: '2568-11', to: '2569-02' });
  assert.deepEqual(monthsBack(new Date('2025-12-31T17:00:00Z'), 0), { from: '2569-01', to: '2569-01' });
});

test('a range names every fiscal year that it touches, which begins in October', () => {
  assert.deepEqual(fiscalYearsOf({ from: '2569-07', to: '2569-10' }), [2570, 2569]);
  assert.deepEqual(fiscalYearsOf({ from: '2569-10', to: '2569-12' }), [2570]);
  assert.deepEqual(fiscalYearsOf({ from: '2568-12', to: '2569-03' }), [2569]);
});

test('a range that cannot be asked for is named with the end that is wrong', () => {
  assert.equal(faultOf('2569-01', '2569-06'), null);
  assert.deepEqual(faultOf('2569-13'), ['from', 'month_invalid']);
  assert.deepEqual(faultOf('2569-01', 'June'), ['to', 'month_invalid']);
  assert.deepEqual(faultOf('2026-01', '2569-01'), ['from', 'month_gregorian']);
  assert.deepEqual(faultOf('2545-12'), ['from', 'month_invalid']);
  assert.deepEqual(faultOf('2569-01', '2569-07'), ['to', 'month_in_future']);
  assert.deepEqual(faultOf('2569-06', '2569-05'), ['to', 'months_reversed']);
  assert.equal(faultOf('2566-07', '2569-06'), null);
  assert.equal(monthsOf({ from: '2566-07', to: '2569-06' }).length, mostMonths);
  assert.deepEqual(faultOf('2566-06', '2569-06'), ['from', 'months_too_many']);
});

test('a Gregorian month comes with the right one', () => {
  assert.deepEqual(monthRangeFault({ from: '2026-01', to: '2026-01' }, june)?.details, {
    month: '2026-01',
    right: '2569-01',
  });
});

test('jobs that were stored with one month are read as the range of that month', () => {
  assert.deepEqual(rangeOfParams({ month: 5, year: 2569 }), { from: '2569-05', to: '2569-05' });
  assert.deepEqual(rangeOfParams({ from: '2568-10', to: '2569-05' }), { from: '2568-10', to: '2569-05' });
  assert.equal(rangeOfParams({ fiscalYear: 2569 }), null);
  assert.equal(rangeOfParams(null), null);
});

test('jobs that were stored with one fiscal year are read as a list of one', () => {
  assert.deepEqual(fiscalYearsOfParams({ fiscalYear: 2569 }), [2569]);
  assert.deepEqual(fiscalYearsOfParams({ fiscalYears: [2570, 2569] }), [2570, 2569]);
  assert.deepEqual(fiscalYearsOfParams({ month: 1, year: 2569 }), []);
});
