import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AppError } from './errors.js';
import { chartMonths, lastFullMonth, monthBefore, readReportPeriod, yearBefore } from './report-period.js';

const now = new Date('2026-06-18T01:12:00Z');

function refusal(asked: Parameters<typeof readReportPeriod>[0], at = now): string {
  try {
    readReportPeriod(asked, at);
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
  return 'none';
}

test('a report is of the last month that is over, by the clock of Thailand', () => {
  const { kind, key, from, to, months } = readReportPeriod({}, now);
  assert.deepEqual(
    [kind, key, from, to, months],
    ['month', '2026-05', '2026-05-01', '2026-06-01', ['2026-05']],
  );
  // 31 May 18:00 UTC is 1 June in Thailand; in January the month before lies in the year before.
  assert.equal(lastFullMonth(new Date('2026-05-31T18:00:00Z')), '2026-05');
  assert.equal(lastFullMonth(new Date('2026-05-31T16:59:00Z')), '2026-04');
  assert.equal(lastFullMonth(new Date('2026-01-10T00:00:00Z')), '2025-12');
});

test('a running fiscal year is reported up to its last month that is over', () => {
  const running = readReportPeriod({ fiscalYear: '2569' }, now);
  assert.deepEqual(
    [running.months.length, running.whole, running.from, running.to],
    [8, false, '2025-10-01', '2026-06-01'],
  );
  const past = readReportPeriod({ fiscalYear: '2568' }, now);
  assert.deepEqual(
    [past.months.length, past.whole, past.from, past.to],
    [12, true, '2024-10-01', '2025-10-01'],
  );
});

test('what cannot be reported is refused with a reason', () => {
  assert.equal(refusal({ month: '2026-06' }), 'report_not_finished');
  assert.equal(refusal({ fiscalYear: '2570' }), 'report_not_finished');
  assert.equal(refusal({ fiscalYear: '2569' }, new Date('2025-10-20T00:00:00Z')), 'report_not_finished');
  assert.equal(refusal({ month: '2569-05' }), 'filter_invalid');
  assert.equal(refusal({ month: '2026-13' }), 'filter_invalid');
  assert.equal(refusal({ fiscalYear: 'all' }), 'filter_invalid');
  assert.equal(refusal({ fiscalYear: '2026' }), 'filter_gregorian_year');
  assert.equal(refusal({ month: '2026-05', fiscalYear: '2569' }), 'report_two_periods');
});

test('a month is compared with the month before and with itself a year ago, a year with the same months alone', () => {
  const month = readReportPeriod({ month: '2026-01' }, now);
  assert.equal(monthBefore(month)?.key, '2025-12');
  assert.deepEqual([yearBefore(month).key, yearBefore(month).to], ['2025-01', '2025-02-01']);
  const year = readReportPeriod({ fiscalYear: '2569' }, now);
  assert.equal(monthBefore(year), null);
  const before = yearBefore(year);
  assert.deepEqual(
    [before.key, before.months.length, before.from, before.to],
    ['2568', 8, '2024-10-01', '2025-06-01'],
  );
});

test('the chart of a month shows the year up to it, that of a fiscal year its own months', () => {
  const months = chartMonths(readReportPeriod({ month: '2026-05' }, now));
  assert.deepEqual([months.length, months[0], months.at(-1)], [12, '2025-06', '2026-05']);
  assert.equal(chartMonths(readReportPeriod({ fiscalYear: '2569' }, now)).length, 8);
});
