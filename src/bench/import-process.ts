/** The process that is measured: one database, one server, one import. Started by import-rep.ts. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createBus } from '../events/bus.js';
import { defaultParseLimits } from '../filetypes/parse.js';
import { parseThreads } from '../filetypes/parse-threads.js';
import { type ImportParts, importRepFile } from '../services/import-rep-file.js';
import { databases } from '../testing/databases.js';
import type { FromImporter } from './import-messages.js';
import { silentLog } from './silent-log.js';
import { type DbTime, timedDb } from './timed-db.js';

const [databaseName = '', workbook = '', folder = ''] = process.argv.slice(2);
const kilobytesInMb = 2 ** 10;
const nanosecondsInMs = 1e6;
/** The usual limits, but for the time: a slow machine shall give a number too. */
const limits = { ...defaultParseLimits, timeoutMs: 30 * 60_000 };

function tell(message: FromImporter): void {
  process.send?.(message);
}

async function measure(): Promise<void> {
  const database = databases().find(({ name }) => name === databaseName);
  assert.ok(database, `no database ${databaseName}`);
  const fresh = await database.fresh();
  const server = createServer((_request, response) => response.end('ok'));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  assert.ok(typeof address === 'object' && address !== null);
  tell({ kind: 'ready', port: address.port });
  await once(process, 'message');

  const time: DbTime = { write: 0, settle: 0, sums: 0 };
  // As `withImportParts` makes them for a run.
  const threads = parseThreads();
  const parts: ImportParts = {
    threads,
    db: timedDb(fresh.db, time),
    log: silentLog,
    bus: createBus(),
    limits,
    downloadDir: folder,
    hospitalCode: null,
    programVersion: 'bench',
    importsClaims: true,
  };
  const gaps = monitorEventLoopDelay({ resolution: 5 });
  gaps.enable();
  const started = performance.now();
  const result = await importRepFile(parts, { path: workbook, source: 'cli' });
  const total = performance.now() - started;
  gaps.disable();
  assert.equal(result.status, 'completed', JSON.stringify(result.problems.slice(0, 3)));
  assert.equal(result.inserted, result.rowsRead);
  tell({ kind: 'imported', rows: result.rowsRead, total, ...time, longestGap: gaps.max / nanosecondsInMs });

  const startedAgain = performance.now();
  const again = await importRepFile(parts, { path: workbook, source: 'cli' });
  assert.equal(again.status, 'unchanged');
  assert.equal(again.unchanged, result.rowsRead);
  const totalAgain = performance.now() - startedAgain;

  const startedForced = performance.now();
  const forced = await importRepFile(parts, { path: workbook, source: 'cli', force: true });
  assert.equal(forced.unchanged, result.rowsRead, JSON.stringify(forced.problems.slice(0, 3)));
  const totalForced = performance.now() - startedForced;
  await threads.close();
  const peakMb = process.resourceUsage().maxRSS / kilobytesInMb;
  tell({ kind: 'again', total: totalAgain, forced: totalForced, peakMb });
  server.close();
  server.closeAllConnections();
  await fresh.close();
  process.disconnect();
}

await measure();
