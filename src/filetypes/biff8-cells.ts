/** Cell records of BIFF8 ([MS-XLS] 2.4): checked once when a sheet is opened, then read as often as its rows are asked for. */
import type { Biff8Globals } from './biff8-globals.js';
import { damaged, headSize, ReaderDoubt, type RecordStream, recordType } from './biff8-records.js';
import { bodyReader, readCellText } from './biff8-strings.js';
import type { Cell } from './workbook-reader.js';

/** Codes of error cells ([MS-XLS] 2.5.10). */
const errorNames: ReadonlyMap<number, string> = new Map([
  [0x00, '#NULL!'],
  [0x07, '#DIV/0!'],
  [0x0f, '#VALUE!'],
  [0x17, '#REF!'],
  [0x1d, '#NAME?'],
  [0x24, '#NUM!'],
  [0x2a, '#N/A'],
]);

/** Columns A to IV. */
export const mostColumns = 256;
/** Row, column and format stand before the content of every cell record. */
const contentAt = headSize + 6;
const bytesOfRk = 6;

/** Least bytes of a body by type of record, 0 for what is no cell: a table, since it is asked for every record. */
const leastBytes = new Uint8Array(2 ** 16);
leastBytes[recordType.labelSst] = 10;
leastBytes[recordType.number] = 14;
leastBytes[recordType.rk] = 10;
leastBytes[recordType.mulRk] = 12;
leastBytes[recordType.boolErr] = 8;
leastBytes[recordType.formula] = 20;
leastBytes[recordType.label] = 8;
leastBytes[recordType.richLabel] = 8;

export function isCellRecord(type: number): boolean {
  return leastBytes[type] !== 0;
}

function errorCell(code: number): Cell {
  return { kind: 'error', value: errorNames.get(code) ?? '#ERROR' };
}

function numberCell(value: number, format: string | null): Cell {
  return Number.isFinite(value) ? { kind: 'number', value, format } : { kind: 'error', value: '#NUM!' };
}

const double = new DataView(new ArrayBuffer(8));

/** A number in four bytes: thirty bits of a whole number or of a double, perhaps in hundredths ([MS-XLS] 2.5.122). */
function rkNumber(raw: number): number {
  let value = raw >> 2;
  if ((raw & 2) === 0) {
    double.setInt32(4, raw & ~3, true);
    value = double.getFloat64(0, true);
  }
  return raw & 1 ? value / 100 : value;
}

/** Results of formulas that are no number say so in their last two bytes ([MS-XLS] 2.5.133). */
const notANumber = 0xffff;
const resultKinds = { text: 0, boolean: 1, error: 2, empty: 3 } as const;

/** Records that may stand between a formula and its text. */
const behindFormula: ReadonlySet<number> = new Set([
  recordType.continuation,
  recordType.array,
  recordType.table,
  recordType.sharedFormula,
]);

/** Body of the STRING record that holds the text of the formula at `at`. */
function resultText(stream: RecordStream, formula: number): string {
  const { numbers } = stream;
  for (let at = formula; at + headSize <= numbers.byteLength; ) {
    const type = numbers.getUint16(at, true);
    const length = numbers.getUint16(at + 2, true);
    if (type === recordType.string) return readCellText(bodyReader(stream, at + headSize, length));
    if (at !== formula && !behindFormula.has(type)) break;
    at += headSize + length;
  }
  throw new ReaderDoubt('a formula without its text');
}

function formulaCell(stream: RecordStream, at: number, format: string | null): Cell {
  const { numbers } = stream;
  const result = at + contentAt;
  if (numbers.getUint16(result + 6, true) !== notANumber)
    return numberCell(numbers.getFloat64(result, true), format);
  switch (numbers.getUint8(result)) {
    case resultKinds.text:
      return { kind: 'text', value: resultText(stream, at) };
    case resultKinds.boolean:
      return { kind: 'boolean', value: numbers.getUint8(result + 2) === 1 };
    case resultKinds.error:
      return errorCell(numbers.getUint8(result + 2));
    default:
      return { kind: 'text', value: '' };
  }
}

function checkFormat(index: number, formats: Biff8Globals['formats']): void {
  if (index >= formats.length) throw new ReaderDoubt('a format that is not in the list');
}

/**
 * Checks the cell record at `at`, so that reading it can no longer fail. `text follows` after a formula whose text stands
 * in a record of its own. Throws `damaged`, or ReaderDoubt.
 */
