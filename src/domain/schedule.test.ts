import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cronOfTimes, jobOfSchedule, readTime, scheduleNames, timesOfCron, usualPlan } from './schedule.js';

test('a schedule asks for the running month of Thailand and those before it, at the moment it fires', () => {
  const plan = { schemes: ['ucs', 'ofc'], monthsBack: 3 } as const;
  // 00:30 on 1 January 2569 in Thailand is still December in UTC.
  const newYear = new Date('2025-12-31T17:30:00Z');
  assert.deepEqual(jobOfSchedule('rep', plan, newYear), {
    type: 'download_rep',
    params: { from: '2568-10', to: '2569-01', schemes: ['ucs', 'ofc'], import: true },
  });
  assert.deepEqual(jobOfSchedule('stm', plan, newYear), {
    type: 'download_stm',
    params: { from: '2568-10', to: '2569-01', import: true },
  });
});

test('transfers are asked for in every fiscal year that the months lie in, the running one first', () => {
  const yearsOn = (day: string) =>
    jobOfSchedule('smt', { schemes: [], monthsBack: 3 }, new Date(`${day}T22:00:00Z`)).params;
  assert.deepEqual(yearsOn('2026-09-29'), { fiscalYears: [2569] });
  assert.deepEqual(yearsOn('2026-09-30'), { fiscalYears: [2570, 2569] });
  assert.deepEqual(yearsOn('2026-12-30'), { fiscalYears: [2570, 2569] });
  assert.deepEqual(yearsOn('2026-12-31'), { fiscalYears: [2570] });
});

test('times of a day go to patterns of cron and back', () => {
  assert.equal(cronOfTimes(['05:30', '18:00']), '30 5 * * *;0 18 * * *');
  assert.deepEqual(timesOfCron('30 5 * * *;0 18 * * *'), ['05:30', '18:00']);
  assert.ok(cronOfTimes(['20:30', '21:30', '22:30', '23:30']).length <= 60, 'the column is wide enough');
});

test('a time is read as people write it', () => {
  assert.deepEqual(['6:05', '06.05', ' 23:59 ', '24:00', '6:5', '0605', ''].map(readTime), [
    '06:05',
    '06:05',
    '23:59',
    null,
    null,
    null,
    null,
  ]);
});

test('every schedule is off at first and looks three months back', () => {
  for (const name of scheduleNames) {
    const plan = usualPlan(name);
    assert.equal(plan.enabled, false);
    assert.equal(plan.monthsBack, 3);
    assert.deepEqual(plan.times.map(readTime), plan.times);
  }
});
