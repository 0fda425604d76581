import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import { byteOrderMark, type CsvValue, csvCell, csvField } from '../formats/csv.js';

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
