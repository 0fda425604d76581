import assert from 'node:assert/strict';
import { test } from 'node:test';
import { csvField } from './csv.js';

test('a text that a spreadsheet would run as a formula is made harmless, a negative number stays a number', () => {
  assert.equal(csvField('=1+1'), "'=1+1");
  assert.equal(csvField('@sum'), "'@sum");
  assert.equal(csvField('+66'), "'+66");
  assert.equal(csvField('-'), "'-");
  assert.equal(csvField('-12.50'), '-12.50');
  assert.equal(csvField(-3), '-3');
});

test('commas, quotes and line ends are quoted; null is empty', () => {
  assert.equal(csvField('ก,ข'), '"ก,ข"');
  assert.equal(csvField('a "b"'), '"a ""b"""');
  assert.equal(csvField('a\nb'), '"a\nb"');
  assert.equal(csvField(null), '');
  assert.equal(csvField(false), 'false');
});
