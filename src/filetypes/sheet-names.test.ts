import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sheetNames } from './sheet-names.js';

const namesOf = (...names: readonly string[]) => sheetNames(names.map((name) => ({ name })));

test('sheets keep the names that they have', () => {
  assert.deepEqual(namesOf('Detail', 'Data Drug', 'Data Drug (2)', 'รายงานพึงรับ'), [
    'Detail',
    'Data Drug',
    'Data Drug (2)',
    'รายงานพึงรับ',
  ]);
});

test('each name is there once, also where blanks at the end alone tell two apart', () => {
  assert.deepEqual(namesOf('Detail', 'Detail', 'Detail ', 'Detail (2)'), [
    'Detail',
    'Detail (2)',
    'Detail (3)',
    'Detail (2) (2)',
  ]);
});

test('what no database takes is replaced, and a name is never longer than its column', () => {
  assert.deepEqual(namesOf('Da\0ta', 'ก'.repeat(255)), ['Da\ufffdta', `${'ก'.repeat(60)}…`]);
});
