import { Readable } from 'node:stream';
import type { PoolConnection, ResultSetHeader, RowDataPacket } from 'mysql2/promise';
import type { TextRows } from '../domain/row-text.js';
import { DbError } from './db.js';
import { quoteName, quoteNames, type Row } from './dialect.js';
import { loadText } from './load-text.js';
import { mysqlKind } from './mysql-dialect.js';

function bytesOf(text: AsyncIterable<string>): AsyncGenerator<Buffer> {
  return (async function* () {
    for await (const piece of text) yield Buffer.from(piece);
  })();
}

/**
 * With `local` the server only warns where it would refuse: a doubled key leaves the row out, a long text is cut. Here
 * that is an error like any other; the transaction of the load takes all its rows back.
 */
async function refuseWarnings(client: PoolConnection, loaded: ResultSetHeader, rows: number): Promise<void> {
  if (loaded.affectedRows === rows && loaded.warningStatus === 0) return;
  const [warnings] = await client.query<RowDataPacket[]>({ sql: 'show warnings', rowsAsArray: false });
  // A note says that more decimals than the column has were rounded, which every dialect does.
  const serious = warnings.find((warning) => warning.Level !== 'Note');
  if (serious)
    throw new DbError(mysqlKind(Number(serious.Code)), `rows were refused: warning ${serious.Code}`, null);
  if (loaded.affectedRows !== rows)
    throw new DbError('other', `${rows} rows were sent and ${loaded.affectedRows} stored`, null);
}

async function loadStream(
  client: PoolConnection,
  table: string,
  columns: readonly string[],
  infileStreamFactory: () => Readable,
): Promise<ResultSetHeader> {
  const [loaded] = await client.query<ResultSetHeader>({
    sql: `load data local infile 'rows' into table ${quoteName(table)} character set utf8mb4 fields terminated by '\\t' escaped by '\\\\' lines terminated by '\\n' (${quoteNames(columns)})`,
    infileStreamFactory,
  });
  return loaded;
}

/** Rows that are text already, counted as they pass. */
export async function loadLocalText(
  client: PoolConnection,
  table: string,
  columns: readonly string[],
  batches: AsyncIterable<TextRows>,
): Promise<number> {
  let sent = 0;
  async function* bytes(): AsyncGenerator<Buffer> {
    for await (const { text, rows } of batches) {
      sent += rows;
      // The driver takes no other kind of bytes.
      yield Buffer.from(text.buffer, text.byteOffset, text.byteLength);
    }
  }
  const loaded = await loadStream(client, table, columns, () => Readable.from(bytes()));
  await refuseWarnings(client, loaded, sent);
  return sent;
}

/**
 * Loads rows with `load data local infile`. No file is read: the server's request for a "file" is answered with our
 * rows, for this one statement; any other request gets an empty answer by the driver.
 */
export async function loadLocal(
  client: PoolConnection,
  table: string,
  columns: readonly string[],
  rows: readonly Row[],
): Promise<void> {
  const loaded = await loadStream(client, table, columns, () => Readable.from(bytesOf(loadText(rows))));
  await refuseWarnings(client, loaded, rows.length);
}

/** Bytes have no form in the text of a load that MySQL reads back. */
export function canLoadLocal(rows: readonly Row[]): boolean {
  return !rows.some((row) => row.some((value) => value instanceof Uint8Array));
}
