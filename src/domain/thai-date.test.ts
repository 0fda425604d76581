import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  clockText,
  dayOf,
  dayText,
  durationText,
  instantOfClock,
  instantText,
  isClock,
  monthText,
  wallClockOf,
} from './thai-date.js';

test('Thai pages show the Buddhist Era, English pages the Gregorian year', () => {
  assert.equal(dayText('2026-06-18', 'th'), '18 มิ.ย. 2569');
  assert.equal(dayText('2026-06-18', 'th', true), '18 มิ.ย. 69');
  assert.equal(dayText('2026-06-18', 'en'), '18 Jun 2026');
  assert.equal(monthText('2025-10', 'th'), 'ต.ค. 68');
  assert.equal(monthText('2025-10', 'en', true), 'October 2025');
});

test('an instant is shown as the clock in Thailand stood, also over midnight', () => {
  assert.equal(instantText('2026-06-17T23:14:05.000000Z', 'th'), '18 มิ.ย. 2569 06:14 น.');
  assert.equal(instantText('2026-06-17T23:14:05.000000Z', 'en', true), '18 Jun 2026 06:14');
  assert.equal(dayOf('2026-06-17T17:00:00Z'), '2026-06-18');
  assert.equal(wallClockOf(new Date('2026-06-17T16:59:59Z')), '2026-06-17 23:59:59');
});

test('a day or moment of clocks in Thailand is an instant, and what no clock shows is none', () => {
  assert.equal(instantOfClock('2026-06-18')?.toISOString(), '2026-06-17T17:00:00.000Z');
  assert.equal(instantOfClock('2026-06-17T08:00')?.toISOString(), '2026-06-17T01:00:00.000Z');
  for (const wrong of ['', '2026-02-30', '2026-06-17T24:30', '2026-06-17 08:00', '17/06/2026'])
    assert.equal(instantOfClock(wrong), null, wrong);
  assert.deepEqual(['2026-06-17', '2569-06-17', 'today'].map(isClock), [true, false, false]);
});

test('what is not known is a dash, not a date', () => {
  assert.equal(dayText(null, 'th'), '–');
  assert.equal(instantText(null, 'en'), '–');
  assert.equal(clockText(null, 'th'), '–');
});

test('durations grow from seconds to hours', () => {
  assert.equal(durationText(420, 'en'), '0.4 s');
  assert.equal(durationText(38_000, 'th'), '38 วินาที');
  assert.equal(durationText(106_000, 'th'), '1:46 นาที');
  assert.equal(durationText(3_720_000, 'en'), '1:02 h');
});
