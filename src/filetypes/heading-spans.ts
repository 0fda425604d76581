/** Which rows of a sheet may be its heading, and where the words of one such span stand. */
import { type ColumnHeading, columnHeadings, type HeadingGrid } from './heading-paths.js';

/** The headings of one row span, and where their keys stand. */
export interface Span {
  readonly bottom: number;
  readonly headings: readonly ColumnHeading[];
  /** Columns by their likeliest key, and by any of their keys. */
  readonly likely: ReadonlyMap<string, readonly number[]>;
  readonly possible: ReadonlyMap<string, readonly number[]>;
}

/** A heading may reach this many rows above and below the row that names most columns. */
const reach = 3;

/** A row may belong to the heading when it has this part of the words that the fullest row has. */
const wordsOfFullest = 0.25;

/**
 * The rows that may belong to the heading, from the top: three of their cells or more are words of a known heading. The
 * fullest alone will not do: where cells are not merged, a heading that is repeated among the data says more in one row
 * than the true one in each of its rows.
 */
export function anchorRows(grid: HeadingGrid, words: ReadonlySet<string>): number[] {
  const counts = grid.texts.map((row) => row.filter((text) => words.has(grid.keys.get(text) ?? '')).length);
  const least = Math.max(3, wordsOfFullest * Math.max(...counts));
  return counts.flatMap((count, row) => (count >= least ? [row] : []));
}

function columnsByKey(keys: readonly (readonly string[])[]): Map<string, number[]> {
  const found = new Map<string, number[]>();
  for (const [column, ofColumn] of keys.entries()) {
    for (const key of ofColumn) found.set(key, [...(found.get(key) ?? []), column]);
  }
  return found;
}

/** Every row span that may be the heading, around the anchor; the shortest first. */
export function* spans(anchor: number, grid: HeadingGrid): Generator<Span> {
  const last = grid.texts.length - 1;
  for (let rows = 0; rows <= 2 * reach; rows += 1) {
    for (let top = Math.max(0, anchor - reach); top <= anchor; top += 1) {
      const bottom = top + rows;
      if (bottom < anchor || bottom > Math.min(last, anchor + reach)) continue;
      const headings = columnHeadings(grid, top, bottom);
      const likely = columnsByKey(headings.map(({ keys }) => keys.slice(0, 1)));
      const possible = columnsByKey(headings.map(({ keys }) => keys));
      yield { bottom, headings, likely, possible };
    }
  }
}
