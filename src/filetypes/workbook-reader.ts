/**
 * The contract between what reads bytes and what knows NHSO's forms: a workbook is sheets of rows of cells.
 * A reader runs in the parse thread only. It throws ReadFailure for what it foresees; whatever else it throws
 * means that the file is damaged.
 */

/** `format` is the number format (`0000000`, `dd/mm/yyyy`); null where the reader found none. */
export type Cell =
  /** `shared` is the number of a text that stands once in the workbook, however many cells show it. */
  | { readonly kind: 'text'; readonly value: string; readonly shared?: number }
  | { readonly kind: 'number'; readonly value: number; readonly format: string | null }
  | { readonly kind: 'boolean'; readonly value: boolean }
  /** e.g. `#N/A` */
  | { readonly kind: 'error'; readonly value: string };

export interface SheetRow {
  /** 0-based. */
  readonly row: number;
  /** By column, 0-based; undefined where nothing stands. A formula stands as its last computed value. */
  readonly cells: readonly (Cell | undefined)[];
}

/** Merged cells, 0-based, both ends included. */
export interface MergedRange {
  readonly firstRow: number;
  readonly lastRow: number;
  readonly firstColumn: number;
  readonly lastColumn: number;
}

export interface WorkbookSheet {
  readonly name: string;
  readonly hidden: boolean;
  readonly merges: readonly MergedRange[];
  /** Rows from the top that have a cell; may be asked for more than once. */
  rows(): Iterable<SheetRow>;
  /** Columns, 0-based, in which a cell stands below this row, whatever it holds. */
  columnsBelow(row: number): readonly number[];
}

export interface Workbook {
  /** Dates count from 1904 instead of 1900. */
  readonly date1904: boolean;
  readonly sheets: readonly WorkbookSheet[];
}

export type OpenWorkbook = (bytes: Uint8Array) => Workbook;
