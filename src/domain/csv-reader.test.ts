import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createCsvReader } from './csv-reader.js';
import { readCsv } from './read-csv.js';

const text = 'number;title\r\n1;"บรรทัด ""หนึ่ง""\r\nสอง"\r\n\r\n2;;\r\n"3";"😀;"\r\n   \r\n4;ไม่มีบรรทัดใหม่';

test('records are the same however the file is cut into pieces', () => {
  const whole = readCsv(text);
  assert.deepEqual(whole.records, [
    { line: 1, cells: ['number', 'title'] },
    { line: 2, cells: ['1', 'บรรทัด "หนึ่ง"\r\nสอง'] },
    { line: 5, cells: ['2', '', ''] },
    { line: 6, cells: ['3', '😀;'] },
    { line: 8, cells: ['4', 'ไม่มีบรรทัดใหม่'] },
  ]);
  const letters = [...text];
  for (let cut = 13; cut < letters.length; cut += 1) {
    const reader = createCsvReader();
    const first = reader.push(letters.slice(0, cut).join(''));
    const rest = letters.slice(cut).flatMap((letter) => reader.push(letter));
    assert.deepEqual([...first, ...rest, ...reader.end()], whole.records, `cut at ${cut}`);
    assert.equal(reader.openQuote(), null);
  }
});

test('a quote that is never closed is told by its line', () => {
  assert.equal(readCsv('a,b\n1,"x\ny\n').openQuote, 2);
  assert.equal(readCsv('a,b\n1,"x"').openQuote, null);
  assert.equal(readCsv('a\n1\t2').records.length, 2);
});
