import { type CsvRecord, createCsvReader } from './csv-reader.js';

export type { CsvRecord };

/**
 * Records of a CSV file (RFC 4180; a quote inside quotes is doubled), empty lines left out. `openQuote` is the line of a
 * quote that is never closed: everything after it is one cell, so the file must not be used.
 */
export function readCsv(text: string): { readonly records: CsvRecord[]; readonly openQuote: number | null } {
  const reader = createCsvReader();
  const records = [...reader.push(text), ...reader.end()];
  return { records, openQuote: reader.openQuote() };
}
