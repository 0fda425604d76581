import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import type { DbSettings } from '../db/db.js';
import { openDb } from '../db/index.js';
import { createBus } from '../events/bus.js';
import { listJobAttempts } from '../store/job-attempts.js';
import { listJobs } from '../store/jobs.js';
import { databases } from '../testing/databases.js';
import { temporaryFolder } from '../testing/test-server.js';
import { quiet } from '../testing/trial-jobs.js';
import type { JobDefinition } from './job.js';
import { createRunner } from './runner.js';

/** A program that begins a job which never ends, and says so. */
const worker = (settings: DbSettings) => `
  const { openDb } = await import(${JSON.stringify(new URL('../db/index.js', import.meta.url).href)});
  const { createRunner } = await import(${JSON.stringify(new URL('./runner.js', import.meta.url).href)});
  const { listJobUnits } = await import(${JSON.stringify(new URL('../store/job-units.js', import.meta.url).href)});
  const { createBus } = await import(${JSON.stringify(new URL('../events/bus.js', import.meta.url).href)});
  const nothing = () => undefined;
  const log = { debug: nothing, info: nothing, warn: nothing, error: nothing, child: () => log };
  const db = await openDb(${JSON.stringify(settings)});
  const job = {
    type: 'download_rep',
    lane: 'portal',
    read: (params) => ({ params, dedupeKey: 'one' }),
    async run(params, watch, job) {
      watch.unitDone({ unit: 'rep/ucs/2569-01', state: 'complete', listed: 1, downloaded: 1, already: 0, failed: 0, imported: 0, problems: [] });
      // Killed only when the unit is kept, however long that takes here.
      while ((await listJobUnits(db, job.id)).length === 0)
        await new Promise((resolve) => setTimeout(resolve, 20));
      process.stdout.write('works');
      await new Promise((resolve) => setTimeout(resolve, 600_000));
    },
  };
  const timing = { tick: 20, queuePoll: 20 };
  const runner = createRunner({ db, bus: createBus(), log, jobs: [job], onStop: 'requeue', timing });
  await runner.start();
  await runner.enqueue('download_rep', {}, { userId: null });
`;

for (const database of databases()) {
  describe(`a killed process (${database.name})`, () => {
    test('its job is taken by another one, which does only what is left, and both starts are kept', async () => {
      const fresh = await database.fresh();
      const isOwnFolder = fresh.settings.type === 'embedded';
      if (isOwnFolder) await fresh.db.close();
      const { folder, remove } = temporaryFolder('worker');
      const program = path.join(folder, 'worker.mjs');
      writeFileSync(program, worker(fresh.settings));
      const child = spawn(process.execPath, [program], { stdio: ['ignore', 'pipe', 'pipe'] });
      const [word] = await Promise.race([once(child.stdout, 'data'), once(child, 'exit')]);
      assert.equal(String(word), 'works');
      child.kill('SIGKILL');
      await once(child, 'exit');
      remove();

      const db = isOwnFolder ? await openDb(fresh.settings) : fresh.db;
      try {
        const [before] = await listJobs(db, { limit: 1 });
        assert.equal(before?.status, 'running');
        let finished: readonly string[] = [];
        const rest: JobDefinition = {
          type: 'download_rep',
          lane: 'portal',
          read: (params) => ({ params, dedupeKey: 'one' }),
          async run(_params, watch) {
            finished = [...watch.finishedUnits];
          },
        };
        const runner = createRunner({ db, bus: createBus(), log: quiet, jobs: [rest], onStop: 'requeue' });
        assert.equal(await runner.putBackDead(), 1);
        assert.equal(await runner.putBackDead(), 0);
        const [waits] = await listJobs(db, { limit: 1 });
        assert.ok(waits);
        assert.deepEqual([waits.status, waits.problem?.code, waits.deaths], ['queued', 'process_ended', 1]);
        const done = await runner.runNow(waits, {});
        assert.deepEqual([done.status, done.problem], ['completed', null]);
        assert.deepEqual(finished, ['rep/ucs/2569-01']);
        assert.deepEqual(
          done.result?.units.map(({ unit }) => unit),
          ['rep/ucs/2569-01'],
        );
        const attempts = await listJobAttempts(db, done.id);
        assert.deepEqual(
          attempts.map(({ number, endedAs, problem }) => [number, endedAs, problem?.code ?? null]),
          [
            [1, 'died', 'process_ended'],
            [2, 'completed', null],
          ],
        );
      } finally {
        if (isOwnFolder) await db.close();
        await fresh.close();
      }
    });
  });
}