export function checkCell(
  stream: RecordStream,
  at: number,
  { texts, formats }: Biff8Globals,
): 'whole' | 'text follows' {
  const { numbers } = stream;
  const type = numbers.getUint16(at, true);
  const length = numbers.getUint16(at + 2, true);
  if (length < (leastBytes[type] ?? 0)) throw damaged('a cell is cut');
  const column = numbers.getUint16(at + headSize + 2, true);
  if (column >= mostColumns) throw damaged('a cell beyond column IV');
  const content = at + contentAt;
  switch (type) {
    case recordType.labelSst:
      if (numbers.getUint32(content, true) >= texts.length) throw damaged('a text that is not in the list');
      break;
    case recordType.number:
    case recordType.rk:
      checkFormat(numbers.getUint16(content - 2, true), formats);
      break;
    case recordType.mulRk: {
      const last = numbers.getUint16(at + headSize + length - 2, true);
      if (last >= mostColumns) throw damaged('a cell beyond column IV');
      if (length !== 6 + (last - column + 1) * bytesOfRk) throw damaged('a run of numbers of another length');
      for (let from = content - 2; from < content - 8 + length; from += bytesOfRk)
        checkFormat(numbers.getUint16(from, true), formats);
      break;
    }
    case recordType.label:
    case recordType.richLabel:
      readCellText(bodyReader(stream, content, length - 6));
      break;
    case recordType.formula:
      checkFormat(numbers.getUint16(content - 2, true), formats);
      if (numbers.getUint16(content + 6, true) !== notANumber) break;
      if (numbers.getUint8(content) > resultKinds.empty) throw damaged('a result of a formula of no kind');
      if (numbers.getUint8(content) !== resultKinds.text) break;
      resultText(stream, at);
      return 'text follows';
  }
  return 'whole';
}

/** The cells of one row by column, read into the same array for each row: `length` says how far they go. */
export interface RowCells {
  readonly cells: (Cell | undefined)[];
  length: number;
}

export function emptyRow(): RowCells {
  return { cells: new Array<Cell | undefined>(mostColumns).fill(undefined), length: 0 };
}

/** What was read, as an array of its own; the next row begins. */
export function takeRow(row: RowCells): (Cell | undefined)[] {
  const taken = row.cells.slice(0, row.length);
  row.cells.fill(undefined, 0, row.length);
  row.length = 0;
  return taken;
}

function put(row: RowCells, column: number, cell: Cell | undefined): void {
  row.cells[column] = cell;
  if (column >= row.length) row.length = column + 1;
}

function markCell(value: number, isError: boolean): Cell {
  return isError ? errorCell(value) : { kind: 'boolean', value: value === 1 };
}

/** Puts what the checked cell record at `at` holds into its row; one that stands there already is overwritten. */
export function readCells(
  stream: RecordStream,
  at: number,
  { texts, formats }: Biff8Globals,
  row: RowCells,
): void {
  const { numbers } = stream;
  const type = numbers.getUint16(at, true);
  const column = numbers.getUint16(at + headSize + 2, true);
  const content = at + contentAt;
  if (type === recordType.labelSst) {
    put(row, column, texts[numbers.getUint32(content, true)]);
    return;
  }
  const length = numbers.getUint16(at + 2, true);
  const format = formats[numbers.getUint16(content - 2, true)] ?? null;
  switch (type) {
    case recordType.number:
      put(row, column, numberCell(numbers.getFloat64(content, true), format));
      break;
    case recordType.rk:
      put(row, column, numberCell(rkNumber(numbers.getInt32(content, true)), format));
      break;
    case recordType.mulRk:
      for (
        let index = 0, from = content - 2;
        index < (length - 6) / bytesOfRk;
        index += 1, from += bytesOfRk
      ) {
        const value = rkNumber(numbers.getInt32(from + 2, true));
        put(row, column + index, numberCell(value, formats[numbers.getUint16(from, true)] ?? null));
      }
      break;
    case recordType.boolErr:
      put(row, column, markCell(numbers.getUint8(content), numbers.getUint8(content + 1) === 1));
      break;
    case recordType.formula:
      put(row, column, formulaCell(stream, at, format));
      break;
    case recordType.label:
    case recordType.richLabel:
      put(row, column, { kind: 'text', value: readCellText(bodyReader(stream, content, length - 6)) });
  }
}
