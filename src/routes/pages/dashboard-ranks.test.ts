import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mostFirst } from './dashboard-ranks.js';

test('the most comes first, and equal amounts in the order of their keys', () => {
  const groups = new Map([
    ['b', 1n],
    ['c', 3n],
    ['a', 1n],
    ['d', -2n],
  ]);
  assert.deepEqual(
    mostFirst(groups, (amount) => amount).map(([key]) => key),
    ['c', 'a', 'b', 'd'],
  );
});
