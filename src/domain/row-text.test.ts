import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bytesOf, fieldBytes, fieldText, rowsOfText, textBytes } from './row-text.js';

test('whatever a field holds comes back from the text of its row', () => {
  const rows = [
    ['ก', null, '', '\\', '\\N', 'a\tb', 'a\nb\r', '\\n', '😀'],
    ['ข', '12.50', '-', 'x\\', '\\\\', '\t', '\n', '\\t\\', ' '],
  ];
  const text = rows.map((row) => `${row.map(fieldText).join('\t')}\n`).join('');
  assert.deepEqual(rowsOfText(Buffer.from(text)), rows);
});

test('numbers and flags are written as every database reads them', () => {
  assert.deepEqual([1, -2.5, true, false, null].map(fieldText), ['1', '-2.5', '1', '0', '\\N']);
});

test('a text whose bytes are characters stands for the same bytes', () => {
  const texts = ['', 'plain', 'ผู้ป่วยสมมติ', 'é', '😀 \u0000 \ud800', 'a\tb'];
  for (const text of texts)
    assert.deepEqual(Buffer.from(bytesOf(textBytes(text))), Buffer.from(text, 'utf8'));
  assert.deepEqual(rowsOfText(bytesOf(`${['ก\t', null, 'ข'].map(fieldBytes).join('\t')}\n`)), [
    ['ก\t', null, 'ข'],
  ]);
});

test('a text without rows has none', () => {
  assert.deepEqual(rowsOfText(new Uint8Array()), []);
});
