import pg from 'pg';
import { AppError } from '../domain/errors.js';
import type { Log } from '../log/log.js';
import { createDb } from './create-db.js';
import { DbError, type EmbeddedSettings, type KeyedSelect } from './db.js';
import { type Connection, type ConnectionSource, type OpenedDb, quoteName, quoteNames } from './dialect.js';
import { atBegin, nextPage, type Place, takePieces, takingTexts } from './each-text.js';
import { type EmbeddedClient, startEmbeddedThread } from './embedded-client.js';
import { embeddedFolder, hasDatabase, makeDatabase, makeDataDir } from './embedded-folder.js';
import { lastKey, type OpenReading, openReading, type ReadPage } from './embedded-reading.js';
import { type FolderLock, lockFolder } from './folder-lock.js';
import { literalText } from './literal-text.js';
import { loadText } from './load-text.js';
import { postgresqlDialect, postgresqlError } from './postgresql-dialect.js';
import { postgresqlValue } from './postgresql-types.js';
import { createQueue } from './queue.js';
import { finishRestore } from './restore-folder.js';

const encoder = new TextEncoder();
/** Of one answer of its thread inside a transaction. */
const pageRows = 5000;

const pageOf =
  (client: EmbeddedClient): ReadPage =>
  async (select, place, limit) => {
    const text = literalText(nextPage(select, place, limit), pg.escapeLiteral);
    const { data, count } = await client.ask({ kind: 'unload', text: `copy (${text}) to '/dev/blob'` });
    return { text: data ?? new Uint8Array(), rows: count };
  };

async function* allPages(read: ReadPage, select: KeyedSelect): AsyncGenerator<Uint8Array> {
  for (let place: Place = atBegin; ; ) {
    const { text, rows } = await read(select, place, pageRows);
    yield text;
    place = { below: lastKey(text), taken: place.taken + rows };
    if (rows < pageRows) return;
  }
}

function connectionOf(client: EmbeddedClient): Connection {
  return {
    async run(statement) {
      const values = statement.values.map(postgresqlValue);
      return { ...(await client.ask({ kind: 'run', text: statement.text, values })), insertedId: null };
    },
    async script(text) {
      await client.ask({ kind: 'script', text });
    },
    async load(table, columns, rows) {
      const text = `copy ${quoteName(table)} (${quoteNames(columns)}) from '/dev/blob'`;
      for await (const piece of loadText(rows)) {
        // Bytes of their own, unlike those of a Buffer, which may lie in a pool.
        const data = encoder.encode(piece);
        await client.ask({ kind: 'load', text, data }, [data.buffer]);
      }
    },
    async loadText(table, columns, batches) {
      const text = `copy ${quoteName(table)} (${quoteNames(columns)}) from '/dev/blob'`;
      let stored = 0;
      for await (const { text: data } of batches)
        stored += (await client.ask({ kind: 'load', text, data })).count;
      return stored;
    },
    eachText: (select, take) =>
      takingTexts(take, postgresqlError, async (watched) => {
        await takePieces(allPages(pageOf(client), select), watched);
      }),
  };
}

/** The connection; readings of others are told of a statement before it is run. */
function watchedConnection(client: EmbeddedClient, readings: ReadonlySet<OpenReading>): Connection {
  const connection = connectionOf(client);
  const told = async (statement: string) => {
    for (const reading of readings) await reading.beforeStatement(statement, pageOf(client));
  };
  return {
    ...connection,
    run: (statement) => told(statement.text).then(() => connection.run(statement)),
    script: (text) => told(text).then(() => connection.script(text)),
    load: (table, ...given) => told(`copy ${table}`).then(() => connection.load(table, ...given)),
    loadText: (table, ...given) => told(`copy ${table}`).then(() => connection.loadText(table, ...given)),
  };
}

/** One connection for everybody: work waits in a queue. A thread that ended is started anew with the next work. */
function singleSource(dataDir: string, first: EmbeddedClient, lock: FolderLock, log?: Log): ConnectionSource {
  const folder = embeddedFolder(dataDir);
  const queue = createQueue();
  const readings = new Set<OpenReading>();
  let client = first;
  let closed = false;

  async function living(): Promise<EmbeddedClient> {
    if (closed) throw new DbError('unavailable', 'the embedded database is closed', null);
    if (!client.isAlive()) {
      log?.error({}, 'the thread of the embedded database ended and is started anew');
      client = await startEmbeddedThread({ folder, makeOnly: false });
    }
    return client;
  }

  return {
    use: (work) => queue(async () => work(watchedConnection(await living(), readings))),
    reading(select) {
      const reading = openReading(select, {
        lend: (work) => queue(async () => work(pageOf(await living()))),
        folder: dataDir,
        closed: () => readings.delete(reading),
      });
      readings.add(reading);
      return reading;
    },
    close: () =>
      queue(async () => {
        if (closed) return;
        closed = true;
        await client.close();
        await lock.release();
      }),
  };
}

async function openFolder(dataDir: string): Promise<EmbeddedClient> {
  try {
    // Made in a thread of its own: making it takes 800 MB, which end with the thread.
    if (!hasDatabase(dataDir))
      await makeDatabase(dataDir, async (folder) => {
        await startEmbeddedThread({ folder, makeOnly: true });
      });
    return await startEmbeddedThread({ folder: embeddedFolder(dataDir), makeOnly: false });
  } catch (error) {
    if (error instanceof AppError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new AppError('database_folder_damaged', { folder: dataDir, reason }, { cause: error });
  }
}

/** Opens the database in `dataDir`, and makes it at the first start. AppError where the folder is in use or unfit. */
export async function openEmbedded({ dataDir }: EmbeddedSettings, log?: Log): Promise<OpenedDb> {
  makeDataDir(dataDir);
  const lock = await lockFolder(dataDir);
  try {
    finishRestore(dataDir);
    const client = await openFolder(dataDir);
    return createDb(postgresqlDialect('embedded'), singleSource(dataDir, client, lock, log));
  } catch (error) {
    await lock.release();
    throw error;
  }
}
