import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gregorianDay, readSerialTime, readWrittenTime } from './written-date.js';

const read = (text: string) => {
  const written = readWrittenTime(text);
  return written && `${written.day} ${written.time ?? '-'}`;
};

test('days are read in both eras, with and without a clock time', () => {
  assert.equal(read('05/01/2026 08:30:15'), '2026-01-05 08:30:15');
  assert.equal(read('05/01/2569'), '2026-01-05 -');
  assert.equal(read('5/1/2569 8:30'), '2026-01-05 08:30:00');
  assert.equal(read('05-01-2569 08.30 น.'), '2026-01-05 08:30:00');
  assert.equal(read('2026-01-05'), '2026-01-05 -');
  assert.equal(read('2569-01-05T23:59:59.000'), '2026-01-05 23:59:59');
  assert.equal(read('๐๕/๐๑/๒๕๖๙'), '2026-01-05 -');
});

test('29 February is judged by the Gregorian year', () => {
  assert.equal(read('29/02/2567'), '2024-02-29 -');
  assert.equal(read('29/02/2569'), null);
  assert.equal(read('29/02/2024'), '2024-02-29 -');
});

test('no such day, no such hour, no such form: not a date', () => {
  for (const text of [
    '31/04/2569',
    '00/01/2569',
    '05/13/2569',
    '05/01/69',
    '05/01/2026 24:00',
    '05/01/2026 08:60',
    'วันนี้',
    '05.01/2026',
    '20260105',
    '01/01/0001',
  ])
    assert.equal(read(text), null, text);
});

test('the days that Excel counts, also from 1904, and Buddhist years typed into Excel', () => {
  assert.deepEqual(readSerialTime(46027, false), { day: '2026-01-05', time: null });
  assert.deepEqual(readSerialTime(46027.354340277, false), { day: '2026-01-05', time: '08:30:15' });
  assert.deepEqual(readSerialTime(46027 - 1462, true), { day: '2026-01-05', time: null });
  assert.deepEqual(readSerialTime(46027 + 198327, false), { day: '2026-01-05', time: null });
  assert.deepEqual(readSerialTime(1, false), { day: '1900-01-01', time: null });
  assert.deepEqual(readSerialTime(61, false), { day: '1900-03-01', time: null });
  assert.equal(readSerialTime(0, false), null);
  assert.equal(readSerialTime(Number.NaN, false), null);
  assert.equal(readSerialTime(1e12, false), null);
});

test('years outside of 1900 to 2199 are no days', () => {
  assert.equal(gregorianDay(2569, 1, 5), '2026-01-05');
  assert.equal(gregorianDay(1899, 12, 31), null);
  assert.equal(gregorianDay(2200, 1, 1), null);
});
