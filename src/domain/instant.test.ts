import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bangkokInstant, readInstant } from './instant.js';

test('an instant is read with its offset, also where the plus was lost', () => {
  const utc = '2026-02-03 02:15:27.482913';
  for (const text of [
    '2026-02-03T09:15:27.482913+07:00',
    '2026-02-03T09:15:27.482913 07:00',
    '2026-02-03T09:15:27.482913+0700',
    '2026-02-03T02:15:27.482913Z',
    '2026-02-03 09:15:27.482913+07:00',
    '2026-02-03 09:15:27.482913 07:00',
    '2026-02-02T21:15:27.482913-05:00',
  ])
    assert.equal(readInstant(text, null), utc, text);
  assert.equal(readInstant('2026-02-03T02:15Z', null), '2026-02-03 02:15:00.000000');
  assert.equal(readInstant('1970-01-01T00:00:00Z', null), '1970-01-01 00:00:00.000000');
});

test('a bare day begins at midnight in Bangkok', () => {
  assert.equal(readInstant('2026-02-03', null), '2026-02-02 17:00:00.000000');
  assert.equal(readInstant('2026-02-03', 'Europe/Berlin'), '2026-02-02 17:00:00.000000');
});

test('a time without offset is refused, or read on the clock of the given zone', () => {
  assert.equal(readInstant('2026-02-03T09:15:27', null), null);
  assert.equal(readInstant('2026-02-03T09:15:27', 'Asia/Bangkok'), '2026-02-03 02:15:27.000000');
  assert.equal(readInstant('2026-02-03 09:15:27', 'Asia/Bangkok'), '2026-02-03 02:15:27.000000');
  assert.equal(readInstant('2026-02-03 09:15:27', null), null);
  assert.equal(readInstant('2026-07-01T12:00:00.5', 'Europe/Berlin'), '2026-07-01 10:00:00.500000');
  assert.equal(readInstant('2026-01-01T12:00:00.5', 'Europe/Berlin'), '2026-01-01 11:00:00.500000');
});

test('words, days that are none, and the Buddhist Era are refused', () => {
  for (const text of [
    'yesterday',
    '13/02/2569',
    '2569-02-13',
    '2026-02-30',
    '2026-13-01',
    '2026-02-03T25:00:00Z',
    '2026-02-03T09:60:00Z',
    '2026-02-03T09:15:27+19:00',
    '1770084927',
    '',
  ])
    assert.equal(readInstant(text, 'Asia/Bangkok'), null, text);
});

test('an instant is told in Thai time with its microseconds', () => {
  assert.equal(bangkokInstant('2026-02-03T02:15:27.482913Z'), '2026-02-03T09:15:27.482913+07:00');
  assert.equal(bangkokInstant('2025-12-31T20:00:00.000000Z'), '2026-01-01T03:00:00.000000+07:00');
});
