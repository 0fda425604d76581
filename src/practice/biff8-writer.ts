import { type CellFormats, createCellFormats, writeWorkbookHead } from './biff8-globals.js';
import { writeBof, writeEof } from './biff8-records.js';
import { createSharedStrings, type SharedStrings } from './biff8-strings.js';
import { type ByteWriter, createByteWriter } from './byte-writer.js';
import { oleContainer } from './ole-container.js';

/**
 * One cell. Text and numbers stand for themselves; an object carries a number format such as `0000000` or
 * `dd/mm/yyyy` (dates are serial numbers, see `excelDay`); null and undefined leave no cell at all.
 */
export type Cell = string | number | boolean | null | undefined | FormattedCell;

export interface FormattedCell {
  /** null writes an empty cell that has only a format. */
  readonly value: string | number | boolean | null;
  readonly format: string;
}

/** 0-based, both ends included. */
export type MergedArea = readonly [
  firstRow: number,
  firstColumn: number,
  lastRow: number,
  lastColumn: number,
];

export interface SheetInput {
  /** At most 31 characters. */
  readonly name: string;
  /** Taken one by one, so a generator keeps a long sheet out of memory. */
  readonly rows: Iterable<readonly Cell[]>;
  readonly merges?: readonly MergedArea[];
}

export interface WorkbookOptions {
  /** Write whole numbers of up to 29 bits in the short form (RK), as Excel itself does. */
  readonly shortNumbers?: boolean;
}

const record = {
  dimension: 0x0200,
  blank: 0x0201,
  number: 0x0203,
  boolean: 0x0205,
  text: 0x00fd,
  short: 0x027e,
  merged: 0x00e5,
  window2: 0x023e,
} as const;
const mostRows = 65_536;
const mostColumns = 256;
const mergesInOneRecord = 1_027;

interface SheetWriting {
  readonly out: ByteWriter;
  readonly strings: SharedStrings;
  readonly formats: CellFormats;
  readonly shortNumbers: boolean;
}

function isShort(value: number): boolean {
  return Number.isInteger(value) && Math.abs(value) < 1 << 29 && !Object.is(value, -0);
}

/** One cell record of `size` bytes after row, column and format. */
function cellRecord(out: ByteWriter, type: number, place: readonly [number, number, number], size: number) {
  const { chunk, at } = out.reserve(10 + size);
  chunk.writeUInt16LE(type, at);
  chunk.writeUInt16LE(6 + size, at + 2);
  chunk.writeUInt16LE(place[0], at + 4);
  chunk.writeUInt16LE(place[1], at + 6);
  chunk.writeUInt16LE(place[2], at + 8);
  return { chunk, at: at + 10 };
}

function writeCell(to: SheetWriting, row: number, column: number, cell: Cell): void {
  if (cell === null || cell === undefined) return;
  const formatted = typeof cell === 'object';
  const value = formatted ? cell.value : cell;
  const place = [row, column, to.formats.indexOf(formatted ? cell.format : 'General')] as const;
  if (value === null) {
    cellRecord(to.out, record.blank, place, 0);
  } else if (typeof value === 'string') {
    const { chunk, at } = cellRecord(to.out, record.text, place, 4);
    chunk.writeUInt32LE(to.strings.indexOf(value), at);
  } else if (typeof value === 'boolean') {
    const { chunk, at } = cellRecord(to.out, record.boolean, place, 2);
    chunk.writeUInt16LE(value ? 1 : 0, at);
  } else if (to.shortNumbers && isShort(value)) {
    const { chunk, at } = cellRecord(to.out, record.short, place, 4);
    chunk.writeInt32LE((value << 2) | 2, at);
  } else {
    if (!Number.isFinite(value)) throw new RangeError(`row ${row}, column ${column}: not a finite number`);
    const { chunk, at } = cellRecord(to.out, record.number, place, 8);
    chunk.writeDoubleLE(value, at);
  }
}

function writeMerges(out: ByteWriter, merges: readonly MergedArea[]): void {
  for (let from = 0; from < merges.length; from += mergesInOneRecord) {
    const part = merges.slice(from, from + mergesInOneRecord);
    const { chunk, at } = out.reserve(6 + part.length * 8);
    chunk.writeUInt16LE(record.merged, at);
    chunk.writeUInt16LE(2 + part.length * 8, at + 2);
    chunk.writeUInt16LE(part.length, at + 4);
    part.forEach(([firstRow, firstColumn, lastRow, lastColumn], i) => {
      chunk.writeUInt16LE(firstRow, at + 6 + i * 8);
      chunk.writeUInt16LE(lastRow, at + 8 + i * 8);
      chunk.writeUInt16LE(firstColumn, at + 10 + i * 8);
      chunk.writeUInt16LE(lastColumn, at + 12 + i * 8);
    });
  }
}

/** The size of the sheet stands before its cells but is known after them: the place is kept and filled in. */
function writeDimension(out: ByteWriter): (rows: number, columns: number) => void {
  const { chunk, at } = out.reserve(18);
  chunk.writeUInt16LE(record.dimension, at);
  chunk.writeUInt16LE(14, at + 2);
  return (rows, columns) => {
    chunk.writeUInt32LE(rows, at + 8);
    chunk.writeUInt16LE(columns, at + 14);
  };
}

function writeSheet(to: SheetWriting, sheet: SheetInput): void {
  writeBof(to.out, 'sheet');
  const fillDimension = writeDimension(to.out);
  let row = 0;
  let columns = 0;
  for (const cells of sheet.rows) {
    if (row >= mostRows || cells.length > mostColumns)
      throw new RangeError(
        `sheet ${sheet.name}: a BIFF8 sheet has at most ${mostRows} rows and ${mostColumns} columns`,
      );
    if (cells.length > columns) columns = cells.length;
    for (let column = 0; column < cells.length; column++) writeCell(to, row, column, cells[column]);
    row++;
  }
  fillDimension(row, columns);
  const { chunk, at } = to.out.reserve(22);
  chunk.writeUInt16LE(record.window2, at);
  chunk.writeUInt16LE(18, at + 2);
  chunk.writeUInt16LE(0x00b6, at + 4);
  chunk.writeUInt32LE(64, at + 10);
  writeMerges(to.out, sheet.merges ?? []);
  writeEof(to.out);
}

/**
 * Writes an Excel 97-2003 workbook (BIFF8 in an OLE container, [MS-XLS]): texts of up to 32,767 UTF-16
 * units, numbers, booleans, number formats, merged areas. Same input = same bytes.
 * Throws RangeError where the form cannot hold the input; nothing is cut silently.
 */
export function writeWorkbook(sheets: readonly SheetInput[], options: WorkbookOptions = {}): Buffer {
  const strings = createSharedStrings();
  const formats = createCellFormats();
  const bodies = sheets.map((sheet) => {
    const out = createByteWriter();
    writeSheet({ out, strings, formats, shortNumbers: options.shortNumbers ?? false }, sheet);
    return { name: sheet.name, length: out.length(), chunks: out.chunks() };
  });
  const head = createByteWriter();
  writeWorkbookHead(head, bodies, formats, strings);
  return oleContainer('Workbook', [...head.chunks(), ...bodies.flatMap((body) => body.chunks)]);
}

/** Serial number of a Gregorian day, 1900 system: 1 March 1900 and later. */
export function excelDay(year: number, month: number, day: number): number {
  return Math.round(Date.UTC(year, month - 1, day) / 86_400_000) + 25_569;
}
