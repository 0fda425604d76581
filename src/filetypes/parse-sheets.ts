/** The whole read of one workbook, without threads: an opened workbook in, events out. Runs in the parse thread. */
import { composeSaraAm, headingText } from '../domain/clean-text.js';
import { readWrittenTime } from '../domain/written-date.js';
import { type CellReader, cellReader } from './cell-reader.js';
import type { ParsedProblem, ParsedRow, ParseEvent, SheetCount, SheetHead, SheetKind } from './file-type.js';
import { type HeadingGrid, headingGrid } from './heading-paths.js';
import { fileTypes, isStatementType } from './index.js';
import type { LayoutMapping } from './layout-mapping.js';
import { formsOf, type LayoutMatch, layoutMatcher, type SheetLayout } from './match-layout.js';
import { cellText } from './read-cell.js';
import { countDataRows, countLikelyRows, hasDataRow, readRows, withUnnamedColumns } from './read-rows.js';
import { sheetNames } from './sheet-names.js';
import { statementEvents } from './statement-events.js';
import { statementHead } from './statement-head.js';
import { statementLayout } from './statement-layout.js';
import type { Workbook, WorkbookSheet } from './workbook-reader.js';

/** Summary first: its totals are known before the rows they stand for. */
const readingOrder: readonly SheetKind[] = [
  'summary',
  'detail',
  'drug',
  'instrument',
  'deny',
  'zero_paid',
  'stm_receivable',
  'stm_rep_summary',
  'stm_detail',
];
const forms = formsOf(fileTypes);
/** The report time stands in one of the first rows (formats/README 1.4). */
const titleRows = 10;
const reportTimePattern = /ออกรายงานวันที่\s*(\S+)(?:\s*เวลา\s*(\d{1,2}[:.]\d{2}(?:[:.]\d{2})?))?/u;

type Matcher = (grid: HeadingGrid) => LayoutMatch;

interface Sheet {
  readonly head: SheetHead;
  readonly source: WorkbookSheet;
  readonly layout: SheetLayout | null;
}

/** `ออกรายงานวันที่ dd/mm/yyyy เวลา HH:MM` as YYYY-MM-DD HH:MM:SS (Gregorian); null where no sheet says it. */
function reportTimeOf(workbook: Workbook): string | null {
  for (const sheet of workbook.sheets) {
    for (const { row, cells } of sheet.rows()) {
      if (row >= titleRows) break;
      const line = cells.map((cell) => (cell ? cellText(cell, workbook.date1904) : '')).join(' ');
      const match = reportTimePattern.exec(composeSaraAm(line).replace(/[\s\u00a0]+/gu, ' '));
      const written = match && readWrittenTime(`${match[1]} ${match[2] ?? ''}`.trim());
      if (written) return `${written.day} ${written.time ?? '00:00:00'}`;
    }
  }
  return null;
}

function lookAt(source: WorkbookSheet, position: number, layoutOf: Matcher, reader: CellReader): Sheet {
  const { name, hidden } = source;
  const grid = headingGrid(source.rows(), source.merges);
  const match = layoutOf(grid);
  const statement = match.layout ? null : statementLayout(source, grid, layoutOf, reader);
  const found = match.layout ?? statement?.layout;
  if (!found) {
    const dataRows = countLikelyRows(source.rows(), reader);
    const facts = { layout: null, nearest: match.nearest, hasRows: dataRows > 0, dataRows };
    return { source, layout: null, head: { position, name, hidden, ...facts } };
  }
  const dataRows = statement?.dataRows ?? null;
  const layout = dataRows === null ? withUnnamedColumns(source, found, reader) : found;
  const hasRows = dataRows !== null || hasDataRow(source, layout, reader);
  const facts = { layout: layout.fileType.id, nearest: null, hasRows, dataRows };
  return { source, layout, head: { position, name, hidden, ...facts } };
}

/** Whether the sheets are those of one REP or of one statement, with its claims. */
function isWhole(sheets: readonly Sheet[]): boolean {
  const types = sheets.flatMap(({ layout }) => layout?.fileType ?? []);
  const statements = types.filter(isStatementType);
  if (statements.length > 0 && statements.length < types.length) return false;
  return types.some(({ sheetKind }) => sheetKind === 'detail' || sheetKind === 'stm_detail');
}

/** A workbook that will not be imported as it is says how many rows wait; any other need not count them. */
function withCounts(sheets: readonly Sheet[], reader: CellReader): readonly Sheet[] {
  const isStrange = sheets.some(({ layout, head }) => layout === null && head.hasRows);
  if (!isStrange && isWhole(sheets)) return sheets;
  return sheets.map((sheet) => {
    if (!sheet.layout || sheet.head.dataRows !== null) return sheet;
    return { ...sheet, head: { ...sheet.head, dataRows: countDataRows(sheet.source, sheet.layout, reader) } };
  });
}

