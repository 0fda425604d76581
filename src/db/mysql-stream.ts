import type { Duplex } from 'node:stream';
import type { Connection } from 'mysql2';
import type { PoolConnection } from 'mysql2/promise';
import type { RowTexts } from './db.js';
import type { TakeTexts } from './dialect.js';

/** The driver's own connection; its types do not tell of the socket. */
type DriverConnection = Connection & { readonly stream: Duplex };

/** Few, so that they are gone when memory is collected (each-text). */
const groupRows = 200;

function textsOf(row: readonly unknown[]): RowTexts {
  return row.map((value) => (value === null || typeof value === 'string' ? value : String(value)));
}

/** Rows of a select as the server sends them; while a group is taken, nothing is read from the server. */
export function eachRowText(client: PoolConnection, text: string, take: TakeTexts): Promise<void> {
  // The driver's own connection, which hands over rows one by one; its promises gather them all.
  const driver = client.connection as unknown as DriverConnection;
  return new Promise((resolve, reject) => {
    let group: RowTexts[] = [];
    let taking: Promise<void> = Promise.resolve();
    let over = false;
    const fail = (error: unknown) => {
      if (over) return;
      over = true;
      // The driver closes politely, which a server in the middle of an answer does not notice.
      driver.stream.destroy();
      reject(error);
    };
    const hand = () => {
      const rows = group;
      group = [];
      taking = taking.then(() => take(rows));
      return taking;
    };
    const query = driver.query({ sql: text, rowsAsArray: true });
    query.on('result', (row: unknown) => {
      if (over) return;
      group.push(textsOf(row as readonly unknown[])); // rowsAsArray
      if (group.length < groupRows) return;
      driver.pause();
      hand().then(() => driver.resume(), fail);
    });
    query.on('error', fail);
    query.on('end', () => {
      if (over) return;
      const last = group.length > 0 ? hand() : taking;
      last.then(resolve, fail);
    });
  });
}
