/** The process that is measured: a month fetched from the practice NHSO, or its files from the disk. Started by download-month.ts. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { monthKey } from '../domain/month-range.js';
import { createBus } from '../events/bus.js';
import { defaultParseLimits } from '../filetypes/parse.js';
import { parseThreads } from '../filetypes/parse-threads.js';
import { downloadRepFiles } from '../services/download-rep-files.js';
import type { DownloadParts } from '../services/download-run.js';
import { type ImportParts, importRepFile } from '../services/import-rep-file.js';
import { databases } from '../testing/databases.js';
import { fastSettings } from '../testing/portal/fast-settings.js';
import { keepingWatch } from '../testing/portal/job-watch.js';
import { ownAccount } from '../testing/portal/own-account.js';
import type { FromMonth } from './month-messages.js';
import { silentLog } from './silent-log.js';

const [databaseName = '', how = '', folder = '', url = '', month = ''] = process.argv.slice(2);
const kilobytesInMb = 2 ** 10;
const nanosecondsInMs = 1e6;

interface Counted {
  readonly files: number;
  readonly rows: number;
}

async function fromDisk(parts: ImportParts): Promise<Counted> {
  const files = readdirSync(folder)
    .sort()
    .map((name) => path.join(folder, name));
  let rows = 0;
  for (const [index, file] of files.entries()) {
    const next = files[index + 1];
    if (next !== undefined) parts.threads?.expect(next);
    rows += (await importRepFile(parts, { path: file, source: 'cli' })).rowsRead;
  }
  return { files: files.length, rows };
}

async function fromPortal(parts: ImportParts, imports: boolean): Promise<Counted> {
  const [year = '', number = ''] = month.split('-');
  let rows = 0;
  const download: DownloadParts = {
    ...parts,
    downloadDir: folder,
    settings: fastSettings(url),
    ...ownAccount('practice', 'practice'),
    importFile: async (file, signal) => {
      const result = await importRepFile(parts, { ...file, source: 'download', signal });
      rows += result.rowsRead;
      return result;
    },
    expectFile: (path) => parts.threads?.expect(path),
  };
  const watch = keepingWatch();
  const only = monthKey({ month: Number(number), yearBe: Number(year) + 543 });
  const asked = { from: only, to: only, schemes: ['ucs'] } as const;
  await downloadRepFiles(download, { ...asked, importFiles: imports }, watch);
  const [unit] = watch.units;
  assert.equal(unit?.state, 'complete', JSON.stringify(unit?.problems.slice(0, 3)));
  if (imports) assert.equal(unit.imported, unit.listed);
  return { files: unit.downloaded, rows };
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
  const gaps = monitorEventLoopDelay({ resolution: 5 });
  gaps.enable();
  const started = performance.now();
  const counted = how === 'disk' ? await fromDisk(parts) : await fromPortal(parts, how === 'portal');
  const total = performance.now() - started;
  gaps.disable();
  const answer: FromMonth = {
    ...counted,
    total,
    longestGap: gaps.max / nanosecondsInMs,
    peakMb: process.resourceUsage().maxRSS / kilobytesInMb,
  };
  process.send?.(answer);
  await threads.close();
  await fresh.close();
  process.disconnect();
}

await measure();
