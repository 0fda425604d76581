/** Reads the cells of one workbook. Most texts stand in many cells: what one says is found out once for each type of column. */
import { cleanKey, storableText } from '../domain/clean-text.js';
import { fieldBytes } from '../domain/row-text.js';
import type { ColumnType } from './file-type.js';
import { type CellReading, cellText, readCell, readDisputedCell } from './read-cell.js';
import type { Cell } from './workbook-reader.js';

type MaybeCell = Cell | undefined;

/** What was read of a cell; every reading has every name, since a row asks them of a hundred of these (measured). */
export interface WrittenReading {
  readonly value: CellReading['value'];
  /** The value as a field of a line (domain/row-text, `fieldBytes`). */
  readonly field: string;
  readonly raw: CellReading['raw'] | undefined;
  readonly trouble: CellReading['trouble'] | undefined;
}
export type ReadCell = (cell: MaybeCell) => WrittenReading;

export interface CellReader {
  /** What reads the cells of columns of this type. */
  of(type: ColumnType): ReadCell;
  /** The same for columns whose type the sources dispute. */
  ofDisputed(type: ColumnType): ReadCell;
  /** What stands in the cell, as it can be kept; null where no cell is. */
  text(cell: MaybeCell): string | null;
  /** What stands there on one line; null where nothing stands. */
  line(cell: MaybeCell): string | null;
  /** The same of a mark: an error cell marks nothing. */
  mark(cell: MaybeCell): string | null;
}

/** Answers for texts of the workbook's list from memory, by their number. */
function remembered<Answer>(find: (cell: MaybeCell) => Answer): (cell: MaybeCell) => Answer {
  const known: Answer[] = [];
  return (cell) => {
    if (cell?.kind !== 'text' || cell.shared === undefined) return find(cell);
    const before = known[cell.shared];
    if (before !== undefined) return before;
    const answer = find(cell);
    known[cell.shared] = answer;
    return answer;
  };
}

function byType(find: (cell: MaybeCell, type: ColumnType) => CellReading): (type: ColumnType) => ReadCell {
  const readers = new Map<ColumnType, ReadCell>();
  return (type) => {
    const written = (cell: MaybeCell): WrittenReading => {
      const { value, raw, trouble } = find(cell, type);
      return { value, field: fieldBytes(value), raw, trouble };
    };
    const known = readers.get(type) ?? remembered(written);
    readers.set(type, known);
    return known;
  };
}

/** `date1904` is the workbook's. */
export function cellReader(date1904: boolean): CellReader {
  const line = remembered((cell) => {
    const text = cell && cleanKey(cellText(cell, date1904));
    return text ? storableText(text) : null;
  });
  return {
    of: byType((cell, type) => readCell(cell, type, date1904)),
    ofDisputed: byType((cell, type) => readDisputedCell(cell, type, date1904)),
    text: (cell) => (cell ? storableText(cellText(cell, date1904)) : null),
    line,
    mark: (cell) => (cell?.kind === 'error' ? null : line(cell)),
  };
}
