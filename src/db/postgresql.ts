import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import type { Log } from '../log/log.js';
import { createDb } from './create-db.js';
import type { ServerSettings } from './db.js';
import {
  type Answer,
  type Connection,
  type ConnectionSource,
  type OpenedDb,
  quoteName,
  quoteNames,
} from './dialect.js';
import { inOrder, takePieces, takingTexts } from './each-text.js';
import { createLender } from './lender.js';
import { literalText } from './literal-text.js';
import { loadText, textsOf } from './load-text.js';
import { postgresqlDialect, postgresqlError } from './postgresql-dialect.js';
import { postgresqlParser, postgresqlSession, postgresqlValue } from './postgresql-types.js';

async function named<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw postgresqlError(error);
  }
}

function connectionOf(client: pg.PoolClient): Connection {
  return {
    run: (statement) =>
      named(async (): Promise<Answer> => {
        const result = await client.query({
          text: statement.text,
          values: statement.values.map(postgresqlValue),
        });
        return { rows: result.rows, count: result.rowCount ?? 0, insertedId: null };
      }),
    script: (text) =>
      named(async () => {
        await client.query(text);
      }),
    load: (table, columns, rows) =>
      named(async () => {
        const copy = client.query(copyFrom(`copy ${quoteName(table)} (${quoteNames(columns)}) from stdin`));
        await pipeline(loadText(rows), copy);
      }),
    loadText: (table, columns, batches) =>
      named(async () => {
        const copy = client.query(copyFrom(`copy ${quoteName(table)} (${quoteNames(columns)}) from stdin`));
        await pipeline(textsOf(batches), copy);
        return copy.rowCount ?? 0;
      }),
    eachText: (select, take) =>
      takingTexts(take, postgresqlError, async (watched) => {
        const text = literalText(inOrder(select), pg.escapeLiteral);
        const copy = client.query(copyTo(`copy (${text}) to stdout`));
        // Where the reader leaves early the connection is ended, which is told here once more.
        copy.on('error', () => undefined);
        await takePieces(copy, watched);
      }),
  };
}

function poolSource(settings: ServerSettings, log?: Log): ConnectionSource {
  const pool = new pg.Pool({
    host: settings.host,
    port: settings.port,
    database: settings.database,
    user: settings.user,
    password: settings.password,
    ssl: settings.ssl,
    max: settings.poolMax,
    application_name: 'eclaim-rep',
    connectionTimeoutMillis: 15_000,
    keepAlive: true,
    types: { getTypeParser: (type) => postgresqlParser(Number(type)) },
  });
  // An idle connection that breaks is thrown away by the pool; without a listener it would end the process.
  pool.on('error', (error) => log?.warn({ reason: error.message }, 'a database connection broke'));
  return createLender({
    take: () => named(() => pool.connect()),
    prepare: async (client) => {
      // A connection that breaks while it is lent tells it twice: to the statement and as an event.
      client.on('error', () => undefined);
      await named(() => client.query(postgresqlSession));
    },
    check: async (client) => {
      await named(() => client.query('select 1'));
    },
    giveBack: (client, broken) => client.release(broken),
    connectionOf,
    close: () => pool.end(),
  });
}

/** Opens no connection yet: the first statement does. */
export function openPostgresql(settings: ServerSettings, log?: Log): OpenedDb {
  return createDb(postgresqlDialect('postgresql'), poolSource(settings, log));
}
