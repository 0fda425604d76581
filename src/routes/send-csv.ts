import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import { exportFilename } from '../domain/export-filename.js';
import { byteOrderMark, type CsvValue, csvCell, csvField } from '../formats/csv.js';
import type { Parts } from './parts.js';
import { recordAccess } from './record-access.js';

export type { CsvValue };

export interface CsvColumn<Row> {
  readonly name: string;
  readonly value: (row: Row) => CsvValue;
}

async function* csvLines<Row>(
  columns: readonly CsvColumn<Row>[],
  rows: AsyncIterable<Row> | Iterable<Row>,
  counted: (count: number) => void,
): AsyncGenerator<string> {
  let count = 0;
  yield `${byteOrderMark}${columns.map(({ name }) => csvField(name)).join(',')}\r\n`;
  for await (const row of rows) {
    count += 1;
    yield `${columns.map(({ value }) => csvCell(value(row))).join(',')}\r\n`;
  }
  counted(count);
}

/**
 * The rows of figures: few, and known before the first byte, so that their number stands in the name of the file. Recorded
 * as every export is.
 */
export async function sendFigureCsv<Row>(
  parts: Parts,
  res: Response,
  { subject, filter }: { readonly subject: string; readonly filter: Readonly<Record<string, unknown>> },
  columns: readonly CsvColumn<Row>[],
  rows: readonly Row[],
): Promise<void> {
  const name = exportFilename({ subject, at: parts.now(), rows: rows.length, format: 'csv' });
  await recordAccess(parts, res, 'export', {
    ...{ subject: `figure ${subject}`, filter: { ...filter, format: 'csv' }, rows: rows.length },
  });
  await sendCsv(res, name, columns, rows);
}

/** Streams all rows as UTF-8 CSV with a byte order mark and CRLF, as Excel opens it; answers how many rows went out. */
export async function sendCsv<Row>(
  res: Response,
  filename: string,
  columns: readonly CsvColumn<Row>[],
  rows: AsyncIterable<Row> | Iterable<Row>,
): Promise<number> {
  res.status(200);
  res.setHeader('content-type', 'text/csv; charset=utf-8');
  res.setHeader('content-disposition', `attachment; filename="${filename}"`);
  let sent = 0;
  await pipeline(Readable.from(csvLines(columns, rows, (count) => (sent = count))), res);
  return sent;
}
