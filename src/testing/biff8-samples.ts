/** BIFF8 workbooks record by record, for what no writer here writes: every kind of cell, texts in pieces, broken parts. */
import { oleContainer } from '../practice/ole-container.js';

export interface RawSheet {
  readonly name: string;
  /** 0 worksheet, 1 macros, 2 chart. */
  readonly form?: 0 | 1 | 2;
  /** 0 shown, 1 hidden, 2 hidden from people. */
  readonly hidden?: 0 | 1 | 2;
  readonly records: readonly Buffer[];
}

const bofForms = { 0: 0x10, 1: 0x40, 2: 0x20 } as const;

/** A record of its type and of the bytes of its body; numbers are bytes. */
export function record(type: number, ...body: readonly (Buffer | number)[]): Buffer {
  const bytes = Buffer.concat(body.map((part) => (typeof part === 'number' ? Buffer.from([part]) : part)));
  return Buffer.concat([word(type), word(bytes.length), bytes]);
}

export function word(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

export function double(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleLE(value);
  return bytes;
}

export const long = (value: number) => Buffer.concat([word(value & 0xffff), word(value >>> 16)]);
export const bof = (form: number) => record(0x0809, word(0x0600), word(form), Buffer.alloc(12));
export const eof = record(0x000a);

/** A text with its length in front, in one byte for each character or in two. */
export function text(value: string, wide = true): Buffer {
  return Buffer.concat([
    word(value.length),
    Buffer.from([wide ? 1 : 0]),
    Buffer.from(value, wide ? 'utf16le' : 'latin1'),
  ]);
}

/** Row, column and format of a cell. */
export const place = (row: number, column: number, format = 0) =>
  Buffer.concat([word(row), word(column), word(format)]);

/** The stream in its container, sheets in the order given; `stored` is the order in which they lie in the stream. */
export function rawWorkbook(
  globals: readonly Buffer[],
  sheets: readonly RawSheet[],
  stored: readonly number[] = sheets.map((_, index) => index),
): Buffer {
  const bodies = sheets.map(({ form = 0, records }) => Buffer.concat([bof(bofForms[form]), ...records, eof]));
  const listing = (starts: readonly number[]) =>
    sheets.map(({ name, form = 0, hidden = 0 }, index) =>
      record(0x0085, long(starts[index] ?? 0), hidden, form, name.length, 1, Buffer.from(name, 'utf16le')),
    );
  const head = (starts: readonly number[]) =>
    Buffer.concat([bof(0x05), ...listing(starts), record(0x00e0, Buffer.alloc(20)), ...globals, eof]);
  const starts: number[] = [];
  let at = head([]).length;
  for (const index of stored) {
    starts[index] = at;
    at += bodies[index]?.length ?? 0;
  }
  return oleContainer('Workbook', [head(starts), ...stored.flatMap((index) => bodies[index] ?? [])]);
}

/** The list of texts, cut into an SST and CONTINUE records as given. */
export function sharedTexts(count: number, ...parts: readonly Buffer[]): Buffer {
  const [first = Buffer.alloc(0), ...more] = parts;
  return Buffer.concat([
    record(0x00fc, long(count), long(count), first),
    ...more.map((part) => record(0x003c, part)),
  ]);
}

const rk = (value: number) => long(((value << 2) | 2) >>> 0);
/** Result of a formula that is no number: its kind and its value. */
export const result = (kind: number, value = 0) => Buffer.from([kind, 0, value, 0, 0, 0, 0xff, 0xff]);
/** A formula of the number 1 with this last result. */
export const formula = (at: Buffer, value: Buffer) =>
  record(0x0006, at, value, word(0), long(0), word(3), 0x1e, word(1));

/** A workbook with a cell of every kind, perhaps without formulas; one sheet of it is hidden. */
export function workbookOfEveryKind(withFormulas = true): Buffer {
  const globals = [
    record(0x041e, word(164), text('0000000', false)),
    record(0x00e0, word(0), word(164), Buffer.alloc(16)),
    record(0x00e0, word(0), word(14), Buffer.alloc(16)),
    sharedTexts(3, Buffer.concat([text('plain', false), text('ภาษาไทย'), text('')])),
  ];
  const formulas = [
    formula(place(5, 0), double(12.5)),
    formula(place(5, 1), result(0)),
    record(0x0207, text('ผล')),
    formula(place(5, 2), result(1, 1)),
    formula(place(5, 3), result(2, 0x17)),
    formula(place(5, 4), result(3)),
  ];
  const first = [
    record(0x0200, long(0), long(9), word(0), word(9), word(0)),
    record(0x00fd, place(0, 0), long(0)),
    record(0x00fd, place(0, 1), long(1)),
    record(0x00fd, place(0, 2), long(2)),
    record(0x0203, place(1, 0), double(-1234.5)),
    record(0x0203, place(1, 1, 1), double(42)),
    record(0x027e, place(1, 2, 2), rk(46_027)),
    record(0x027e, place(1, 3), long(((12_345 << 2) | 3) >>> 0)),
    record(0x00bd, place(2, 1), rk(1), word(1), rk(-2), word(0), rk(3), word(3)),
    record(0x0205, place(3, 0), 1, 0),
    record(0x0205, place(3, 1), 0x2a, 1),
    record(0x0205, place(3, 2), 0x07, 1),
    record(0x0201, place(3, 3)),
    record(0x00be, word(3), word(4), word(0), word(0), word(5)),
    record(0x0204, place(4, 0), text('alone', false)),
    record(0x0204, place(4, 1), text('คนเดียว')),
    record(0x00d6, place(4, 2), text('rich'), word(0)),
    ...(withFormulas ? formulas : []),
    record(0x00e5, word(1), word(0), word(1), word(2), word(3)),
  ];
  return rawWorkbook(globals, [
    { name: 'ทุกชนิด', records: first },
    { name: 'ซ่อน', hidden: 1, records: [record(0x00fd, place(7, 3), long(1))] },
  ]);
}
