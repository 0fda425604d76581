/** The rows below the heading of a sheet. */

import { columnName } from './cell-name.js';
import type { CellReader } from './cell-reader.js';
import { classifyRow, rowRules } from './classify-row.js';
import type { SheetLayout } from './match-layout.js';
import { type RowReading, readRow, refuseRow } from './read-row.js';
import type { SheetRow, WorkbookSheet } from './workbook-reader.js';

/** Reads the data rows of a sheet from the top; each ends as a row or as a refusal. */
export function* readRows(
  sheet: WorkbookSheet,
  layout: SheetLayout,
  reader: CellReader,
): Generator<RowReading> {
  const rules = rowRules(sheet.name, layout, reader);
  for (const source of sheet.rows()) {
    if (source.row <= layout.lastHeadingRow) continue;
    const found = classifyRow(source.cells, rules);
    if (found.kind === 'data') yield readRow(source, rules);
    if (found.kind === 'unreadable') yield refuseRow(source, rules, found.missing);
  }
}

/** Whether a sheet of a known layout has a row that `readRows` will read or refuse. */
export function hasDataRow(sheet: WorkbookSheet, layout: SheetLayout, reader: CellReader): boolean {
  const rules = rowRules(sheet.name, layout, reader);
  for (const { row, cells } of sheet.rows())
    if (row > layout.lastHeadingRow && classifyRow(cells, rules).kind !== 'other') return true;
  return false;
}

/** How many rows of a sheet of a known layout `readRows` will read or refuse. */
export function countDataRows(sheet: WorkbookSheet, layout: SheetLayout, reader: CellReader): number {
  const rules = rowRules(sheet.name, layout, reader);
  let count = 0;
  for (const { row, cells } of sheet.rows())
    if (row > layout.lastHeadingRow && classifyRow(cells, rules).kind !== 'other') count += 1;
  return count;
}

/** The layout, and columns that hold values in data rows but have no heading as unknown ones, so that they are kept. */
export function withUnnamedColumns(
  sheet: WorkbookSheet,
  layout: SheetLayout,
  reader: CellReader,
): SheetLayout {
  const rules = rowRules(sheet.name, layout, reader);
  const possible = sheet.columnsBelow(layout.lastHeadingRow).filter((column) => !rules.headings.has(column));
  // As a rule there are none, and the rows need not be looked at.
  if (possible.length === 0) return layout;
  const unnamed = new Set<number>();
  for (const { row, cells } of sheet.rows()) {
    if (row <= layout.lastHeadingRow || classifyRow(cells, rules).kind === 'other') continue;
    for (const column of possible) if (reader.line(cells[column]) !== null) unnamed.add(column);
  }
  const columns = [...unnamed]
    .sort((a, b) => a - b)
    .map((column) => ({ column, heading: `column ${columnName(column)}` }));
  return { ...layout, unknown: [...layout.unknown, ...columns] };
}

/** Rows of a sheet without a known layout that look like data: three filled cells, one of the first a whole number. */
export function countLikelyRows(rows: Iterable<SheetRow>, reader: CellReader): number {
  let count = 0;
  for (const { cells } of rows) {
    const texts = cells.map((cell) => reader.line(cell));
    const filled = texts.filter((text) => text !== null).length;
    const numbered = texts.slice(0, 3).some((text) => text !== null && /^\d+$/u.test(text));
    if (filled >= 3 && numbered) count += 1;
  }
  return count;
}
