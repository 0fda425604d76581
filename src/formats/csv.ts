import type { CellKind } from '../domain/export-column.js';
import type { Format } from './format.js';

export type CsvValue = string | number | boolean | null;

/** One field: quoted where needed; a text that a spreadsheet would run as a formula gets an apostrophe before it. */
export function csvField(value: CsvValue): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  const number = /^-?\d+(\.\d+)?$/.test(value);
  const safe = !number && /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** First piece of a CSV that Excel opens as UTF-8. */
export const byteOrderMark = '\uFEFF';

// What a spreadsheet would change: zeros at the beginning, more digits than it shows, an exponent, a day or a fraction.
const changedBySpreadsheet = /^(0\d+|\d{12,}|\d+E\d+|\d{1,4}[-/]\d{1,2}([-/]\d{1,4})?)$/i;

/** An identifier: what a spreadsheet would take for an amount or a day is written so that it stays the text it is. */
export function csvIdentifier(value: string): string {
  return changedBySpreadsheet.test(value) ? `"=""${value}"""` : csvField(value);
}

const plain = (value: string) => value;
const fields: Readonly<Record<CellKind, (value: string) => string>> = {
  text: csvField,
  identifier: csvIdentifier,
  count: plain,
  baht: plain,
  weight: plain,
  day: plain,
  flag: (value) => (value === '1' ? 'true' : 'false'),
};

const dayOrMonth = /^(19|20)\d{2}-(0[1-9]|1[0-2])(-\d{2})?$/;

/**
 * A value whose kind nobody says, as in the tables of pages: texts that a spreadsheet would change are written as
 * identifiers, but for days and months, which it shows as what they are.
 */
export function csvCell(value: CsvValue): string {
  return typeof value === 'string' && !dayOrMonth.test(value) ? csvIdentifier(value) : csvField(value);
}

/** UTF-8 with a byte order mark and CRLF, as Thai Excel opens it. */
export const csv: Format = {
  name: 'csv',
  contentType: 'text/csv; charset=utf-8',
  longestValue: null,
  async open(out, { columns }) {
    const writers = columns.map(({ kind }) => fields[kind]);
    await out.write(`${byteOrderMark}${columns.map(({ name }) => csvField(name)).join(',')}\r\n`);
    return {
      async write(rows) {
        let text = '';
        for (const row of rows) {
          for (let index = 0; index < writers.length; index += 1) {
            const value = row[index];
            if (index > 0) text += ',';
            if (value !== null && value !== undefined) text += writers[index]?.(value) ?? '';
          }
          text += '\r\n';
        }
        await out.write(text);
      },
      end: async () => undefined,
    };
  },
};
