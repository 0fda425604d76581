/** One sheet of a BIFF8 workbook: checked whole when it is opened, its rows read from the stream whenever they are asked for. */
import {
  checkCell,
  emptyRow,
  isCellRecord,
  mostColumns,
  type RowCells,
  readCells,
  takeRow,
} from './biff8-cells.js';
import type { Biff8Globals, ListedSheet, SheetForm } from './biff8-globals.js';
import { damaged, headSize, ReaderDoubt, type RecordStream, recordType, walkPart } from './biff8-records.js';
import type { MergedRange, SheetRow } from './workbook-reader.js';

export interface Biff8Sheet {
  readonly merges: readonly MergedRange[];
  /** Where its last record ends. */
  readonly end: number;
  rows(): Iterable<SheetRow>;
  columnsBelow(row: number): readonly number[];
}

/** How the first record of a part says what it is ([MS-XLS] 2.4.21, field dt). */
const formCodes = { cells: 0x0010, macros: 0x0040, chart: 0x0020, module: 0x0006 } as const satisfies Record<
  SheetForm,
  number
>;
const biff8 = 0x0600;
const bytesOfMerge = 8;
/** A cell with a text of the list: its whole record, and the head of it as one number. */
const bytesOfText = headSize + 10;
const headOfText = recordType.labelSst + 10 * 2 ** 16;

/** Records that belong before the sheets or to older forms; in a sheet they change what others would read. */
const strange: ReadonlySet<number> = new Set([
  // Cells and formats of BIFF2 to BIFF4.
  0x0002,
  0x0003,
  0x0004,
  0x0005,
  0x0007,
  0x0043,
  0x0206,
  0x0243,
  0x0406,
  0x0443,
  recordType.filePass,
  recordType.date1904,
  recordType.boundSheet,
  recordType.format,
  recordType.xf,
  recordType.sst,
]);

/** What a CONTINUE record may not follow: nobody knows what it would add. */
const isWhole = (type: number) =>
  type === recordType.mergeCells ||
  (isCellRecord(type) &&
    ![recordType.formula, recordType.label, recordType.richLabel].some((one) => one === type));

/** A run of cells in one row, as one number that sorts by row and then by place: row × 2^32 + place in the stream. */
const rowUnit = 2 ** 32;

function addMerges({ numbers }: RecordStream, body: number, length: number, merges: MergedRange[]): void {
  const count = length < 2 ? 0 : numbers.getUint16(body, true);
  if (length < 2 + count * bytesOfMerge) throw damaged('the list of merged cells is cut');
  for (let at = body + 2; at < body + 2 + count * bytesOfMerge; at += bytesOfMerge)
    merges.push({
      firstRow: numbers.getUint16(at, true),
      lastRow: numbers.getUint16(at + 2, true),
      firstColumn: numbers.getUint16(at + 4, true),
      lastColumn: numbers.getUint16(at + 6, true),
    });
}

/** Checks the record that says where the sheet begins and what it is. */
function checkBeginning(stream: RecordStream, { start, form }: ListedSheet): void {
  if (start + headSize + 4 > stream.size) throw damaged('a sheet has no end');
  const body = stream.look(start) + headSize;
  const { numbers } = stream;
  if (numbers.getUint16(body, true) !== biff8) throw new ReaderDoubt('a sheet of another version');
  if (numbers.getUint16(body + 2, true) !== formCodes[form])
    throw new ReaderDoubt('a sheet is not of the kind that the list says');
}

interface Scan {
  readonly merges: MergedRange[];
  readonly runs: Float64Array;
  /** By column the lowest row in which a cell stands, -1 where none does. */
  readonly lowest: Int32Array;
  readonly end: number;
}

/** What is known of a sheet while its records go by. */
interface Scanner {
  readonly merges: MergedRange[];
  readonly runs: number[];
  readonly lowest: Int32Array;
  /** Row of the cell before; -1 at the beginning. */
  row: number;
  isSorted: boolean;
  awaitsText: boolean;
}

/** Notes the column of a checked cell record, and where in the stream its row begins. */
function noteCell(scanner: Scanner, place: number, row: number, column: number): void {
  if (row > (scanner.lowest[column] ?? 0)) scanner.lowest[column] = row;
  if (row === scanner.row) return;
  if (row < scanner.row) scanner.isSorted = false;
  scanner.row = row;
  scanner.runs.push(row * rowUnit + place);
}

/** Checks a cell record and notes it; a run of numbers has several columns. */
function scanCell(scanner: Scanner, stream: RecordStream, at: number, globals: Biff8Globals): void {
  const { numbers } = stream;
  scanner.awaitsText = checkCell(stream, at, globals) === 'text follows';
  const row = numbers.getUint16(at + headSize, true);
  const column = numbers.getUint16(at + headSize + 2, true);
  noteCell(scanner, stream.base + at, row, column);
  if (numbers.getUint16(at, true) !== recordType.mulRk) return;
  const last = numbers.getUint16(at + headSize + numbers.getUint16(at + 2, true) - 2, true);
  for (let next = column + 1; next <= last; next += 1) noteCell(scanner, stream.base + at, row, next);
}

