import * as XLSX from 'xlsx';
import { builtInFormats } from './biff8-formats.js';
import { ReadFailure } from './read-failure.js';
import type { Cell, MergedRange, OpenWorkbook, SheetRow, WorkbookSheet } from './workbook-reader.js';

/** Codes of error cells (MS-XLS 2.5.10). */
const errorNames: Readonly<Record<number, string>> = {
  0: '#NULL!',
  7: '#DIV/0!',
  15: '#VALUE!',
  23: '#REF!',
  29: '#NAME?',
  36: '#NUM!',
  42: '#N/A',
};

/** Columns A to IV: all that an .xls can have. */
const widest = 256;

function cellOf(cell: XLSX.CellObject | undefined): Cell | undefined {
  if (cell?.v === undefined) return undefined;
  switch (cell.t) {
    case 'n':
      if (!Number.isFinite(cell.v)) return { kind: 'error', value: '#NUM!' };
      return { kind: 'number', value: Number(cell.v), format: cell.z === undefined ? null : String(cell.z) };
    case 's':
      return { kind: 'text', value: String(cell.v) };
    case 'b':
      return { kind: 'boolean', value: cell.v === true };
    case 'e':
      return { kind: 'error', value: errorNames[Number(cell.v)] ?? '#ERROR' };
    default:
      return undefined;
  }
}

function* rowsOf(sheet: XLSX.DenseWorkSheet): Generator<SheetRow> {
  // Walked by its keys: a broken file may place one row far below, and the array has a hole of 60,000 rows.
  for (const [row, cells] of Object.entries(sheet['!data'] ?? [])) {
    if (cells.length > widest) throw new ReadFailure('damaged', 'a cell beyond column IV');
    yield { row: Number(row), cells: Array.from(cells, cellOf) };
  }
}

function columnsBelow(sheet: XLSX.DenseWorkSheet, below: number): number[] {
  const columns = new Set<number>();
  for (const { row, cells } of rowsOf(sheet))
    if (row > below) for (const [column, cell] of cells.entries()) if (cell) columns.add(column);
  return [...columns].sort((a, b) => a - b);
}

function mergesOf(sheet: XLSX.WorkSheet): MergedRange[] {
  return (sheet['!merges'] ?? []).map((range) => ({
    firstRow: range.s.r,
    lastRow: range.e.r,
    firstColumn: range.s.c,
    lastColumn: range.e.c,
  }));
}

/** SheetJS keeps the number formats of one workbook for the next: its list is put back to what needs no writing down. */
function forgetFormats(): void {
  const formats: Record<string, unknown> = XLSX.SSF.get_table();
  for (const id of Object.keys(formats)) delete formats[id];
  for (const [id, format] of builtInFormats) XLSX.SSF.load(format, id);
}

/** Reads an .xls with SheetJS: dense rows, number formats, cached results of formulas. */
export const openSheetjsWorkbook: OpenWorkbook = (bytes) => {
  forgetFormats();
  const workbook = XLSX.read(bytes, {
    type: 'array',
    dense: true,
    cellNF: true,
    cellText: false,
    cellHTML: false,
    cellFormula: false,
  });
  const sheets = workbook.SheetNames.map((name): WorkbookSheet => {
    const sheet = workbook.Sheets[name] as XLSX.DenseWorkSheet; // `dense` above makes every sheet one
    return {
      name,
      hidden: (workbook.Workbook?.Sheets?.find((props) => props.name === name)?.Hidden ?? 0) !== 0,
      merges: mergesOf(sheet),
      rows: () => rowsOf(sheet),
      columnsBelow: (row) => columnsBelow(sheet, row),
    };
  });
  return { date1904: workbook.Workbook?.WBProps?.date1904 === true, sheets };
};
