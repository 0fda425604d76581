/** One cell as its column's type wants it: exact, or refused with a reason; nothing becomes empty in silence. */
import { cleanKey, cleanText, storableText } from '../domain/clean-text.js';
import { plainDecimal, readDecimal, readWhole } from '../domain/decimal-text.js';
import { readSerialTime, readWrittenTime, type WrittenTime } from '../domain/written-date.js';
import type { ColumnType } from './file-type.js';
import type { Cell } from './workbook-reader.js';

export interface CellReading {
  readonly value: string | number | null;
  /** The text as it stood, to be kept beside the value. */
  readonly raw?: string;
  readonly trouble?: {
    /** The row cannot be stored. */
    readonly refused: boolean;
    readonly code: string;
    readonly details: Readonly<Record<string, string | number>>;
  };
}

const nothing: CellReading = { value: null };
/** Digits before the point: of numeric(15,4) all, of numeric(15,2) all but one, so that a sum or loss of one row fits too. */
const scales = { money: { places: 2, digits: 12 }, weight: { places: 4, digits: 11 } } as const;
const keyLimits = { key40: 40, key64: 64, key255: 255 } as const;
const largestInteger = 2_147_483_647;

function refused(code: string, details: Record<string, string | number> = {}): CellReading {
  return { value: null, trouble: { refused: true, code, details } };
}

