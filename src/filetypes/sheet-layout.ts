import type { FileType } from './file-type.js';

/** A column of the sheet that its form does not have. */
export interface UnknownColumn {
  readonly column: number;
  readonly heading: string;
}

/** Where the columns of a form stand in one sheet. */
export interface SheetLayout {
  readonly fileType: FileType;
  /** Last row of the heading, 0-based: data stands below. */
  readonly lastHeadingRow: number;
  /** Column of the sheet for each column of the form, 0-based; -1 = not sent any more, by an approved mapping. */
  readonly positions: readonly number[];
  readonly unknown: readonly UnknownColumn[];
  /** Headings of the form that do not stand in its order, or, where no column says why, in its places. */
  readonly moved: readonly string[];
  /** Words of the mapping by which the sheet is read; absent where the form itself is known. */
  readonly mapped?: Readonly<Record<string, string>>;
}
