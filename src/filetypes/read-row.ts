/** One data row of a known layout: values by column type, what has no column in `extra`, problems beside. */
import { createHash } from 'node:crypto';
import { cleanText, headingText, storableText } from '../domain/clean-text.js';
import { cellName } from './cell-name.js';
import type { RowRules } from './classify-row.js';
import type { ColumnRow, ParsedProblem, ParsedRow } from './file-type.js';
import { type CellReading, cellText, readCell, readDisputedCell } from './read-cell.js';
import type { SheetRow } from './workbook-reader.js';

/** Stored (`row`), or refused (`row` null, an error among the problems). */
export interface RowReading {
  readonly row: ParsedRow | null;
  readonly problems: readonly ParsedProblem[];
}

type Value = string | number | null;
type Trouble = NonNullable<CellReading['trouble']>;

/** Columns that never refuse a row (formats/README 4, no. 16). */
const disputed = new Set(['va', 'opbkk_hsub', 'opbkk_nhso']);

/** What grows while a row is read. */
interface Work {
  readonly rules: RowRules;
  readonly source: SheetRow;
  readonly extra: Map<string, string>;
  readonly problems: ParsedProblem[];
}

function textAt({ source, rules }: Work, column: number): string | null {
  const cell = source.cells[column];
  return cell ? storableText(cellText(cell, rules.date1904)) : null;
}

function firstFree(taken: { has(name: string): boolean }, heading: string): string {
  const name = headingText(heading);
  let free = name;
  for (let copy = 2; taken.has(free); copy += 1) free = `${name} (${copy})`;
  return free;
}

function note(work: Work, column: number, heading: string, trouble: Trouble): void {
  const { rules, source } = work;
  work.problems.push({
    severity: trouble.refused ? 'error' : 'warning',
    code: trouble.code,
    sheet: rules.sheet,
    row: source.row + 1,
    columnIndex: column,
    column: headingText(heading),
    cell: cellName(column, source.row),
    tranId: rules.tranId === null ? null : cleanText(textAt(work, rules.tranId) ?? ''),
    value: textAt(work, column),
    details: trouble.details,
    rowValues: null,
  });
}

/** Value of a column that the database has. */
function storedValue(work: Work, column: number, [, heading, name, type]: ColumnRow): Value {
  const read = disputed.has(name ?? '') ? readDisputedCell : readCell;
  const result = read(work.source.cells[column], type, work.rules.date1904);
  if (result.raw !== undefined) work.extra.set(firstFree(work.extra, heading), storableText(result.raw));
  if (result.trouble) note(work, column, heading, result.trouble);
  return result.value;
}

/** A column without a place of its own never refuses: exact text, with a warning where it is not of its type. */
function keepValue(work: Work, column: number, heading: string, type: ColumnRow[3]): void {
  const text = cleanText(textAt(work, column) ?? '');
  if (text === null) return;
  const result = readCell(work.source.cells[column], type, work.rules.date1904);
  if (result.trouble?.refused) {
    const expected = type === 'day' || type === 'wall' ? 'date' : 'number';
    note(work, column, heading, { refused: false, code: 'kept_as_text', details: { expected } });
  }
  const name = work.rules.headings.get(column) ?? heading;
  work.extra.set(firstFree(work.extra, name), result.raw ?? String(result.value ?? text));
}

/** Every filled cell by its heading: what a refused row said. */
function allTexts(work: Work): Record<string, string> {
  const texts = new Map<string, string>();
  for (const column of work.source.cells.keys()) {
    const text = textAt(work, column);
    if (text === null) continue;
    texts.set(firstFree(texts, work.rules.headings.get(column) ?? cellName(column, work.source.row)), text);
  }
  return Object.fromEntries(texts);
}

function refused(work: Work): RowReading {
  const first = work.problems.findIndex(({ severity }) => severity === 'error');
  const problems = work.problems.map((problem, index) =>
    index === first ? { ...problem, rowValues: allTexts(work) } : problem,
  );
  return { row: null, problems };
}

function hashOf(values: readonly Value[], extra: ReadonlyMap<string, string>): string {
  const sorted = [...extra].sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([values, sorted]))
    .digest('hex');
}

/** Reads a row that `classifyRow` called data. */
export function readRow(source: SheetRow, rules: RowRules): RowReading {
  const work: Work = { rules, source, extra: new Map(), problems: [] };
  const { fileType, positions, unknown } = rules.layout;
  const values: Value[] = [];
  const content: Value[] = [];
  for (const column of fileType.columns) {
    const [index, heading, name, type] = column;
    const position = positions[index] ?? -1;
    if (name === null) {
      keepValue(work, position, heading, type);
      continue;
    }
    const value = storedValue(work, position, column);
    values.push(value);
    // The running number alone does not make another row.
    if (index !== fileType.rowNumberColumn || type !== 'integer') content.push(value);
  }
  for (const { column, heading } of unknown) keepValue(work, column, heading, 'text');
  if (work.problems.some(({ severity }) => severity === 'error')) return refused(work);
  const row: ParsedRow = {
    rowNo: source.row + 1,
    values,
    extra: Object.fromEntries(work.extra),
    hash: hashOf(content, work.extra),
  };
  return { row, problems: work.problems };
}

/** Refuses a row that looks like a claim but lacks its TRAN_ID or row number: `missing` is that column of the form. */
export function refuseRow(source: SheetRow, rules: RowRules, missing: number): RowReading {
  const work: Work = { rules, source, extra: new Map(), problems: [] };
  const heading = rules.layout.fileType.columns[missing]?.[1] ?? '';
  const details = { missing: headingText(heading) };
  note(work, rules.layout.positions[missing] ?? 0, heading, {
    refused: true,
    code: 'row_not_readable',
    details,
  });
  return refused(work);
}
