/** One data row of a known layout: values by column type, what has no column in `extra`, problems beside. */
import { hash } from 'node:crypto';
import { cleanText, headingText, storableText } from '../domain/clean-text.js';
import { cellName } from './cell-name.js';
import type { WrittenReading } from './cell-reader.js';
import type { PlannedColumn, RowRules } from './classify-row.js';
import type { ParsedProblem, ParsedRow } from './file-type.js';
import type { CellReading } from './read-cell.js';
import type { SheetRow } from './workbook-reader.js';

/** Stored (`row`), or refused (`row` null, an error among the problems). */
export interface RowReading {
  readonly row: ParsedRow | null;
  readonly problems: readonly ParsedProblem[];
}

type Value = string | number | null;
type Trouble = NonNullable<CellReading['trouble']>;

/** What grows while a row is read. */
interface Work {
  readonly rules: RowRules;
  readonly source: SheetRow;
  readonly extra: Map<string, string>;
  readonly problems: ParsedProblem[];
}

function textAt({ source, rules }: Work, column: number): string | null {
  return rules.reader.text(source.cells[column]);
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

/** What a reading says beside its value: as a rule nothing. */
function noteReading(
  work: Work,
  { position, heading }: PlannedColumn,
  { raw, trouble }: WrittenReading,
): void {
  if (raw !== undefined) work.extra.set(firstFree(work.extra, heading), storableText(raw));
  if (trouble) note(work, position, heading, trouble);
}

/** A column without a place of its own never refuses: exact text, with a warning where it is not of its type. */
function keepValue(work: Work, column: Pick<PlannedColumn, 'position' | 'heading' | 'type' | 'read'>): void {
  const { position, heading, type, read } = column;
  const cell = work.source.cells[position];
  if (cell === undefined) return;
  const text = cleanText(textAt(work, position) ?? '');
  if (text === null) return;
  const result = read(cell);
  if (result.trouble?.refused) {
    const expected = type === 'day' || type === 'wall' ? 'date' : 'number';
    note(work, position, heading, { refused: false, code: 'kept_as_text', details: { expected } });
  }
  const name = work.rules.headings.get(position) ?? heading;
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

function hashOf(text: string, extra: ReadonlyMap<string, string>): string {
  const sorted = extra.size === 0 ? '[]' : JSON.stringify([...extra].sort(([a], [b]) => (a < b ? -1 : 1)));
  return hash('sha256', `${text}\t${sorted}`, 'hex');
}

/** Reads a row that `classifyRow` called data. */
export function readRow(source: SheetRow, rules: RowRules): RowReading {
  const work: Work = { rules, source, extra: new Map(), problems: [] };
  const values = new Array<Value>(rules.stored);
  const fields = new Array<string>(rules.content);
  let stored = 0;
  let written = 0;
  for (const column of rules.columns) {
    if (!column.isStored) {
      keepValue(work, column);
      continue;
    }
    const reading = column.read(source.cells[column.position]);
    if (reading.raw !== undefined || reading.trouble) noteReading(work, column, reading);
    values[stored++] = reading.value;
    if (column.isContent) fields[written++] = reading.field;
  }
  for (const { column: position, heading } of rules.layout.unknown)
    keepValue(work, { position, heading, type: 'text', read: rules.reader.of('text') });
  if (work.problems.some(({ severity }) => severity === 'error')) return refused(work);
  const text = fields.join('\t');
  const row: ParsedRow = {
    rowNo: source.row + 1,
    values,
    extra: Object.fromEntries(work.extra),
    text,
    hash: hashOf(text, work.extra),
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