/** A number format that shows a day; quoted words, colours and escapes in it do not count. */
export function isDateFormat(format: string | null): boolean {
  if (format === null || format === 'General') return false;
  const bare = format.replace(/"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]/giu, '');
  return /[dy]|bb|h|s/iu.test(bare);
}

function writtenText({ day, time }: WrittenTime): string {
  return time === null ? day : `${day} ${time}`;
}

/** What stands in the cell, for people: numbers without exponent, zeros of the format, dates as ISO. */
export function cellText(cell: Cell, date1904: boolean): string {
  if (cell.kind === 'text' || cell.kind === 'error') return cell.value;
  if (cell.kind === 'boolean') return cell.value ? 'TRUE' : 'FALSE';
  const written = isDateFormat(cell.format) ? readSerialTime(cell.value, date1904) : null;
  if (written) return writtenText(written);
  const zeros = /^0{2,}$/u.exec(cell.format?.split(';')[0] ?? '')?.[0];
  const text = plainDecimal(cell.value);
  return zeros !== undefined && /^\d+$/u.test(text) ? text.padStart(zeros.length, '0') : text;
}

function readText(raw: string): CellReading {
  const text = cleanText(raw);
  if (text === null) return nothing;
  const value = storableText(text);
  if (value === text) return { value };
  return { value, trouble: { refused: false, code: 'text_repaired', details: {} } };
}

/** A code as nearly all are: there is nothing to clean, and it is no sign for "nothing" (domain/clean-text). */
const plainKey = /^[\dA-Za-z]+$/;

/**
 * A code stands on one line. Where a cell holds several (ORF, formats/README 1.6) the first is the code, and the
 * whole cell is kept beside it unless all lines say the same.
 */
function readKey(raw: string, limit: number): CellReading {
  if (raw.length <= limit && plainKey.test(raw)) return { value: raw };
  const lines = (cleanText(raw) ?? '').split('\n').flatMap((line) => cleanKey(line) ?? []);
  const [key] = lines;
  if (key === undefined) return nothing;
  const length = [...key].length;
  if (length > limit) return refused('value_too_long', { length, limit });
  const reading = readText(key);
  return lines.every((line) => line === key) ? reading : { ...reading, raw: lines.join('\n') };
}

/** A sum that a program made of floats, e.g. 0.30000000000000004: the 15 digits that a spreadsheet shows are the number. */
const shownNumber = (input: string | number) =>
  typeof input === 'number' ? Number(input.toPrecision(15)) : input;

/** Beyond it a double no longer holds every amount to the last place. */
const surelyExact = 1e10;

/** A number that has no more places than the column, as nearly all do: its text without the long way round. */
function plainAmount(number: number, places: number): string | null {
  if (!(Math.abs(number) < surelyExact) || Object.is(number, -0)) return null;
  const unit = 10 ** places;
  return Math.round(number * unit) / unit === number ? number.toFixed(places) : null;
}

function readAmount(input: string | number, raw: () => string, type: 'money' | 'weight'): CellReading {
  const { places, digits } = scales[type];
  const plain = typeof input === 'number' ? plainAmount(input, places) : null;
  if (plain !== null) return { value: plain };
  const reading = readDecimal(shownNumber(input), places);
  if (!reading) return refused('not_a_number');
  if (reading.value.replace('-', '').length > digits + 1 + places)
    return refused('number_too_large', { digits });
  if (!reading.rounded) return { value: reading.value };
  return {
    value: reading.value,
    raw: raw(),
    trouble: { refused: false, code: 'rounded', details: { places } },
  };
}

function readInteger(input: string | number): CellReading {
  const whole = readWhole(input);
  if (whole === null) return refused(readDecimal(input, 0) ? 'not_a_whole_number' : 'not_a_number');
  return Math.abs(whole) > largestInteger ? refused('number_too_large', { digits: 9 }) : { value: whole };
}

function readTime(cell: Cell, raw: string, type: 'day' | 'wall', date1904: boolean): CellReading {
  let written: WrittenTime | null = null;
  if (cell.kind === 'text') written = readWrittenTime(raw);
  if (cell.kind === 'number' && isDateFormat(cell.format)) written = readSerialTime(cell.value, date1904);
  if (!written) return refused('date_not_readable');
  if (type === 'wall') return { value: `${written.day} ${written.time ?? '00:00:00'}` };
  return written.time === null || written.time === '00:00:00'
    ? { value: written.day }
    : { value: written.day, raw: cellText(cell, date1904) };
}

/** `#N/A` says that nothing is known; any other error hides a value, which only free text can do without. */
function readError(error: string, type: ColumnType): CellReading {
  const ignored = { refused: false, code: 'cell_error_ignored', details: { error } };
  if (error === '#N/A') return { value: null, trouble: ignored };
  return type === 'text' ? { value: null, raw: error, trouble: ignored } : refused('cell_error', { error });
}

/** Reads a cell for a column of this type; `date1904` is the workbook's. */
export function readCell(cell: Cell | undefined, type: ColumnType, date1904: boolean): CellReading {
  if (cell === undefined) return nothing;
  if (cell.kind === 'error') return readError(cell.value, type);
  if (cell.kind === 'number') {
    const raw = () => cellText(cell, date1904);
    if (type === 'money' || type === 'weight') return readAmount(cell.value, raw, type);
    if (type === 'integer') return readInteger(cell.value);
  }
  const raw = cellText(cell, date1904);
  if (type === 'text') return readText(raw);
  const text = cleanKey(raw);
  if (text === null) return nothing;
  switch (type) {
    case 'key40':
    case 'key64':
    case 'key255':
      return readKey(raw, keyLimits[type]);
    case 'money':
    case 'weight':
      return readAmount(text, () => text, type);
    case 'integer':
      return readInteger(text);
    case 'day':
    case 'wall':
      return readTime(cell, text, type, date1904);
  }
}

/**
 * Reads a cell of a column whose type the sources dispute (formats/README 4, no. 16): never refuses the row, and
 * the text as it stood is kept beside the value.
 */
export function readDisputedCell(cell: Cell | undefined, type: ColumnType, date1904: boolean): CellReading {
  const reading = readCell(cell, type, date1904);
  const raw = cell && cleanText(cellText(cell, date1904));
  if (!raw) return reading.trouble?.refused ? nothing : reading;
  return { value: reading.trouble?.refused ? null : reading.value, raw: storableText(raw) };
}