/**
 * Passes over texts of the list that go on in the row, as nine of ten cells do, from the record at `start` on; answers where
 * another record begins, or one that is not well. A loop this small is fast from the first sheet on (measured).
 */
function passTexts(numbers: DataView, start: number, { row, lowest }: Scanner, texts: number): number {
  const last = numbers.byteLength - bytesOfText;
  let at = start;
  for (; at <= last && numbers.getUint32(at, true) === headOfText; at += bytesOfText) {
    const column = numbers.getUint16(at + headSize + 2, true);
    if (numbers.getUint16(at + headSize, true) !== row || column >= mostColumns) break;
    if (numbers.getUint32(at + headSize + 6, true) >= texts) break;
    if (row > (lowest[column] ?? 0)) lowest[column] = row;
  }
  return at;
}

/** Any record of a sheet but a cell; `before` is the type of the one before. */
function noteOther(scanner: Scanner, stream: RecordStream, at: number, before: number): void {
  const type = stream.numbers.getUint16(at, true);
  const length = stream.numbers.getUint16(at + 2, true);
  if (type === recordType.string) {
    if (!scanner.awaitsText) throw new ReaderDoubt('a text without its formula');
    scanner.awaitsText = false;
  } else if (type === recordType.mergeCells) {
    addMerges(stream, at + headSize, length, scanner.merges);
  } else if (strange.has(type) || (type === recordType.continuation && isWhole(before))) {
    throw new ReaderDoubt('a record that does not belong here');
  }
}

/** Goes over the whole sheet once: checks its cells and finds where its rows lie. */
function scan(stream: RecordStream, globals: Biff8Globals, start: number): Scan {
  const lowest = new Int32Array(mostColumns).fill(-1);
  const scanner: Scanner = { merges: [], runs: [], lowest, row: -1, isSorted: true, awaitsText: false };
  let before = 0;
  const end = walkPart(stream, start, (type, body, length) => {
    const at = body - headSize;
    if (isCellRecord(type)) scanCell(scanner, stream, at, globals);
    else noteOther(scanner, stream, at, before);
    before = type;
    // The cell itself was looked at; those behind it are as a rule of its kind.
    return type === recordType.labelSst
      ? passTexts(stream.numbers, body + length, scanner, globals.texts.length)
      : undefined;
  });
  const places = Float64Array.from(scanner.runs);
  return { merges: scanner.merges, runs: scanner.isSorted ? places : places.sort(), lowest, end };
}

/** Reads cells from `start` on, as long as they stand in this row. */
function readRun(
  stream: RecordStream,
  globals: Biff8Globals,
  start: number,
  row: number,
  cells: RowCells,
): void {
  let depth = 1;
  for (let at = stream.look(start); depth > 0; ) {
    if (at >= stream.safe) at = stream.look(stream.base + at);
    const { numbers } = stream;
    const type = numbers.getUint16(at, true);
    if (type === recordType.bof) depth += 1;
    else if (type === recordType.eof) depth -= 1;
    else if (depth === 1 && isCellRecord(type)) {
      if (numbers.getUint16(at + headSize, true) !== row) return;
      readCells(stream, at, globals, cells);
    }
    at += headSize + numbers.getUint16(at + 2, true);
  }
}

function* rowsOf(stream: RecordStream, globals: Biff8Globals, runs: Float64Array): Generator<SheetRow> {
  let row = -1;
  const cells = emptyRow();
  for (const run of runs) {
    const ofRow = Math.floor(run / rowUnit);
    if (ofRow !== row) {
      if (cells.length > 0) yield { row, cells: takeRow(cells) };
      row = ofRow;
    }
    readRun(stream, globals, run % rowUnit, row, cells);
  }
  if (cells.length > 0) yield { row, cells: takeRow(cells) };
}

/** Opens a sheet of the list. Throws ReadFailure `damaged`, or ReaderDoubt; its rows can no longer fail. */
export function openBiff8Sheet(stream: RecordStream, globals: Biff8Globals, listed: ListedSheet): Biff8Sheet {
  checkBeginning(stream, listed);
  if (listed.form !== 'cells')
    return {
      merges: [],
      end: walkPart(stream, listed.start, () => undefined),
      rows: () => [],
      columnsBelow: () => [],
    };
  const { merges, runs, lowest, end } = scan(stream, globals, listed.start);
  return {
    merges,
    end,
    rows: () => rowsOf(stream, globals, runs),
    columnsBelow: (row) => [...lowest.keys()].filter((column) => (lowest[column] ?? -1) > row),
  };
}
