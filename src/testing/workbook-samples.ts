/** Small real .xls workbooks for the tests of filetypes/. SheetJS writes them, so they must stay small. */
import * as XLSX from 'xlsx';
import type { FileType } from '../filetypes/file-type.js';

/** A cell: text, number, or a cell object of SheetJS (number format, error, formula). */
export type SampleCell = string | number | boolean | null | undefined | XLSX.CellObject;

export interface SampleSheet {
  readonly name: string;
  readonly rows: readonly (readonly SampleCell[])[];
  readonly merges?: readonly XLSX.Range[];
  readonly hidden?: boolean;
}

/** The bytes of a BIFF8 workbook. */
export function sampleWorkbook(sheets: readonly SampleSheet[], bookType: XLSX.BookType = 'biff8'): Buffer {
  const book = XLSX.utils.book_new();
  for (const { name, rows, merges } of sheets) {
    const sheet = XLSX.utils.aoa_to_sheet(rows.map((row) => row.map((cell) => cell ?? null)));
    if (merges) sheet['!merges'] = [...merges];
    XLSX.utils.book_append_sheet(book, sheet, name);
  }
  book.Workbook = { Sheets: sheets.map(({ hidden }) => ({ Hidden: hidden ? 1 : 0 })) };
  return XLSX.write(book, { type: 'buffer', bookType });
}

/** Rows in which the levels of a heading stand: those of ORF are not one below the other (formats/README 1.4). */
function levelRows({ id, headingRows: [first] }: FileType): readonly number[] {
  return id === 'rep-orf' ? [first, first + 2, first + 3] : [first, first + 1, first + 2, first + 3];
}

interface HeadingCell {
  readonly text: string;
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

/** The cells of a heading: groups over their parts, the last level down to the last row of the heading. */
function headingCells(fileType: FileType): HeadingCell[] {
  const rows = levelRows(fileType);
  const paths = fileType.columns.map(([, heading]) => heading.split(' > '));
  const cells: HeadingCell[] = [];
  for (const [column, path] of paths.entries()) {
    for (const [level, text] of path.entries()) {
      const prefix = path.slice(0, level + 1).join('|');
      const same = (at: number) => paths[at]?.slice(0, level + 1).join('|') === prefix;
      if (same(column - 1)) continue;
      let right = column;
      while (same(right + 1)) right += 1;
      const hasParts = paths.slice(column, right + 1).some((one) => one.length > level + 1);
      const top = rows[level] ?? 0;
      const bottom = hasParts ? (rows[level + 1] ?? 0) - 1 : fileType.headingRows[1];
      cells.push({ text, top, bottom, left: column, right });
    }
  }
  return cells;
}

export interface SampleOptions {
  readonly name?: string;
  /** Saved without the records of merged cells. */
  readonly withoutMerges?: boolean;
  /** Title rows more (or, below 0, fewer) than the form has. */
  readonly shift?: number;
  readonly title?: string;
  /** Changes the heading texts, e.g. to rename or to respell one. */
  readonly heading?: (text: string) => string;
  readonly hidden?: boolean;
}

/** A sheet of a form with its heading as NHSO draws it, and these rows below. */
export function sampleSheet(
  fileType: FileType,
  rows: readonly (readonly SampleCell[])[],
  options: SampleOptions = {},
): SampleSheet {
  const {
    name = fileType.sheetKind,
    withoutMerges = false,
    shift = 0,
    title,
    heading = (text) => text,
  } = options;
  const height = fileType.headingRows[1] + shift + 1;
  const grid: SampleCell[][] = Array.from({ length: height }, () => []);
  const merges: XLSX.Range[] = [];
  for (const { text, top, bottom, left, right } of headingCells(fileType)) {
    const row = grid[top + shift];
    if (row) row[left] = heading(text);
    const isMerged = bottom > top || right > left;
    if (isMerged && !withoutMerges)
      merges.push({ s: { r: top + shift, c: left }, e: { r: bottom + shift, c: right } });
  }
  const first = grid[0];
  if (first && title !== undefined) first[0] = title;
  return { name, rows: [...grid, ...rows], merges, hidden: options.hidden ?? false };
}

/** A row of a form from values by database column; the others are `-`, as NHSO writes nothing. */
export function sampleRow(
  fileType: FileType,
  values: Readonly<Record<string, SampleCell>>,
  blank: SampleCell = '-',
): SampleCell[] {
  return fileType.columns.map(([, , name]) => (name !== null && name in values ? values[name] : blank));
}
