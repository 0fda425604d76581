import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nextFiring } from './next-firing.js';

const next = (times: readonly string[], after: string) => nextFiring(times, new Date(after)).toISOString();

test('the next firing is by the clock in Thailand, whatever the clock of the machine is set to', () => {
  assert.equal(next(['05:30'], '2026-06-17T22:29:59Z'), '2026-06-17T22:30:00.000Z');
  assert.equal(next(['05:30'], '2026-06-17T22:30:00Z'), '2026-06-18T22:30:00.000Z');
});

test('of several times a day the nearest comes next, over the end of a month and of a year', () => {
  assert.equal(next(['05:30', '18:15'], '2026-06-18T05:00:00Z'), '2026-06-18T11:15:00.000Z');
  assert.equal(next(['05:30', '18:15'], '2026-12-31T11:15:00Z'), '2026-12-31T22:30:00.000Z');
  assert.equal(next(['00:00'], '2026-02-28T17:00:00Z'), '2026-03-01T17:00:00.000Z');
});
