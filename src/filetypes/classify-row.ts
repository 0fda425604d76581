/**
 * Which rows below the heading are data (formats/README 1.5): those with a TRAN_ID and a whole number in the
 * row-number column. Titles, repeated headings, totals, notes and blank rows are left; a row that looks like a
 * claim but lacks one of the two is refused aloud, never left in silence.
 */
import { headingKey, headingText } from '../domain/clean-text.js';
import { readWhole } from '../domain/decimal-text.js';
import type { CellReader, ReadCell } from './cell-reader.js';
import type { ColumnType, FileType } from './file-type.js';
import { isRunningNumber } from './index.js';
import type { SheetLayout } from './match-layout.js';
import type { Cell } from './workbook-reader.js';

export type RowClass =
  | { readonly kind: 'data' }
  | { readonly kind: 'other' }
  /** Looks like a claim; `missing` is the index of the form's column that is not there. */
  | { readonly kind: 'unreadable'; readonly missing: number };

const data: RowClass = { kind: 'data' };
const other: RowClass = { kind: 'other' };
/** Columns that say whose row it is. */
const identityNames = new Set(['tran_id', 'rep_no', 'hn', 'an', 'pid', 'hcode']);
/** Columns that say whose claim it is: a subtotal of a REP document has none of them. */
const personNames = new Set(['hn', 'an', 'pid', 'name', 'patient_name']);
/** Words that begin a total, note or count. */
const closingWords = /^(?:รวม|ยอดรวม|ทั้งหมด|ทั้งสิ้น|จำนวน|หมายเหตุ|total|sum|note|remark)/iu;
const onlyDigits = /^\d+$/;
const identifier = /^[\p{L}\p{N}/_.-]*\d[\p{L}\p{N}/_.-]*$/u;

/** One column of the form, as it is read in each row. */
export interface PlannedColumn {
  /** Column of the sheet. */
  readonly position: number;
  readonly heading: string;
  readonly type: ColumnType;
  /** false = the database has no column for it: kept in extra. */
  readonly isStored: boolean;
  /** false = the running number, which alone makes no other row. */
  readonly isContent: boolean;
  readonly read: ReadCell;
}

/** Columns that never refuse a row (formats/README 4, no. 16). */
const disputed = new Set(['va', 'opbkk_hsub', 'opbkk_nhso']);

function plannedColumns({ fileType, positions }: SheetLayout, reader: CellReader): PlannedColumn[] {
  return fileType.columns.map((column) => {
    const [index, heading, name, type] = column;
    return {
      position: positions[index] ?? -1,
      heading,
      type,
      isStored: name !== null,
      isContent: !isRunningNumber(fileType, column),
      read: name !== null && disputed.has(name) ? reader.ofDisputed(type) : reader.of(type),
    };
  });
}

/** Prepared once for a sheet: what its rows are compared with. */
export interface RowRules {
  /** Name of the sheet. */
  readonly sheet: string;
  readonly layout: SheetLayout;
  readonly reader: CellReader;
  /** The form's columns in its order, with what reads their cells. */
  readonly columns: readonly PlannedColumn[];
  /** How many of them are stored, and how many of these make up the content. */
  readonly stored: number;
  readonly content: number;
  /** Column of the sheet. */
  readonly rowNumber: number;
  readonly tranId: number | null;
  /** Column of the sheet that a data row fills beside its number: TRAN_ID, or HN where the form has none. */
  readonly anchor: number | null;
  /** Column of the sheet with the REP document's number. */
  readonly repNo: number | null;
  /** Columns of the sheet that identify a row. */
  readonly identity: readonly number[];
  /** Columns of the sheet that say whose claim it is. */
  readonly person: readonly number[];
  readonly amounts: readonly number[];
  /** By column of the sheet: its heading path (numbered where the form repeats it), and the keys of the path's levels. */
  readonly headings: ReadonlyMap<number, string>;
  readonly words: ReadonlyMap<number, ReadonlySet<string>>;
}

function anchorOf({ tranIdColumn, anchorColumn }: FileType): number | null {
  return tranIdColumn ?? anchorColumn ?? null;
}

/** Names by column; a heading that comes again gets a number, the same in each row whatever is filled there. */
function distinctNames(paths: readonly (readonly [column: number, heading: string])[]): Map<number, string> {
  const times = new Map<string, number>();
  return new Map(
    paths.map(([column, heading]) => {
      const time = (times.get(heading) ?? 0) + 1;
      times.set(heading, time);
      return [column, time === 1 ? heading : `${heading} (${time})`];
    }),
  );
}

