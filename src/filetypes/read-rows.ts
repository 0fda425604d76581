/** The rows below the heading of a sheet. */
import { cleanText } from '../domain/clean-text.js';
import { columnName } from './cell-name.js';
import { classifyRow, rowRules } from './classify-row.js';
import type { SheetLayout } from './match-layout.js';
import { cellText } from './read-cell.js';
import { type RowReading, readRow, refuseRow } from './read-row.js';
import type { SheetRow, WorkbookSheet } from './workbook-reader.js';

/** Reads the data rows of a sheet from the top; each ends as a row or as a refusal. */
export function* readRows(
  sheet: WorkbookSheet,
  layout: SheetLayout,
  date1904: boolean,
): Generator<RowReading> {
  const rules = rowRules(sheet.name, layout, date1904);
  for (const source of sheet.rows()) {
    if (source.row <= layout.lastHeadingRow) continue;
    const found = classifyRow(source.cells, rules);
    if (found.kind === 'data') yield readRow(source, rules);
    if (found.kind === 'unreadable') yield refuseRow(source, rules, found.missing);
  }
}

/** What a first look at a sheet of a known layout finds. */
export interface SheetScan {
  /** Rows that `readRows` will read or refuse. */
  readonly dataRows: number;
  /** The layout, and columns that hold values under no heading as unknown ones, so that they are kept. */
  readonly layout: SheetLayout;
}

/** Counts the data rows, and finds columns with values but without a heading. */
export function scanSheet(sheet: WorkbookSheet, layout: SheetLayout, date1904: boolean): SheetScan {
  const rules = rowRules(sheet.name, layout, date1904);
  const unnamed = new Set<number>();
  let dataRows = 0;
  for (const { row, cells } of sheet.rows()) {
    if (row <= layout.lastHeadingRow || classifyRow(cells, rules).kind === 'other') continue;
    dataRows += 1;
    for (const [column, cell] of cells.entries()) {
      if (cell && !rules.headings.has(column) && cleanText(cellText(cell, date1904)) !== null)
        unnamed.add(column);
    }
  }
  const columns = [...unnamed]
    .sort((a, b) => a - b)
    .map((column) => ({ column, heading: `column ${columnName(column)}` }));
  return { dataRows, layout: { ...layout, unknown: [...layout.unknown, ...columns] } };
}

/** Rows of a sheet without a known layout that look like data: three filled cells, one of the first a whole number. */
export function countLikelyRows(rows: Iterable<SheetRow>, date1904: boolean): number {
  let count = 0;
  for (const { cells } of rows) {
    const texts = cells.map((cell) => (cell ? cleanText(cellText(cell, date1904)) : null));
    const filled = texts.filter((text) => text !== null).length;
    const numbered = texts.slice(0, 3).some((text) => text !== null && /^\d+$/u.test(text));
    if (filled >= 3 && numbered) count += 1;
  }
  return count;
}
