import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fieldBytes, fieldText, gatheredBytes, rowsOfText, textBytes } from './row-text.js';

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

function gathered(...texts: string[]): Uint8Array {
  const bytes = gatheredBytes();
  for (const text of texts) bytes.add(textBytes(text));
  return bytes.take();
}

test('a text whose bytes are characters stands for the same bytes', () => {
  const texts = ['', 'plain', 'ผู้ป่วยสมมติ', 'é', '😀 \u0000 \ud800', 'a\tb'];
  for (const text of texts) assert.deepEqual(Buffer.from(gathered(text)), Buffer.from(text, 'utf8'));
  assert.equal(fieldBytes('ก\t'), textBytes('ก\\t'));
  assert.deepEqual(rowsOfText(gathered(`${['ก\t', null, 'ข'].map(fieldText).join('\t')}\n`)), [
    ['ก\t', null, 'ข'],
  ]);
});

test('texts are gathered in their order however long they are, and taken once', () => {
  const long = 'ยาว'.repeat(100_000);
  const bytes = gatheredBytes();
  for (const text of ['a', long, 'b', long]) bytes.add(textBytes(text));
  assert.equal(Buffer.from(bytes.take()).toString('utf8'), `a${long}b${long}`);
  assert.equal(bytes.take().length, 0);
  bytes.add('c');
  assert.equal(Buffer.from(bytes.take()).toString('utf8'), 'c');
});

test('a text without rows has none', () => {
  assert.deepEqual(rowsOfText(new Uint8Array()), []);
});
