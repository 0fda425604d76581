import assert from 'node:assert/strict';
import { test } from 'node:test';
import { csvCell, csvField } from './csv.js';

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

test('what a spreadsheet would change stays the text it is: zeros before a number, long numbers, no day or month', () => {
  assert.equal(csvCell('00123'), '"=""00123"""');
  assert.equal(csvCell('690300087123'), '"=""690300087123"""');
  assert.equal(csvCell('1E5'), '"=""1E5"""');
  for (const same of ['2025-10', '2026-05-01', '1234.50', '0.00', '-12.50', 'C312', '2569', 'UCS'])
    assert.equal(csvCell(same), same);
  assert.equal(csvCell('=1+1'), "'=1+1");
  assert.deepEqual([csvCell(null), csvCell(7), csvCell(true)], ['', '7', 'true']);
});
