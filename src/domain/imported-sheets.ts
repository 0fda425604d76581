import { z } from 'zod';
import type { ImportedSheet } from './import-result.js';

const storedSheets = z.array(
  z.object({
    name: z.string(),
    layout: z.string().nullable(),
    rows_read: z.number(),
    stored: z.number(),
    refused: z.number(),
  }),
);

/** Reads the sheets column of eclaim_imported_files (JSON text). */
export function sheetsOf(json: string): readonly ImportedSheet[] {
  return storedSheets.parse(JSON.parse(json)).map((sheet) => ({
    name: sheet.name,
    layout: sheet.layout,
    rowsRead: sheet.rows_read,
    stored: sheet.stored,
    refused: sheet.refused,
  }));
}

/** The sheets as eclaim_imported_files keeps them. */
export function sheetsJson(sheets: readonly ImportedSheet[]): string {
  return JSON.stringify(
    sheets.map((sheet) => ({
      name: sheet.name,
      layout: sheet.layout,
      rows_read: sheet.rowsRead,
      stored: sheet.stored,
      refused: sheet.refused,
    })),
  );
}
