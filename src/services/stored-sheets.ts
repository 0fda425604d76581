import type { ParseEvent, SheetHead } from '../filetypes/file-type.js';

export interface StoredSheet {
  readonly name: string;
  readonly layout: string;
  readonly rowsRead: number;
  readonly stored: number;
  readonly refused: number;
}

/** What became of each sheet with a known layout, in the order of the workbook. */
export function storedSheets(
  heads: readonly SheetHead[],
  storedBySheet: ReadonlyMap<number, number>,
  end: Pick<Extract<ParseEvent, { type: 'end' }>, 'sheets'>,
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
