import type { ReadColumn } from '../domain/claim.js';
import type { FileType, ParsedRow } from './file-type.js';
import { storedColumns } from './index.js';

/** Reads a row by database column, or by heading path where the form's column has none. */
export function columnReader(fileType: FileType): (row: ParsedRow) => ReadColumn {
  const positions = new Map(storedColumns(fileType).map((name, index) => [name, index]));
  return (row) => (name) => {
    const position = positions.get(name);
    if (position !== undefined) return row.values[position] ?? null;
    return row.extra[name] ?? null;
  };
}
