/** Events of one sheet of a statement: its rows with their sections, and each written total after the rows above it. */

import type { CellReader } from './cell-reader.js';
import { rowRules } from './classify-row.js';
import type { ParsedProblem, ParsedRow, ParseEvent, SheetCount } from './file-type.js';
import type { SheetLayout } from './match-layout.js';
import { receivableRows } from './receivable-sheet.js';
import { firstSection, type StatementReading, statementRows } from './statement-rows.js';
import type { WorkbookSheet } from './workbook-reader.js';

function* readingsOf(
  source: WorkbookSheet,
  layout: SheetLayout,
  reader: CellReader,
): Generator<StatementReading> {
  if (layout.fileType.sheetKind === 'stm_receivable') {
    yield* receivableRows(source, layout, reader);
    return;
  }
  const rules = rowRules(source.name, layout, reader);
  const first = firstSection(source.name, source.rows(), layout.lastHeadingRow);
  yield* statementRows(source.rows(), rules, first);
}

/** Batches of rows, of the problems that were met on the way, and totals; returns the sheet's counts. */
export function* statementEvents(
  sheet: { readonly position: number; readonly source: WorkbookSheet },
  layout: SheetLayout,
  reader: CellReader,
  batchRows: number,
): Generator<ParseEvent, SheetCount> {
  const { position, source } = sheet;
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
  for (const one of readingsOf(source, layout, reader)) {
    if (one.kind === 'total') {
      yield* flush();
      yield { type: 'totals', sheet: position, totals: [one.total] };
      continue;
    }
    rowsRead += 1;
    if (one.reading.row) rows.push({ ...one.reading.row, section: one.section });
    else refused += 1;
    problems.push(...one.reading.problems);
    if (rows.length >= batchRows || problems.length >= batchRows) yield* flush();
  }
  yield* flush();
  return { position, rowsRead, refused };
}
