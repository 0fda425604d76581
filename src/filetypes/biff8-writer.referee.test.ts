import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as XLSX from 'xlsx';
import { type Cell, excelDay, type SheetInput, writeWorkbook } from '../practice/biff8-writer.js';

/** SheetJS reads what our writer wrote; values come back as they went in, formatted cells as value and format. */
function readBack(book: Buffer): { name: string; rows: unknown[][]; merges: number }[] {
  const read = XLSX.read(book, { dense: true, cellNF: true, cellHTML: false, cellText: false });
  return read.SheetNames.map((name) => {
    const sheet = read.Sheets[name];
    const rows: (XLSX.CellObject | undefined)[][] = sheet?.['!data'] ?? [];
    return {
      name,
      rows: Array.from(rows, (row) =>
        Array.from(row ?? [], (cell) => {
          if (cell?.v === undefined) return null;
          return cell.z === 'General' ? cell.v : { value: cell.v, format: cell.z };
        }),
      ),
      merges: sheet?.['!merges']?.length ?? 0,
    };
  });
}

function roundTrip(rows: Cell[][]): unknown[][] {
  return readBack(writeWorkbook([{ name: 'Detail', rows }]))[0]?.rows ?? [];
}

test('every kind of cell comes back as it was written', () => {
  const rows: Cell[][] = [
    ['ชื่อ-สกุล', 'plain', 'é', '', ' \u00a0ขอบ ', 'สองบรรทัด\nบรรทัดที่สอง', '😀', '-'],
    [0, 1, -1, 0.1, -1250.55, 1e15, 999999999999.99, 5e-324, 2 ** 53],
    [true, false],
    [
      { value: 42, format: '0000000' },
      { value: excelDay(2026, 1, 5), format: 'dd/mm/yyyy' },
      { value: 'text', format: '@' },
    ],
  ];
  assert.deepEqual(roundTrip(rows), rows);
});

test('empty cells leave gaps and move nothing', () => {
  const rows = roundTrip([['a', null, undefined, 'b'], [], [null, { value: null, format: '0.00' }, 'c']]);
  assert.deepEqual(
    rows.map((row) => row.filter((cell) => cell !== null)),
    [['a', 'b'], [], ['c']],
  );
  assert.equal(rows[0]?.[3], 'b');
  assert.equal(rows[2]?.[2], 'c');
});

test('whole numbers in the short form read the same, to the ends of its range', () => {
  const numbers = [0, 1, -1, 690190001, 2 ** 29 - 1, 1 - 2 ** 29, 2 ** 29, -(2 ** 29), 0.5];
  const book = writeWorkbook([{ name: 'Detail', rows: [numbers] }], { shortNumbers: true });
  assert.deepEqual(readBack(book)[0]?.rows[0], numbers);
});

test('texts of every length around the end of a record survive, narrow and wide', () => {
  const lengths = [
    1, 2, 4105, 4106, 4107, 4110, 4112, 8210, 8213, 8214, 8219, 8220, 8221, 8224, 16448, 32767,
  ];
  const texts = lengths.flatMap((length) => ['x'.repeat(length), 'ก'.repeat(length), 'ü'.repeat(length - 1)]);
  const steps = Array.from({ length: 3000 }, (_, i) => `${i % 2 ? 'ทดสอบ' : 'test'} ${i}`);
  const all = [...texts, ...steps];
  assert.deepEqual(
    roundTrip(all.map((text) => [text])),
    all.map((text) => [text]),
  );
});

test('sheets keep order, names and merged areas', () => {
  const merges = Array.from({ length: 1500 }, (_, i) => [i * 2, 0, i * 2 + 1, 3] as const);
  const book = writeWorkbook([
    { name: 'Detail', rows: [['a']], merges },
    { name: 'Data Drug (2)', rows: [['b']] },
    { name: 'รายงานสรุป OP', rows: [] },
  ]);
  assert.deepEqual(readBack(book), [
    { name: 'Detail', rows: [['a']], merges: 1500 },
    { name: 'Data Drug (2)', rows: [['b']], merges: 0 },
    { name: 'รายงานสรุป OP', rows: [], merges: 0 },
  ]);
});

test('a workbook above 7 MB needs a second level of tables and still reads to its last cell', () => {
  const row = (i: number) => Array.from({ length: 120 }, (_, column) => i * 1000 + column + 0.25);
  const sheet: SheetInput = { name: 'Detail', rows: Array.from({ length: 4000 }, (_, i) => row(i)) };
  const book = writeWorkbook([sheet]);
  assert.ok(book.length > 8_000_000);
  assert.equal(book.length % 512, 0);
  const rows = readBack(book)[0]?.rows ?? [];
  assert.equal(rows.length, 4000);
  assert.deepEqual(rows[3999], row(3999));
});

test('20,000 rows of 120 columns are written from a generator, far below the size of the objects', () => {
  function* rows(): Generator<Cell[]> {
    for (let row = 0; row < 20_000; row++)
      yield Array.from({ length: 120 }, (_, column) => (column % 3 === 0 ? row * column : 'ทดสอบ'));
  }
  const book = writeWorkbook([{ name: 'Detail', rows: rows() }]);
  // 800,000 numbers of 18 bytes and 1,600,000 texts of 14, and a little around them.
  const cells = 800_000 * 18 + 1_600_000 * 14;
  assert.ok(book.length > cells && book.length < cells * 1.02, `${book.length} bytes`);
  // The whole read is left to smaller books: the stream must be there to its last record, the end of the sheet.
  const stream = Buffer.from(
    XLSX.CFB.find(XLSX.CFB.read(book, { type: 'buffer' }), 'Workbook')?.content ?? [],
  );
  assert.ok(stream.length > cells);
  assert.equal(stream.subarray(-4).toString('hex'), '0a000000');
});

test('what the form cannot hold is refused, not cut', () => {
  const refuses = (sheet: SheetInput) => assert.throws(() => writeWorkbook([sheet]), RangeError);
  refuses({ name: 'x', rows: [['ก'.repeat(32_768)]] });
  refuses({ name: 'x', rows: [Array.from({ length: 257 }, () => 1)] });
  refuses({ name: 'x', rows: Array.from({ length: 65_537 }, () => []) });
  refuses({ name: 'x'.repeat(32), rows: [] });
  refuses({ name: 'x', rows: [[Number.NaN]] });
});

test('the same input gives the same bytes', () => {
  const write = () => writeWorkbook([{ name: 'Detail', rows: [['a', 1, { value: 2, format: '000' }]] }]);
  assert.deepEqual(write(), write());
});
