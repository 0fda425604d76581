/** The process that is measured: the same import while the database grows. Started by import-growth.ts. */
import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createBus } from '../events/bus.js';
import { defaultParseLimits } from '../filetypes/parse.js';
import { parseThreads } from '../filetypes/parse-threads.js';
import { type RepWorkbook, repWorkbook } from '../practice/rep-workbook.js';
import { type ImportParts, importRepFile } from '../services/import-rep-file.js';
import { databases } from '../testing/databases.js';
import type { FromGrowth } from './growth-messages.js';
import { silentLog } from './silent-log.js';
import { withTranIds } from './with-tran-ids.js';

const [databaseName = '', folder = '', wanted = '0'] = process.argv.slice(2);
const sampleRows = 1000;
const samples = 7;
const fillRows = 20_000;
/** First digits of the TRAN_IDs in the workbooks that are made; each import gets others. */
const firstPrefix = 100;

/** Makes workbooks of other claims out of one, and imports them. */
function importer(parts: ImportParts) {
  let made = 0;
  return async ({ name, bytes }: RepWorkbook): Promise<number> => {
    made += 1;
    const other = name.replace(/\d{9}\.xls$/, `${String(100_000_000 + made)}.xls`);
    const file = path.join(folder, other);
    writeFileSync(file, withTranIds(bytes, firstPrefix, firstPrefix + made));
    const started = performance.now();
    const result = await importRepFile(parts, { path: file, source: 'cli' });
    const ms = performance.now() - started;
    assert.equal(result.status, 'completed', JSON.stringify(result.problems.slice(0, 3)));
    assert.equal(result.inserted, result.rowsRead);
    rmSync(file);
    rmSync(parts.downloadDir, { recursive: true, force: true });
    return ms;
  };
}

async function measure(): Promise<void> {
  const database = databases().find(({ name }) => name === databaseName);
  assert.ok(database, `no database ${databaseName}`);
  const fresh = await database.fresh();
  const threads = parseThreads();
  const importOther = importer({
    db: fresh.db,
    log: silentLog,
    bus: createBus(),
    limits: defaultParseLimits,
    threads,
    downloadDir: path.join(folder, 'kept'),
    hospitalCode: null,
    programVersion: 'bench',
    importsClaims: true,
  });
  const of = (rows: number) => repWorkbook({ rows, documents: 4, firstTranId: firstPrefix * 1_000_000 + 1 });
  const sample = of(sampleRows);
  const fill = of(fillRows);
  let stored = 0;
  for (let goal = sampleRows; goal <= Number(wanted); goal *= 10) {
    while (stored + fillRows <= goal) {
      await importOther(fill);
      stored += fillRows;
    }
    while (stored + sampleRows <= goal) {
      await importOther(sample);
      stored += sampleRows;
    }
    const times: number[] = [];
    for (let count = 0; count < samples; count += 1) times.push(await importOther(sample));
    const answer: FromGrowth = {
      stored,
      median: times.sort((a, b) => a - b)[Math.floor(samples / 2)] ?? Number.NaN,
      rows: sampleRows,
    };
    stored += samples * sampleRows;
    process.send?.(answer);
  }
  await threads.close();
  await fresh.close();
  process.disconnect();
}

await measure();
