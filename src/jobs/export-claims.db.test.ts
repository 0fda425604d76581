import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from '../db/sql.js';
import type { JobWatch } from '../domain/job.js';
import { noProgress } from '../domain/job.js';
import { type OrderedExport, writeExport } from '../services/write-export.js';
import { listExports } from '../store/exports.js';
import { eachDatabase } from '../testing/databases.js';
import { fillNarrowClaims } from '../testing/narrow-claims.js';
import { temporaryFolder } from '../testing/test-server.js';

const count = 30_000;
const order: OrderedExport = { format: 'csv', filter: {}, withIdentity: false, reason: null, userId: null };

eachDatabase('a job that writes an export', (database) => {
  const { folder, remove } = temporaryFolder('export-job');
  before(async () => {
    await fillNarrowClaims(database.db, { count });
  });
  after(remove);

  function watchOf(signal: AbortSignal) {
    const seen = { progress: noProgress, units: 0 };
    const watch: JobWatch = {
      signal,
      finishedUnits: new Set(),
      progress(change) {
        seen.progress = { ...seen.progress, ...change };
      },
      unitDone() {
        seen.units += 1;
      },
      say: () => undefined,
    };
    return { seen, watch };
  }
  const write = (watch: JobWatch, jobId: number) =>
    writeExport({ db: database.db, exportDir: folder, now: () => new Date() }, order, watch, jobId);
  const allFiles = () =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.includes('.csv'));

  test('stopped in the middle it leaves no file; begun again it writes the whole one, once', async () => {
    const stop = new AbortController();
    const { watch, seen } = watchOf(stop.signal);
    const stopped = write(
      {
        ...watch,
        progress(change) {
          watch.progress(change);
          if ((change.done ?? 0) > 0) stop.abort(new Error('stopped'));
        },
      },
      7,
    );
    await assert.rejects(stopped, /stopped/);
    assert.ok(seen.progress.done < count, `${seen.progress.done}`);
    assert.equal(seen.progress.of, count);
    assert.deepEqual(allFiles(), []);
    assert.deepEqual(await listExports(database.db, { limit: 9, before: null }), []);

    const again = watchOf(new AbortController().signal);
    await write(again.watch, 7);
    const [file, ...others] = await listExports(database.db, { limit: 9, before: null });
    assert.deepEqual([file?.rows, others.length, again.seen.units], [count, 0, 1]);
    assert.deepEqual(allFiles(), [path.join(file?.key ?? '', file?.filename ?? '')]);
    assert.deepEqual([again.seen.progress.done, again.seen.progress.of], [count, count]);
  });

  test('what a killed start left is written over, and the record of it is one', async () => {
    const { watch } = watchOf(new AbortController().signal);
    await pause(1100); // the name holds the second
    await write(watch, 7);
    const [file] = await listExports(database.db, { limit: 9, before: null });
    assert.deepEqual(allFiles(), [path.join(file?.key ?? '', file?.filename ?? '')]);
    const row = await database.db.first<{ records: number }>(
      sql`select count(*) as records from audit_log where action = 'export' and row_count = ${count}`,
    );
    assert.equal(row?.records, 2, 'each whole file is recorded');
  });
});
