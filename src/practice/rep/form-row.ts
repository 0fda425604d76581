import type { ColumnRow } from '../../filetypes/file-type.js';
import type { Cell } from '../biff8-writer.js';

/** Values of one row by database column, or by heading path where the form has no database column. */
export type RowValues = Readonly<Record<string, Cell>>;

/** What a workbook writes where nothing stands: `-` as real files do, or no cell at all. */
export type NothingMark = '-' | null;

/** Puts values at their columns; a heading that the form repeats is `HEADING (2)`. Throws on a name that it does not have. */
export function createFormRow(columns: readonly ColumnRow[], width = columns.length) {
  const places = new Map<string, number>();
  for (const [index, heading, name] of columns) {
    places.set(places.has(heading) ? `${heading} (2)` : heading, index);
    if (name !== null) places.set(name, index);
  }
  return (values: RowValues, nothing: NothingMark): Cell[] => {
    const row = new Array<Cell>(width).fill(nothing);
    if (width > columns.length) row.fill(null, columns.length);
    for (const [name, value] of Object.entries(values)) {
      const place = places.get(name);
      if (place === undefined) throw new RangeError(`the form has no column ${name}`);
      if (value !== null && value !== undefined) row[place] = value;
    }
    return row;
  };
}

/** Satang as the number of baht that a money cell holds; null for nothing. */
export function baht(satang: number): number | null {
  return satang === 0 ? null : satang / 100;
}

/** As `baht`, but a zero is written as 0. */
export function bahtOrZero(satang: number): number {
  return satang / 100;
}

/** Ten-thousandths as a weight; null for nothing. */
export function weight(tenThousandths: number): number | null {
  return tenThousandths === 0 ? null : tenThousandths / 10_000;
}

/** Satang by database column become cells. */
export function bahtByColumn(amounts: Readonly<Record<string, number>>): Record<string, Cell> {
  return Object.fromEntries(Object.entries(amounts).map(([name, amount]) => [name, baht(amount)]));
}
