import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rate } from './rate.js';

test('a rate has six places, rounded half up', () => {
  assert.equal(rate(1n, 3n), '0.333333');
  assert.equal(rate(2n, 3n), '0.666667');
  assert.equal(rate(1n, 2_000_000n), '0.000001');
  assert.equal(rate(0n, 5n), '0.000000');
  assert.equal(rate(5n, 5n), '1.000000');
});

test('a negative rate keeps its sign and rounds its size; no divisor is no rate', () => {
  assert.equal(rate(-1n, 3n), '-0.333333');
  assert.equal(rate(-1n, 20_000_000n), '0.000000');
  assert.equal(rate(1n, 0n), null);
});