export function rowRules(sheet: string, layout: SheetLayout, reader: CellReader): RowRules {
  const { fileType, positions } = layout;
  const anchor = anchorOf(fileType);
  const at = (index: number) => positions[index] ?? -1;
  const columnsWhere = (test: (name: string | null, type: string) => boolean) =>
    fileType.columns.flatMap(([index, , name, type]) => (test(name, type) ? [at(index)] : []));
  const paths = [
    ...fileType.columns.map(([index, heading]) => [at(index), headingText(heading)] as const),
    ...layout.unknown.map(({ column, heading }) => [column, heading] as const),
  ];
  const words = new Map<number, ReadonlySet<string>>();
  for (const [column, heading] of paths) words.set(column, new Set(heading.split(' > ').map(headingKey)));
  const columns = plannedColumns(layout, reader);
  const stored = columns.filter(({ isStored }) => isStored);
  return {
    sheet,
    layout,
    reader,
    columns,
    stored: stored.length,
    content: stored.filter(({ isContent }) => isContent).length,
    rowNumber: at(fileType.rowNumberColumn),
    tranId: fileType.tranIdColumn === null ? null : at(fileType.tranIdColumn),
    anchor: anchor === null ? null : at(anchor),
    repNo: columnsWhere((name) => name === 'rep_no')[0] ?? null,
    identity: columnsWhere((name) => name !== null && identityNames.has(name)),
    person: columnsWhere((name) => name !== null && personNames.has(name)),
    amounts: columnsWhere((_, type) => type === 'money'),
    headings: distinctNames(paths),
    words,
  };
}

type Filled = ReadonlyMap<number, string>;

function filledCells(cells: readonly (Cell | undefined)[], reader: CellReader): Filled {
  const filled = new Map<number, string>();
  for (const [column, cell] of cells.entries()) {
    const text = cell && reader.line(cell);
    if (text) filled.set(column, text);
  }
  return filled;
}

/** The heading again, or a row that numbers the columns: most cells say what stands above them. */
function repeatsHeading(filled: Filled, rules: RowRules): boolean {
  let alike = 0;
  for (const [column, text] of filled) {
    const isNumber = text.replace(/^\((.*)\)$/u, '$1') === String(column + 1);
    if (isNumber || rules.words.get(column)?.has(headingKey(text))) alike += 1;
  }
  return alike > 0 && alike * 2 >= filled.size;
}

/** A total, a count or a note: said in the first cell of the row or where its marks would stand. */
function isClosing(filled: Filled, rules: RowRules): boolean {
  const [first = ''] = filled.values();
  const marks = [first, filled.get(rules.rowNumber) ?? '', filled.get(rules.anchor ?? -1) ?? ''];
  return marks.some((text) => closingWords.test(text));
}

/** A row without both marks of a claim: is it one all the same? */
function doubtful(filled: Filled, rules: RowRules, hasNumber: boolean, anchor: string | null): RowClass {
  const { fileType } = rules.layout;
  const identities = rules.identity.filter(
    (column) => column !== rules.rowNumber && identifier.test(filled.get(column) ?? ''),
  ).length;
  const hasAmount = rules.amounts.some((column) => filled.has(column));
  if (anchor !== null) {
    const looksLikeClaim = identifier.test(anchor) && (hasAmount || identities > 1);
    return looksLikeClaim ? { kind: 'unreadable', missing: fileType.rowNumberColumn } : other;
  }
  const saysWhose = rules.person.some((column) => {
    const text = filled.get(column);
    return text !== undefined && !closingWords.test(text);
  });
  const looksLikeClaim =
    (saysWhose || rules.anchor === null) && (identities > 1 || (identities > 0 && (hasNumber || hasAmount)));
  return looksLikeClaim
    ? { kind: 'unreadable', missing: anchorOf(fileType) ?? fileType.rowNumberColumn }
    : other;
}

/** Says what a row below the heading is. */
export function classifyRow(cells: readonly (Cell | undefined)[], rules: RowRules): RowClass {
  const { reader } = rules;
  const numberText = reader.mark(cells[rules.rowNumber]);
  const hasNumber = numberText !== null && readWhole(numberText) !== null;
  const anchor = rules.anchor === null ? null : reader.mark(cells[rules.anchor]);
  const isHeading =
    anchor !== null &&
    !onlyDigits.test(anchor) &&
    (rules.words.get(rules.anchor ?? -1)?.has(headingKey(anchor)) ?? false);

  // A total that also counts its claims would be a claim of its own amount, and double the sum.
  const repNo = rules.repNo === null ? null : reader.mark(cells[rules.repNo]);
  const isTotal = [repNo, anchor].some((text) => closingWords.test(text ?? ''));
  if (hasNumber && !isTotal && (rules.anchor === null || (anchor !== null && !isHeading))) {
    // A row that numbers the columns has 2 and 3 here; the whole row is looked at only when it may be one.
    const mayBeNumbering = numberText === String(rules.rowNumber + 1);
    return mayBeNumbering && repeatsHeading(filledCells(cells, reader), rules) ? other : data;
  }
  const filled = filledCells(cells, reader);
  if (filled.size === 0 || repeatsHeading(filled, rules) || isClosing(filled, rules)) return other;
  return doubtful(filled, rules, hasNumber, anchor);
}
