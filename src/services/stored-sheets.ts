import type { ReadColumn } from '../domain/claim.js';
import type { FileType, ParsedRow, ParseEvent, SheetHead } from '../filetypes/file-type.js';
import { storedColumns } from '../filetypes/index.js';

export interface StoredSheet {
  readonly name: string;
  readonly layout: string;
  readonly rowsRead: number;
  readonly stored: number;
  readonly refused: number;
}

/** Reads a row by database column, or by heading path where the form's column has none. */
export function columnReader(fileType: FileType): (row: ParsedRow) => ReadColumn {
  const positions = new Map(storedColumns(fileType).map((name, index) => [name, index]));
  return (row) => (name) => {
    const position = positions.get(name);
    if (position !== undefined) return row.values[position] ?? null;
    return row.extra[name] ?? null;
  };
}

/** What became of each sheet with a known layout, in the order of the workbook. */
export function storedSheets(
  heads: readonly SheetHead[],
  storedBySheet: ReadonlyMap<number, number>,
  end: Extract<ParseEvent, { type: 'end' }>,
): StoredSheet[] {
  return heads.flatMap((head): StoredSheet[] => {
    const count = end.sheets.find((sheet) => sheet.position === head.position);
    if (head.layout === null || !count) return [];
    return [
      {
        name: head.name,
        layout: head.layout,
        rowsRead: count.rowsRead,
        stored: storedBySheet.get(head.position) ?? 0,
        refused: count.refused,
      },
    ];
  });
}
