import { fieldBytes } from '../domain/row-text.js';
import type { FileType, ParsedRow } from './file-type.js';
import { contentColumns, isRunningNumber, storedColumns } from './index.js';

/** How the line of a row begins: with what stands in the workbook. */
export interface ContentLine {
  /** Database columns, in the order of the fields. */
  readonly columns: readonly string[];
  line(row: ParsedRow): string;
}

/** The content first, as the reader wrote it, and the running number behind it. */
export function contentLine(fileType: FileType): ContentLine {
  const numbers = fileType.columns.flatMap((column) =>
    column[2] !== null && isRunningNumber(fileType, column) ? [column[2]] : [],
  );
  const places = numbers.map((name) => storedColumns(fileType).indexOf(name));
  return {
    columns: [...contentColumns(fileType), ...numbers],
    line: ({ text, values }) =>
      [text, ...places.map((place) => fieldBytes(values[place] ?? null))].join('\t'),
  };
}
