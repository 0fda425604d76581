import mysql, { type PoolConnection, type ResultSetHeader, type RowDataPacket } from 'mysql2/promise';
import { rowsOfText } from '../domain/row-text.js';
import { chunks } from './chunks.js';
import { createDb } from './create-db.js';
import type { ServerSettings } from './db.js';
import {
  type Answer,
  type Connection,
  type ConnectionSource,
  type OpenedDb,
  quoteName,
  quoteNames,
  type Row,
} from './dialect.js';
import { inOrder, takingTexts } from './each-text.js';
import { createLender } from './lender.js';
import { literalText } from './literal-text.js';
import { mysqlDialect, mysqlError } from './mysql-dialect.js';
import { canLoadLocal, loadLocal, loadLocalText } from './mysql-load.js';
import { eachRowText } from './mysql-stream.js';
import { mysqlRows } from './mysql-types.js';
import { join, raw, type Sql, sql } from './sql.js';

// Strict: MariaDB as shipped cuts a text that is too long and only warns. `||` joins texts and "x" is a name, as in
// PostgreSQL. Backslash escapes stay on; the escaping of values relies on it. A reader of an export may rest longer than the
// minute that the server waits by itself.
const sessionSettings = `set session
  sql_mode = 'STRICT_TRANS_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION,ONLY_FULL_GROUP_BY,ANSI_QUOTES,PIPES_AS_CONCAT',
  time_zone = '+00:00',
  innodb_lock_wait_timeout = 120,
  net_write_timeout = 300`;

async function named<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw mysqlError(error);
  }
}

async function run(client: PoolConnection, text: string): Promise<Answer> {
  const [answer, fields] = await client.query<ResultSetHeader | RowDataPacket[][]>({
    sql: text,
    rowsAsArray: true,
  });
  if (Array.isArray(answer))
    return { rows: mysqlRows(answer, fields), count: answer.length, insertedId: null };
  return { rows: [], count: answer.affectedRows, insertedId: answer.insertId > 0 ? answer.insertId : null };
}

function connectionOf(client: PoolConnection, mayLoadLocal: boolean): Connection {
  const quote = (text: string) => mysql.escape(text);
  const runStatement = (statement: Sql) => named(() => run(client, literalText(statement, quote)));
  const insertRows = async (table: string, columns: readonly string[], rows: readonly Row[]) => {
    const head = raw(`insert into ${quoteName(table)} (${quoteNames(columns)}) values `);
    for (const group of chunks(rows))
      await runStatement(sql`${head}${join(group.map((row) => sql`(${join(row)})`))}`);
  };
  return {
    run: runStatement,
    script: (text) =>
      named(async () => {
        await client.query(text);
      }),
    async load(table, columns, rows) {
      if (mayLoadLocal && canLoadLocal(rows)) return named(() => loadLocal(client, table, columns, rows));
      await insertRows(table, columns, rows);
    },
    async loadText(table, columns, batches) {
      if (mayLoadLocal) return named(() => loadLocalText(client, table, columns, batches));
      let sent = 0;
      for await (const { text } of batches) {
        const rows = rowsOfText(text);
        await insertRows(table, columns, rows);
        sent += rows.length;
      }
      return sent;
    },
    eachText: (select, take) =>
      takingTexts(take, mysqlError, (watched) =>
        eachRowText(client, literalText(inOrder(select), quote), watched),
      ),
  };
}

function poolSource(settings: ServerSettings, wantsLoadLocal: boolean): ConnectionSource {
  const pool = mysql.createPool({
    host: settings.host,
    port: settings.port,
    database: settings.database,
    user: settings.user,
    password: settings.password,
    ...(settings.ssl ? { ssl: {} } : {}),
    connectionLimit: settings.poolMax,
    maxIdle: settings.poolMax,
    connectTimeout: 15_000,
    enableKeepAlive: true,
    charset: 'utf8mb4_bin',
    timezone: 'Z',
    dateStrings: true,
    supportBigNumbers: true,
    jsonStrings: true,
  });
  const localInfile = new WeakMap<PoolConnection, boolean>();
  return createLender<PoolConnection>({
    take: () => named(() => pool.getConnection()),
    prepare: (client) =>
      named(async () => {
        await client.query(sessionSettings);
        await client.query('set session transaction isolation level read committed');
        const answer = await run(client, 'select @@local_infile as allowed');
        const [row] = answer.rows as { allowed: number }[];
        localInfile.set(client, wantsLoadLocal && row?.allowed === 1);
      }),
    check: (client) =>
      named(async () => {
        await client.query('select 1');
      }),
    giveBack: (client, broken) => (broken ? client.destroy() : client.release()),
    connectionOf: (client) => connectionOf(client, localInfile.get(client) ?? false),
    close: () => pool.end(),
  });
}

/** Opens no connection yet: the first statement does. `loadLocal: false` keeps `load data local` off (tests). */
export function openMysql(settings: ServerSettings, options: { loadLocal?: boolean } = {}): OpenedDb {
  return createDb(mysqlDialect, poolSource(settings, options.loadLocal ?? true));
}
