/**
 * Headings of a sheet as paths. NHSO's forms have up to four rows of heading with merged cells; some programs save
 * them without the merges, so a blank cell above a part may belong to the group on its left.
 */
import { headingKey, headingText, storableText } from '../domain/clean-text.js';
import type { Cell, MergedRange, SheetRow } from './workbook-reader.js';

/** The first rows of a sheet, merges filled in. */
export interface HeadingGrid {
  /** `texts[row][column]`, '' where nothing stands. */
  readonly texts: readonly (readonly string[])[];
  /** What each of the texts is compared by. */
  readonly keys: ReadonlyMap<string, string>;
}

export interface ColumnHeading {
  /** The likeliest path, e.g. `ชดเชยสุทธิ > สปสช.`; '' where the column has no heading. */
  readonly path: string;
  /** Keys of every path that the blanks allow, the likeliest first. */
  readonly keys: readonly string[];
}

/** Rows that are searched for headings: they stand in the first nine, title rows may push them down. */
const searchedRows = 40;

/** The key of a whole path: where one level ends and the next begins does not matter. */
export function pathKey(path: string): string {
  return headingKey(path.replaceAll(' > ', ''));
}

function textOf(cell: Cell | undefined): string {
  if (cell?.kind === 'text') return headingText(storableText(cell.value));
  return cell?.kind === 'number' ? String(cell.value) : '';
}

/** Reads the first rows of a sheet; a merged cell's text stands in each cell that it covers. */
export function headingGrid(rows: Iterable<SheetRow>, merges: readonly MergedRange[]): HeadingGrid {
  const grid: string[][] = Array.from({ length: searchedRows }, () => []);
  for (const { row, cells } of rows) {
    if (row >= searchedRows) break;
    grid[row] = cells.map(textOf);
  }
  const width = Math.max(...grid.map((texts) => texts.length));
  for (const texts of grid) while (texts.length < width) texts.push('');
  for (const { firstRow, lastRow, firstColumn, lastColumn } of merges) {
    const text = grid[firstRow]?.[firstColumn] ?? '';
    if (text === '') continue;
    for (const texts of grid.slice(firstRow, lastRow + 1))
      texts.fill(text, firstColumn, Math.min(lastColumn + 1, width));
  }
  const keys = new Map<string, string>();
  for (const text of grid.flat()) if (!keys.has(text)) keys.set(text, pathKey(text));
  return { texts: grid, keys };
}

/** Levels that say something; one that repeats the one above (a cell merged downwards) counts once. */
function spoken(levels: readonly string[]): string[] {
  return levels.filter((text) => text !== '').filter((text, index, filled) => text !== filled[index - 1]);
}

/** Each level as it stands, and, where it is blank above a part, as the group on the left says. */
function choices(own: readonly string[], left: readonly string[]): string[][] {
  let sameGroup = true;
  return own.map((text, level) => {
    const hasPart = own.slice(level + 1).some((part) => part !== '');
    const carried = text === '' && hasPart && sameGroup ? (left[level] ?? '') : '';
    if (text !== '' && text !== left[level]) sameGroup = false;
    return carried === '' ? [text] : [carried, text];
  });
}

/** Headings of all columns, if the heading stands in the rows from `top` to `bottom` (0-based, both included). */
export function columnHeadings({ texts, keys }: HeadingGrid, top: number, bottom: number): ColumnHeading[] {
  const rows = texts.slice(top, bottom + 1);
  let left: string[] = [];
  return (rows[0] ?? []).map((_, column) => {
    const levels = choices(
      rows.map((row) => row[column] ?? ''),
      left,
    );
    // A column without any heading ends no group: it is the second of two under one merged heading.
    if (levels.some(([first = '']) => first !== '')) left = levels.map(([first = '']) => first);
    let paths: string[][] = [[]];
    for (const level of levels) paths = paths.flatMap((path) => level.map((text) => [...path, text]));
    const [likeliest = [], ...others] = paths.map(spoken);
    const keyOf = (path: readonly string[]) => path.map((text) => keys.get(text) ?? '').join('');
    return {
      path: likeliest.join(' > '),
      keys: others.length === 0 ? [keyOf(likeliest)] : [...new Set([likeliest, ...others].map(keyOf))],
    };
  });
}
