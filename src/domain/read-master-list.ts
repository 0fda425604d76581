import { AppError } from './errors.js';
import {
  keyOf,
  type MasterColumn,
  type MasterList,
  type MasterRow,
  type MasterValue,
  type RefusedLine,
} from './master-list.js';
import { type CsvRecord, readCsv } from './read-csv.js';

export interface ReadMasterList {
  readonly rows: readonly MasterRow[];
  readonly refused: readonly RefusedLine[];
  /** Headings that belong to no column of the list; their cells are left out. */
  readonly ignored: readonly string[];
}

/** Headings of known files that mean a column of ours (formats/error-codes.csv). */
const otherNames: Readonly<Record<string, string>> = { isactive: 'is_active' };

const headingOf = (cell: string) => {
  const name = cell.trim().toLowerCase();
  return otherNames[name] ?? name;
};

class RefusedCell extends Error {
  readonly problem: RefusedLine['problem'];
  constructor(problem: RefusedLine['problem']) {
    super(problem);
    this.problem = problem;
  }
}

function cellValue(column: MasterColumn, cell: string | undefined): MasterValue {
  // The apostrophe with which our own download keeps a spreadsheet from running a text is taken off again.
  const written = (cell ?? '')
    .replace(/\r\n?/gu, '\n')
    .trim()
    .replace(/^'(?=[=+\-@])/u, '');
  const { kind, most, standard } = column;
  if (written === '') {
    if (kind === 'code') throw new RefusedCell('key_missing');
    if (standard === undefined) throw new RefusedCell('empty');
    return standard;
  }
  if (most !== null && [...written].length > most) throw new RefusedCell('too_long');
  if (kind === 'flag') {
    if (/^(1|true|yes|y|ใช้)$/iu.test(written)) return true;
    if (/^(0|false|no|n|ไม่ใช้)$/iu.test(written)) return false;
    throw new RefusedCell('not_a_flag');
  }
  if (kind !== 'whole') return written;
  if (!/^\d{1,6}$/u.test(written)) throw new RefusedCell('not_a_whole_number');
  return Number(written);
}

/**
 * Entries of an uploaded list: each line is taken or refused by its number. Codes of schemes are stored in upper case.
 * Throws AppError master_file_empty, master_file_quote, master_columns_missing.
 */
export function readMasterList(list: MasterList, text: string): ReadMasterList {
  const { records, openQuote } = readCsv(text);
  if (openQuote !== null) throw new AppError('master_file_quote', { line: openQuote });
  const [head, ...lines] = records;
  if (!head || lines.length === 0) throw new AppError('master_file_empty');
  const headings = head.cells.map(headingOf);
  const missing = list.columns.filter(
    ({ name, standard }) => standard === undefined && !headings.includes(name),
  );
  if (missing.length > 0)
    throw new AppError('master_columns_missing', { names: missing.map(({ name }) => name).join(', ') });
  const known = new Set(list.columns.map(({ name }) => name));
  const ignored = headings.filter((name) => !known.has(name) && name !== 'id' && name !== 'local_note');
  return { ...readLines(list, headings, lines), ignored };
}

/** Our own download writes a code that a spreadsheet would change, such as 001, as `="001"`. */
const unwrapped = (cell: string | undefined) => cell?.trim().replace(/^="(.*)"$/su, '$1');

function readLines(list: MasterList, headings: readonly string[], lines: readonly CsvRecord[]) {
  const key = keyOf(list);
  const rows: MasterRow[] = [];
  const refused: RefusedLine[] = [];
  const seen = new Set<string>();
  for (const { line, cells } of lines) {
    const cellOf = (name: string) => unwrapped(cells[headings.indexOf(name)]);
    const code = (cellOf(key) ?? '').trim();
    const refuse = (problem: RefusedLine['problem'], column: string) =>
      refused.push({ line, code: code.slice(0, 40), problem, column });
    if (cells.length !== headings.length) {
      refuse('cells', '');
      continue;
    }
    const row = rowOf(list, cellOf, refuse);
    if (!row) continue;
    const stored = String(row[key]);
    if (seen.has(stored)) refuse('key_twice', key);
    else {
      seen.add(stored);
      rows.push(row);
    }
  }
  return { rows, refused };
}

function rowOf(
  list: MasterList,
  cellOf: (name: string) => string | undefined,
  refuse: (problem: RefusedLine['problem'], column: string) => void,
): MasterRow | null {
  const row: Record<string, MasterValue> = {};
  for (const column of list.columns) {
    try {
      const value = cellValue(column, cellOf(column.name));
      row[column.name] =
        list.name === 'schemes' && column.kind === 'code' ? String(value).toUpperCase() : value;
    } catch (error) {
      if (!(error instanceof RefusedCell)) throw error;
      refuse(error.problem, column.name);
      return null;
    }
  }
  return row;
}
