import type { RowTexts } from '../db/db.js';
import type { CellKind, ExportColumn } from '../domain/export-column.js';
import type { Format } from './format.js';

const asText = (value: string) => JSON.stringify(value);
const values: Readonly<Record<CellKind, (value: string) => string>> = {
  text: asText,
  identifier: asText,
  // Money and weights are text in JSON, so that no reader makes a binary fraction of them.
  baht: asText,
  weight: asText,
  day: asText,
  count: (value) => value,
  flag: (value) => (value === '1' ? 'true' : 'false'),
};

function objectWriter(columns: readonly ExportColumn[]): (row: RowTexts) => string {
  const members = columns.map(({ name, kind }, index) => ({
    head: `${index === 0 ? '{' : ','}${JSON.stringify(name)}:`,
    write: values[kind],
  }));
  return (row) => {
    let text = '';
    members.forEach(({ head, write }, index) => {
      const value = row[index];
      text += head;
      text += value === null || value === undefined ? 'null' : write(value);
    });
    return `${text}}`;
  };
}

/** One object a line. */
export const ndjson: Format = {
  name: 'ndjson',
  contentType: 'application/x-ndjson; charset=utf-8',
  longestValue: null,
  async open(out, { columns }) {
    const objectOf = objectWriter(columns);
    return {
      async write(rows) {
        let text = '';
        for (const row of rows) text += `${objectOf(row)}\n`;
        await out.write(text);
      },
      end: async () => undefined,
    };
  },
};

/** One document with all rows, as the page's `.json` has a part of them; `total` at the end says that it is whole. */
export const json: Format = {
  name: 'json',
  contentType: 'application/json; charset=utf-8',
  longestValue: null,
  async open(out, { columns, asOf }) {
    const objectOf = objectWriter(columns);
    let total = 0;
    await out.write(`{"as_of":${JSON.stringify(asOf.toISOString())},"rows":[\n`);
    return {
      async write(rows) {
        let text = '';
        for (const row of rows) {
          text += `${total === 0 ? '' : ',\n'}${objectOf(row)}`;
          total += 1;
        }
        await out.write(text);
      },
      end: () => out.write(`\n],"next_cursor":null,"total":${total}}\n`),
    };
  },
};
