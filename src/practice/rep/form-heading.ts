import type { ColumnRow } from '../../filetypes/file-type.js';
import type { Cell, MergedArea } from '../biff8-writer.js';

/** The rows of a heading, 0-based in the sheet, with their merged areas. */
export interface FormHeading {
  readonly rows: readonly (readonly Cell[])[];
  readonly merges: readonly MergedArea[];
}

/** Rows on which the levels of a heading path stand, and the last row of the heading; 0-based. */
export interface HeadingPlace {
  readonly levels: readonly number[];
  readonly lastRow: number;
}

/** Numbers of formulas stand on a line of their own in NHSO's headings, e.g. `เรียกเก็บ` / `(1)`. */
function withLineBreak(text: string): string {
  return text.replace(/^(\D+?) (\(\d+( = [^)]*)?\))$/, '$1\n$2');
}

interface HeadingCell {
  readonly text: string;
  readonly firstRow: number;
  readonly lastRow: number;
}

/** The cells of one column from top to bottom; the deepest one reaches down to the last row. */
function cellsOf(heading: string, place: HeadingPlace): HeadingCell[] {
  const parts = heading.split(' > ');
  return parts.map((text, level) => {
    const next = place.levels[level + 1];
    const isLast = level === parts.length - 1 || next === undefined;
    return {
      text: withLineBreak(text),
      firstRow: place.levels[level] ?? place.lastRow,
      lastRow: isLast ? place.lastRow : next - 1,
    };
  });
}

/**
 * Merged headings from heading paths: equal neighbours share one cell, a column without parts stretches down.
 * A column whose path is the beginning of its neighbour's (CATARACT and its workload) leaves the lower row empty.
 */
export function formHeading(columns: readonly ColumnRow[], place: HeadingPlace): FormHeading {
  const firstRow = place.levels[0] ?? 0;
  const rows: Cell[][] = Array.from({ length: place.lastRow - firstRow + 1 }, () =>
    new Array<Cell>(columns.length).fill(null),
  );
  const merges: MergedArea[] = [];
  // The path down to each level: two columns share a cell where these are equal.
  const paths = columns.map(([, heading]) => {
    const parts = heading.split(' > ');
    return parts.map((_, level) => parts.slice(0, level + 1).join(' > '));
  });
  const begins = (column: number, level: number) => {
    const before = paths[column - 1]?.[level];
    return before === undefined || before !== paths[column]?.[level];
  };
  for (const [column, [, heading]] of columns.entries()) {
    for (const [level, cell] of cellsOf(heading, place).entries()) {
      if (!begins(column, level)) continue;
      let lastColumn = column;
      while (lastColumn + 1 < columns.length && !begins(lastColumn + 1, level)) lastColumn++;
      // Shared with a column that has parts below: the cell ends where they begin.
      const deeper = paths.slice(column, lastColumn + 1).some((path) => path.length > level + 1);
      const below = place.levels[level + 1];
      const lastRow = deeper && below !== undefined ? below - 1 : cell.lastRow;
      const row = rows[cell.firstRow - firstRow];
      if (row) row[column] = cell.text;
      if (lastRow > cell.firstRow || lastColumn > column)
        merges.push([cell.firstRow, column, lastRow, lastColumn]);
    }
  }
  return { rows, merges };
}
