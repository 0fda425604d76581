/** The process that is measured: one database, a year of workbooks one after the other. Started by import-year.ts. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createBus } from '../events/bus.js';
import { defaultParseLimits } from '../filetypes/parse.js';
import { parseThreads } from '../filetypes/parse-threads.js';
import { type ImportParts, importRepFile } from '../services/import-rep-file.js';
import { databases } from '../testing/databases.js';
import { silentLog } from './silent-log.js';
import type { FromYear } from './year-messages.js';

const [databaseName = '', workbooks = '', folder = ''] = process.argv.slice(2);
const kilobytesInMb = 2 ** 10;
const nanosecondsInMs = 1e6;

interface Timed {
  readonly ms: number;
  readonly rows: number;
}

async function importAll(parts: ImportParts, files: readonly string[], status: string): Promise<Timed[]> {
  const times: Timed[] = [];
  for (const [index, file] of files.entries()) {
    const next = files[index + 1];
    if (next !== undefined) parts.threads?.expect(next);
    const started = performance.now();
    const result = await importRepFile(parts, { path: file, source: 'cli' });
    assert.equal(result.status, status, JSON.stringify(result.problems.slice(0, 3)));
    times.push({ ms: performance.now() - started, rows: result.rowsRead });
  }
  return times;
}

function median(times: readonly Timed[]): number {
  const sorted = times.map(({ ms }) => ms).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

async function measure(): Promise<void> {
  const database = databases().find(({ name }) => name === databaseName);
  assert.ok(database, `no database ${databaseName}`);
  const fresh = await database.fresh();
  const threads = parseThreads();
  const parts: ImportParts = {
    db: fresh.db,
    log: silentLog,
    bus: createBus(),
    limits: defaultParseLimits,
    threads,
    downloadDir: folder,
    hospitalCode: null,
    programVersion: 'bench',
    importsClaims: true,
  };
  const files = readdirSync(workbooks)
    .sort()
    .map((name) => path.join(workbooks, name));
  const gaps = monitorEventLoopDelay({ resolution: 5 });
  gaps.enable();
  const started = performance.now();
  const first = await importAll(parts, files, 'completed');
  const total = performance.now() - started;
  gaps.disable();
  const again = await importAll(parts, files, 'unchanged');
  const answer: FromYear = {
    files: files.length,
    rows: first.reduce((sum, { rows }) => sum + rows, 0),
    total,
    perFile: median(first),
    unchanged: median(again),
    slowestUnchanged: Math.max(...again.map(({ ms }) => ms)),
    longestGap: gaps.max / nanosecondsInMs,
    peakMb: process.resourceUsage().maxRSS / kilobytesInMb,
  };
  process.send?.(answer);
  await threads.close();
  await fresh.close();
  process.disconnect();
}

await measure();
