import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tableOf } from './table.js';

test('a table of measurements puts numbers to the right under their heading', () => {
  const rows = [
    { database: 'embedded', 'total s': 9.5 },
    { database: 'mysql', 'total s': 12.25 },
  ];
  assert.equal(tableOf(rows), 'database  total s\nembedded      9.5\nmysql       12.25');
});
