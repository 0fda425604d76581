import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  bof,
  double,
  eof,
  formula,
  long,
  place,
  rawWorkbook,
  record,
  result,
  sharedTexts,
  text,
  word,
  workbookOfEveryKind,
} from '../testing/biff8-samples.js';
import { ReaderDoubt } from './biff8-records.js';
import { openBiff8Workbook } from './biff8-workbook.js';
import type { Cell, Workbook } from './workbook-reader.js';

const shared = (row: number, column: number, index: number) =>
  record(0x00fd, place(row, column), long(index));
const number = (row: number, column: number, value: number) =>
  record(0x0203, place(row, column), double(value));
const oneSheet = (records: readonly Buffer[], globals: readonly Buffer[] = []) =>
  rawWorkbook(globals, [{ name: 'A', records }]);

const shown = (cell: Cell | undefined) =>
  cell?.kind === 'number'
    ? [cell.value, cell.format]
    : cell?.kind === 'error'
      ? `error ${cell.value}`
      : cell?.value;
const rowsOf = ({ sheets }: Workbook, sheet = 0) =>
  [...(sheets[sheet]?.rows() ?? [])].map(({ row, cells }) => [row, ...cells.map(shown)]);
const textsOf = (bytes: Buffer) => rowsOf(openBiff8Workbook(bytes)).map(([, value]) => value);

function fails(bytes: Buffer, expected: RegExp): void {
  assert.throws(() => openBiff8Workbook(bytes), { name: 'ReadFailure', code: 'damaged', message: expected });
}
function isLeft(bytes: Buffer, expected: RegExp): void {
  assert.throws(
    () => openBiff8Workbook(bytes),
    (error) => error instanceof ReaderDoubt && expected.test(error.message),
  );
}

test('a cell of every kind is read, with its format where it is a number', () => {
  const workbook = openBiff8Workbook(workbookOfEveryKind());
  assert.deepEqual(
    workbook.sheets.map(({ name, hidden }) => [name, hidden]),
    [
      ['ทุกชนิด', false],
      ['ซ่อน', true],
    ],
  );
  assert.deepEqual(rowsOf(workbook), [
    [0, 'plain', 'ภาษาไทย', ''],
    [1, [-1234.5, 'General'], [42, '0000000'], [46_027, 'm/d/yy'], [123.45, 'General']],
    [2, undefined, [1, 'General'], [-2, '0000000'], [3, 'General']],
    [3, true, 'error #N/A', 'error #DIV/0!'],
    [4, 'alone', 'คนเดียว', 'rich'],
    [5, [12.5, 'General'], 'ผล', true, 'error #REF!', ''],
  ]);
  assert.deepEqual(rowsOf(workbook), rowsOf(workbook), 'rows may be asked for again');
  assert.deepEqual(rowsOf(workbook, 1), [[7, undefined, undefined, undefined, 'ภาษาไทย']]);
  assert.deepEqual(workbook.sheets[0]?.merges, [{ firstRow: 0, lastRow: 1, firstColumn: 2, lastColumn: 3 }]);
  assert.equal(workbook.date1904, false);
});

test('dates that count from 1904 are told', () => {
  assert.equal(openBiff8Workbook(oneSheet([], [record(0x0022, word(1))])).date1904, true);
});

test('texts go on in CONTINUE records, each part as wide as its first byte says', () => {
  const list = (count: number, ...parts: Buffer[]) =>
    oneSheet(
      Array.from({ length: count }, (_, index) => shared(index, 0, index)),
      [sharedTexts(count, ...parts)],
    );
  const wide = text('กขคง');
  const part = (flag: number, value: string) =>
    Buffer.concat([Buffer.from([flag]), Buffer.from(value, flag ? 'utf16le' : 'latin1')]);
  assert.deepEqual(textsOf(list(1, wide.subarray(0, 7), part(1, 'คง'))), ['กขคง'], 'wide and wide');
  assert.deepEqual(textsOf(list(1, wide.subarray(0, 7), part(0, 'ab'))), ['กขab'], 'wide, then narrow');
  assert.deepEqual(
    textsOf(list(1, text('abcd', false).subarray(0, 5), part(1, 'คง'))),
    ['abคง'],
    'narrow, then wide',
  );
  assert.deepEqual(textsOf(list(1, wide.subarray(0, 3), part(1, 'กขคง'))), ['กขคง'], 'cut behind the head');
  assert.deepEqual(
    textsOf(list(1, wide.subarray(0, 5), part(1, 'ข'), Buffer.alloc(0), part(0, 'x'), part(1, 'ง'))),
    ['กขxง'],
    'many parts, one of them empty',
  );
  assert.deepEqual(textsOf(list(2, text('a', false), text('b', false))), ['a', 'b'], 'cut between two texts');
  assert.deepEqual(textsOf(list(2, Buffer.concat([text('a', false), word(1)]), Buffer.from([0, 98]))), [
    'a',
    'b',
  ]);
});

test('fonts and phonetic data behind a text are passed over, also where they are cut', () => {
  const rich = Buffer.concat([
    word(2),
    Buffer.from([0x0c]),
    word(2),
    long(5),
    Buffer.from('ab'),
    Buffer.alloc(13, 0xee),
  ]);
  const all = Buffer.concat([rich, text('next', false)]);
  const cells = [shared(0, 0, 0), shared(1, 0, 1)];
  for (let cut = 11; cut <= all.length - 1; cut += 1) {
    // A cut inside characters needs a byte of width: those are the next two and the last four.
    if (cut > 24 && cut < all.length) continue;
    const bytes = oneSheet(cells, [sharedTexts(2, all.subarray(0, cut), all.subarray(cut))]);
    assert.deepEqual(textsOf(bytes), ['ab', 'next'], `cut at ${cut}`);
  }
});

