import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { openDb } from '../db/index.js';
import { sql } from '../db/sql.js';
import { isFinished } from '../domain/job.js';
import { createBus } from '../events/bus.js';
import { createPracticeServer } from '../practice/practice-server.js';
import { downloadRepFiles } from '../services/download-rep-files.js';
import { importRepFile } from '../services/import-rep-file.js';
import { findJob } from '../store/jobs.js';
import { openDatabaseGate } from '../testing/database-gate.js';
import { eachServer } from '../testing/databases.js';
import { importRoom } from '../testing/import-parts.js';
import { fastSettings } from '../testing/portal/fast-settings.js';
import { ownAccount } from '../testing/portal/own-account.js';
import { keepingLog } from '../testing/portal/quiet-log.js';
import { defineJob } from './job.js';
import { createRunner } from './runner.js';
import { usualTiming } from './timing.js';

/** On the embedded database there is no way that could break: it lives in the process. */
eachServer('a database that goes away', (database) => {
  test('in the middle of a month and comes back: the job waits, goes on, and every file is there once', async () => {
    const practice = await createPracticeServer({ today: '2026-01-20' });
    const gate = await openDatabaseGate(database.settings);
    const db = await openDb(gate.settings);
    const downloadDir = await mkdtemp(path.join(tmpdir(), 'away-'));
    const room = importRoom();
    const log = keepingLog();
    const bus = createBus();
    let imports = 0;
    const job = defineJob({
      type: 'download_rep',
      params: z.object({}),
      dedupeKey: () => 'one',
      run: (_, watch) =>
        downloadRepFiles(
          {
            db,
            log,
            bus,
            settings: fastSettings(practice.url),
            ...ownAccount('practice', 'practice'),
            downloadDir,
            importFile: async (file, signal) => {
              imports += 1;
              if (imports === 3) {
                await gate.bar();
                setTimeout(() => void gate.open(), 1500);
              }
              return importRepFile(
                { ...room.parts(db), downloadDir },
                { ...file, source: 'download', signal },
              );
            },
          },
          { from: '2569-01', to: '2569-01', schemes: ['ucs'], importFiles: true },
          watch,
        ),
    });
    const timing = { tick: 50, queuePoll: 50, databasePatience: usualTiming.databasePatience };
    const runner = createRunner({ db, bus, log, jobs: [job], onStop: 'requeue', timing });
    try {
      await runner.start();
      const { job: asked } = await runner.enqueue('download_rep', {}, { userId: null });
      let found = await findJob(database.db, asked.id);
      for (let tries = 0; tries < 1200 && !(found && isFinished(found.status)); tries++) {
        await sleep(50);
        found = await findJob(database.db, asked.id);
      }
      const files = practice.calendar.listing('2026-01', 'ucs');
      assert.deepEqual(
        [found?.status, found?.problem, found?.result?.units.map(({ unit, state }) => [unit, state])],
        ['completed', null, [['rep/ucs/2569-01', 'complete']]],
      );
      assert.deepEqual(
        (await readdir(path.join(downloadDir, 'ucs/2569-01'))).sort(),
        files.map(({ name }) => name).sort(),
      );
      const stored = await database.db.query<{ filename: string; status: string; files: number }>(
        sql`select filename, status, count(*) as files from eclaim_imported_files group by filename, status`,
      );
      assert.deepEqual(
        stored.map((row) => [row.filename, row.files]).sort(),
        files.map(({ name }) => [name, 1]).sort(),
      );
      const asks = practice.requests().filter(({ call }) => call === 'rep_file').length;
      // The file that was on its way when the database went is asked for once more.
      assert.ok(asks <= files.length + 1, `${asks} requests for ${files.length} files`);
    } finally {
      await runner.stop();
      await db.close();
      await gate.close();
      await practice.close();
      room.remove();
      await rm(downloadDir, { recursive: true });
    }
  });
});
