import { createReadStream } from 'node:fs';
import { TextDecoder } from 'node:util';
import {
  type CaseCsvField,
  type CaseCsvHeader,
  positionFields,
  readCaseHeader,
  withoutGuard,
} from '../domain/case-csv.js';
import { mostImportRows } from '../domain/case-import.js';
import { type CsvRecord, createCsvReader } from '../domain/csv-reader.js';
import { AppError } from '../domain/errors.js';
import { UnknownColumns } from '../domain/unknown-columns.js';

export type CsvEncoding = 'utf-8' | 'windows-874';

/** A record longer than this is a quote that is never closed. */
const longestRecord = 1_000_000;

async function* textOf(file: string, encoding: CsvEncoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  for await (const bytes of createReadStream(file))
    yield decoder.decode(bytes as Uint8Array, { stream: true }); // opened without an encoding
  yield decoder.decode();
}

/**
 * How the whole file can be read: as UTF-8, else as Windows-874 if it has Thai letters then. Throws AppError
 * case_csv_unreadable.
 */
export async function encodingOf(file: string): Promise<CsvEncoding> {
  if (await decodes(file, 'utf-8', null)) return 'utf-8';
  if (await decodes(file, 'windows-874', /[\u0e01-\u0e5b]/)) return 'windows-874';
  throw new AppError('case_csv_unreadable');
}

async function decodes(file: string, encoding: CsvEncoding, wanted: RegExp | null): Promise<boolean> {
  let found = wanted === null;
  try {
    for await (const text of textOf(file, encoding)) {
      if (text.includes('\0')) return false;
      found ||= wanted?.test(text) === true;
    }
    return found;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

export interface CaseCsvRow {
  /** Line of the file on which it begins. */
  readonly line: number;
  /** Cells of the columns that the file has. */
  readonly cells: ReadonlyMap<CaseCsvField, string>;
  /** It has more cells than the header. */
  readonly tooLong: boolean;
}

export interface OpenedCaseCsv {
  readonly header: CaseCsvHeader;
  readonly rows: AsyncIterable<readonly CaseCsvRow[]>;
}

/**
 * Opens a CSV of cases; its rows come in groups as the file is read. Throws AppError csv_header_unknown, case_csv_empty,
 * and while rows come case_csv_quote, case_csv_rows.
 */
export async function openCaseCsv(
  file: string,
  encoding: CsvEncoding,
  byPosition: boolean,
): Promise<OpenedCaseCsv> {
  const groups = recordsOf(file, encoding);
  let first: readonly CsvRecord[] = [];
  while (first.length === 0) {
    const next = await groups.next();
    if (next.done) throw new AppError('case_csv_empty');
    first = next.value;
  }
  const headings = first[0]?.cells ?? [];
  const header = byPosition ? { fields: positionFields, unknown: [], ignored: [] } : readCaseHeader(headings);
  if (header.unknown.length > 0) {
    await groups.return(undefined);
    throw new UnknownColumns(header.unknown);
  }
  const rows = async function* () {
    yield first.slice(1).map((record) => rowOf(record, header));
    for await (const records of groups) yield records.map((record) => rowOf(record, header));
  };
  return { header, rows: rows() };
}

function rowOf({ line, cells }: CsvRecord, { fields }: CaseCsvHeader): CaseCsvRow {
  const named = fields.flatMap((field, index): [CaseCsvField, string][] =>
    field === null ? [] : [[field, withoutGuard(cells[index] ?? '')]],
  );
  const tooLong = cells.slice(fields.length).some((cell) => cell.trim() !== '');
  return { line, cells: new Map(named), tooLong };
}

async function* recordsOf(file: string, encoding: CsvEncoding): AsyncGenerator<readonly CsvRecord[], void> {
  const reader = createCsvReader();
  let count = 0;
  const counted = (records: readonly CsvRecord[]): readonly CsvRecord[] => {
    count += records.length;
    if (count > mostImportRows + 1) throw new AppError('case_csv_rows', { most: mostImportRows });
    return records;
  };
  for await (const text of textOf(file, encoding)) {
    yield counted(reader.push(text));
    if (reader.pending() > longestRecord) throw quoteProblem(reader.openQuote());
  }
  yield counted(reader.end());
  if (reader.openQuote() !== null) throw quoteProblem(reader.openQuote());
}

function quoteProblem(line: number | null): AppError {
  return new AppError('case_csv_quote', { line: line ?? 0 });
}