test('long texts of formulas and old cells go on as well', () => {
  const parts = [
    record(0x0207, word(3), 1, Buffer.from('ก', 'utf16le')),
    record(0x003c, 0, Buffer.from('bc')),
  ];
  assert.deepEqual(textsOf(oneSheet([formula(place(0, 0), result(0)), ...parts])), ['กbc']);
  const shared = record(0x04bc, Buffer.alloc(10));
  assert.deepEqual(textsOf(oneSheet([formula(place(0, 0), result(0)), shared, ...parts])), ['กbc']);
});

test('rows and cells out of order come in order, and the later of two cells counts', () => {
  const records = [
    number(5, 1, 1),
    number(2, 3, 2),
    number(5, 0, 3),
    number(2, 3, 4),
    number(0, 0, 5),
    number(2, 1, 6),
  ];
  assert.deepEqual(rowsOf(openBiff8Workbook(oneSheet(records))), [
    [0, [5, 'General']],
    [2, undefined, [6, 'General'], undefined, [4, 'General']],
    [5, [3, 'General'], [1, 'General']],
  ]);
});

test('charts and macros are sheets without rows', () => {
  const records = [number(0, 0, 1)];
  const sheets = [
    { name: 'chart', form: 2, records },
    { name: 'macros', form: 1, records },
    { name: 'cells', records },
  ] as const;
  const workbook = openBiff8Workbook(rawWorkbook([], sheets));
  assert.deepEqual(
    workbook.sheets.map(({ name }, index) => [name, rowsOf(workbook, index).length]),
    [
      ['chart', 0],
      ['macros', 0],
      ['cells', 1],
    ],
  );
});

test('sheets come in the order of their tabs, wherever they lie; charts inside a sheet are passed over', () => {
  const chart = [bof(0x20), number(0, 0, 99), eof];
  const bytes = rawWorkbook(
    [],
    [
      { name: 'first', records: [number(0, 0, 1), ...chart, number(0, 1, 2)] },
      { name: 'second', records: [number(0, 0, 3)] },
    ],
    [1, 0],
  );
  const workbook = openBiff8Workbook(bytes);
  assert.deepEqual(rowsOf(workbook), [[0, [1, 'General'], [2, 'General']]]);
  assert.deepEqual(rowsOf(workbook, 1), [[0, [3, 'General']]]);
});

test('a number that is none is an error cell; a format that the book does not describe is none', () => {
  const records = [
    number(0, 0, Number.POSITIVE_INFINITY),
    number(0, 1, Number.NaN),
    record(0x0203, place(0, 2, 1), double(1)),
  ];
  const unknown = record(0x00e0, word(0), word(200), Buffer.alloc(16));
  assert.deepEqual(rowsOf(openBiff8Workbook(oneSheet(records, [unknown]))), [
    [0, 'error #NUM!', 'error #NUM!', [1, null]],
  ]);
});

test('what cannot be true is damaged, before anything is made of it', () => {
  fails(oneSheet([shared(0, 0, 0)]), /not in the list/);
  fails(oneSheet([], [sharedTexts(0xffffffff, text('a'))]), /more texts/);
  fails(oneSheet([], [sharedTexts(2, text('abcdef', false))]), /goes on past/);
  fails(oneSheet([], [sharedTexts(1, text('กข').subarray(0, 4), Buffer.from([1]))]), /cut in two/);
  fails(oneSheet([number(0, 256, 1)]), /column IV/);
  fails(oneSheet([record(0x00bd, place(0, 250), Buffer.alloc(60), word(260))]), /column IV/);
  fails(oneSheet([record(0x00bd, place(0, 1), Buffer.alloc(10), word(9))]), /another length/);
  fails(oneSheet([record(0x0203, place(0, 0), 1, 2, 3)]), /a cell is cut/);
  fails(oneSheet([record(0x00e5, word(9))]), /merged/);
  fails(oneSheet([formula(place(0, 0), result(9))]), /no kind/);
  fails(oneSheet([], [record(0x0085, 1, 2)]), /list of sheets/);
  const twice = { name: 'B', records: [number(0, 0, 1)] };
  const bytes = rawWorkbook([], [twice, twice]);
  const list = bytes.indexOf(Buffer.from([0x85, 0x00])) + 4;
  bytes.copy(bytes, list + 14, list, list + 4);
  fails(bytes, /lie in one another/);
});

test('what is not known for certain is left to the other reader', () => {
  isLeft(oneSheet([formula(place(0, 0), result(0)), number(0, 1, 1)]), /without its text/);
  isLeft(oneSheet([record(0x0203, place(0, 0, 1), double(1))]), /a format that is not in the list/);
  isLeft(oneSheet([record(0x0207, text('a'))]), /without its formula/);
  isLeft(oneSheet([record(0x0204, place(0, 0), text('\xa1\xa2', false))]), /code page/);
  isLeft(oneSheet([number(0, 0, 1), record(0x003c, 1)]), /does not belong/);
  isLeft(oneSheet([record(0x0003, Buffer.alloc(15))]), /does not belong/);
  isLeft(oneSheet([record(0x00e0, Buffer.alloc(20))]), /does not belong/);
  isLeft(oneSheet([], [record(0x002f, Buffer.alloc(6))]), /encrypted/);
  isLeft(oneSheet([], [sharedTexts(0), sharedTexts(0)]), /two lists/);
});
