import assert from 'node:assert/strict';
import { test } from 'node:test';
import { movedColumns } from './moved-columns.js';

const moved = (...positions: number[]) => movedColumns(positions).moved;

test('a column that is put in between moves no other', () => {
  assert.deepEqual(moved(0, 1, 3, 4, 5), []);
  assert.deepEqual(movedColumns([0, 1, 3, 4]).displaced, [2, 3]);
});

test('only the column that was taken elsewhere has moved', () => {
  assert.deepEqual(moved(1, 2, 3, 0), [3]);
  assert.deepEqual(moved(3, 0, 1, 2), [0]);
  assert.deepEqual(moved(0, 1, 2), []);
  assert.deepEqual(moved(), []);
});

test('of two columns that changed places one has moved', () => {
  assert.equal(moved(0, 2, 1, 3).length, 1);
});