function sheetWarning({ head }: Sheet, code: string, details: ParsedProblem['details']): ParsedProblem {
  return {
    severity: 'warning',
    code,
    sheet: head.name,
    row: 0,
    columnIndex: null,
    column: null,
    cell: null,
    tranId: null,
    value: null,
    details,
    rowValues: null,
  };
}

/** So many columns are named in a message; their number is told in any case. */
const namedColumns = 30;

function namesOf(headings: readonly string[]): string {
  const names = headings.slice(0, namedColumns).map((heading) => headingText(heading));
  return [...names, ...(headings.length > namedColumns ? ['…'] : [])].join(' · ');
}

/** What is to be said about sheets as a whole. */
function sheetProblems(sheet: Sheet): ParsedProblem[] {
  const { head, layout } = sheet;
  if (!head.hasRows) return [];
  if (!layout) return [sheetWarning(sheet, 'sheet_not_known', { rows: head.dataRows ?? 0 })];
  const columns = (code: string, headings: readonly string[]) =>
    headings.length === 0
      ? []
      : [sheetWarning(sheet, code, { count: headings.length, names: namesOf(headings) })];
  return [
    ...(layout.mapped ? [sheetWarning(sheet, 'layout_by_mapping', layout.mapped)] : []),
    ...(head.hidden ? [sheetWarning(sheet, 'sheet_hidden', {})] : []),
    ...columns('columns_moved', layout.moved),
    ...columns(
      'columns_unknown',
      layout.unknown.map(({ heading }) => heading),
    ),
  ];
}

/** Rows of a REP are written and let go in small batches: of large ones the memory's upkeep took a sixth of the time (measured). */
const shortLived = 25;

/** Batches of rows, and of the problems that were met on the way; returns the sheet's counts. */
function* sheetEvents(
  sheet: Sheet,
  layout: SheetLayout,
  reader: CellReader,
  batchRows: number,
): Generator<ParseEvent, SheetCount> {
  const { position } = sheet.head;
  let rows: ParsedRow[] = [];
  let problems: ParsedProblem[] = [];
  let rowsRead = 0;
  let refused = 0;
  function* flush(): Generator<ParseEvent> {
    if (rows.length > 0) yield { type: 'rows', sheet: position, layout: layout.fileType.id, rows };
    if (problems.length > 0) yield { type: 'problems', problems };
    rows = [];
    problems = [];
  }
  for (const reading of readRows(sheet.source, layout, reader)) {
    rowsRead += 1;
    if (reading.row) rows.push(reading.row);
    else refused += 1;
    problems.push(...reading.problems);
    if (rows.length >= batchRows || problems.length >= batchRows) yield* flush();
  }
  yield* flush();
  return { position, rowsRead, refused };
}

/**
 * Events of an opened workbook in the order that `file-type.ts` promises. A sheet of no known form is read by the mapping
 * that somebody approved for its headings, if there is one.
 */
export function* parseSheets(
  workbook: Workbook,
  batchRows: number,
  mappings: readonly LayoutMapping[] = [],
): Generator<ParseEvent> {
  const layoutOf = layoutMatcher(forms, mappings);
  const reader = cellReader(workbook.date1904);
  const names = sheetNames(workbook.sheets);
  const looked = workbook.sheets.map((source, position) =>
    lookAt({ ...source, name: names[position] ?? source.name }, position, layoutOf, reader),
  );
  const sheets = withCounts(looked, reader);
  const statements = sheets.filter(({ layout }) => layout !== null && isStatementType(layout.fileType));
  yield {
    type: 'workbook',
    reportTime: reportTimeOf(workbook),
    sheets: sheets.map(({ head }) => head),
    statement:
      statements.length === 0
        ? null
        : statementHead(
            statements.map(({ source }) => source),
            reader,
          ),
  };

  const problems = sheets.flatMap(sheetProblems);
  if (problems.length > 0) yield { type: 'problems', problems };

  const counts: SheetCount[] = [];
  for (const kind of readingOrder) {
    for (const sheet of sheets) {
      if (sheet.layout?.fileType.sheetKind !== kind) continue;
      const { layout, source, head } = sheet;
      counts.push(
        isStatementType(layout.fileType)
          ? yield* statementEvents({ source, position: head.position }, layout, reader, batchRows)
          : yield* sheetEvents(sheet, layout, reader, Math.min(batchRows, shortLived)),
      );
    }
  }
  yield { type: 'end', sheets: counts.sort((a, b) => a.position - b.position) };
}
