import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import {
  crashed,
  type EmbeddedAnswer,
  type EmbeddedRequest,
  type EmbeddedResult,
  type EmbeddedThreadData,
  type NumberedRequest,
  openedId,
} from './embedded-messages.js';
import { postgresqlParsers, postgresqlSession } from './postgresql-types.js';
import { SyncedNodeFS } from './synced-node-fs.js';

// The thread of the embedded database: a query blocks it for as long as it runs, and nobody else.

async function answer(database: PGlite, request: EmbeddedRequest): Promise<EmbeddedResult> {
  switch (request.kind) {
    case 'run': {
      const result = await database.query<object>(request.text, [...request.values]);
      return { rows: result.rows, count: result.affectedRows ?? 0 };
    }
    case 'script':
      await database.exec(request.text);
      return { rows: [], count: 0 };
    case 'load': {
      const blob = new Blob([request.data as Uint8Array<ArrayBuffer>]);
      const result = await database.query(request.text, [], { blob });
      return { rows: [], count: result.affectedRows ?? 0 };
    }
    case 'unload': {
      const result = await database.query(request.text);
      const data = new Uint8Array((await result.blob?.arrayBuffer()) ?? new ArrayBuffer());
      return { rows: [], count: result.affectedRows ?? 0, data };
    }
    case 'close':
      await database.close();
      return { rows: [], count: 0 };
  }
}

async function answered(id: number, work: () => Promise<EmbeddedResult>): Promise<EmbeddedAnswer> {
  try {
    return { id, ...(await work()) };
  } catch (error) {
    // A trap of WebAssembly; anything of the database itself has an SQLSTATE.
    const isCrash = error instanceof Error && error.name === 'RuntimeError';
    const code = isCrash ? crashed : error instanceof Error && 'code' in error ? String(error.code) : '';
    return { id, error: { message: error instanceof Error ? error.message : String(error), code } };
  }
}

function openDatabase(folder: string): Promise<PGlite> {
  return PGlite.create({
    fs: new SyncedNodeFS(folder),
    // `-F` switches fsync off; fdatasync, the default, does nothing in this build.
    startParams: [
      ...PGlite.defaultStartParams.filter((part) => part !== '-F'),
      '-c',
      'wal_sync_method=fsync',
      // The default of 128 MB is cleared at each start, which takes half a second and memory that files of the system's cache need.
      '-c',
      'shared_buffers=32MB',
    ],
    parsers: postgresqlParsers,
  });
}

async function serve(): Promise<void> {
  const port = parentPort;
  if (port === null) throw new Error('this file runs as a thread alone');
  const { folder, makeOnly } = workerData as EmbeddedThreadData;
  let database: PGlite | null = null;
  const opened = await answered(openedId, async () => {
    database = await openDatabase(folder);
    await database.exec(postgresqlSession);
    if (makeOnly) await database.close();
    return { rows: [], count: 0 };
  });
  port.postMessage(opened);
  port.on('message', async ({ id, request }: NumberedRequest) => {
    if (database === null) return;
    const open: PGlite = database;
    const result = await answered(id, () => answer(open, request));
    // The bytes of a page are handed over: copied, they would wait here to be cleared away.
    const given = 'data' in result && result.data !== undefined ? [result.data.buffer as ArrayBuffer] : [];
    port.postMessage(result, given);
    // After a crash the program in this thread is of no use; what was committed is on the disk.
    const isCrash = 'error' in result && result.error.code === crashed;
    if (request.kind === 'close' || isCrash) port.close();
  });
  if (makeOnly || 'error' in opened) port.close();
}

await serve();
