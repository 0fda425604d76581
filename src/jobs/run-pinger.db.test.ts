import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { readEnvironment, resolveSettings } from '../config.js';
import { AppError } from '../domain/errors.js';
import type { JobUnitResult } from '../domain/job.js';
import { createBus } from '../events/bus.js';
import { type PracticeHookServer, startPracticeHookServer } from '../practice/receivers/hook-server.js';
import { listMessages } from '../store/alert-messages.js';
import { listAlerts } from '../store/alerts.js';
import { eachDatabase } from '../testing/databases.js';
import { silentLog } from '../testing/import-parts.js';
import { defineJob } from './job.js';
import { startRunPinger } from './run-pinger.js';
import { createRunner } from './runner.js';

const asked = z.object({ month: z.number(), end: z.enum(['good', 'empty', 'failed', 'part_failed']) });

eachDatabase('the ping after good runs', (database) => {
  let hooks: PracticeHookServer;
  before(async () => {
    hooks = await startPracticeHookServer();
  });
  after(() => hooks.close());

  const unit = (name: string, change: Partial<JobUnitResult> = {}): JobUnitResult => ({
    unit: name,
    state: 'complete',
    listed: 1,
    downloaded: 1,
    already: 0,
    failed: 0,
    imported: 1,
    problems: [],
    ...change,
  });
  const download = defineJob({
    type: 'download_rep',
    params: asked,
    dedupeKey: () => null,
    async run({ end }, watch) {
      if (end === 'failed') throw new AppError('refused');
      if (end === 'empty')
        watch.unitDone(unit('rep/ucs/2569-01', { state: 'empty', listed: 0, downloaded: 0, imported: 0 }));
      if (end === 'good') watch.unitDone(unit('rep/ucs/2569-01'));
      if (end === 'part_failed') {
        watch.unitDone(unit('rep/ucs/2569-01'));
        watch.unitDone(
          unit('rep/ofc/2569-01', {
            failed: 1,
            problems: [{ file: 'a.xls', code: 'reset', message: { th: 'ขาด', en: 'broke' } }],
          }),
        );
      }
    },
  });

  test('it follows runs that fetched everything, also nothing, and no others; its failure is a line of the list', async () => {
    const { db } = database;
    const bus = createBus();
    const log = silentLog();
    const env = { PING_URL: `${hooks.url}/ping`, WEBHOOK_ALLOWED_NETWORKS: '127.0.0.1' };
    const { config } = resolveSettings(readEnvironment({ env, envFile: null }));
    const settings = { current: async () => config };
    const limits = { connectMs: 1000, totalMs: 1500 };
    const stop = startRunPinger({ db, bus, log, settings, now: () => new Date(), limits });
    const runner = createRunner({ db, bus, log, jobs: [download], onStop: 'requeue', timing: { tick: 20 } });
    const run = async (end: z.infer<typeof asked>['end']) => {
      const { job } = await runner.enqueue('download_rep', { month: 1, end }, { userId: null });
      return (await runner.runNow(job, {})).status;
    };
    const pings = async () =>
      (await listMessages(db, { channel: 'ping', state: null }, { limit: 9, after: null })).map(
        ({ state }) => state,
      );
    const untilPings = async (count: number) => {
      for (let turn = 0; turn < 100 && (await pings()).length < count; turn++) await sleep(20);
      return await pings();
    };
    assert.equal(await run('failed'), 'failed');
    assert.equal(await run('part_failed'), 'completed_with_problems');
    assert.equal(await run('good'), 'completed');
    assert.deepEqual(await untilPings(1), ['sent']);
    assert.equal(await run('empty'), 'completed');
    await untilPings(2);
    assert.deepEqual(
      hooks.calls.map(({ method, path }) => `${method} ${path}`),
      ['GET /ping', 'GET /ping'],
    );
    hooks.next({ status: 500 }, { status: 500 });
    await run('good');
    assert.deepEqual(await untilPings(3), ['failed', 'sent', 'sent']);
    assert.equal(hooks.calls.length, 4, 'one more try, and no third');
    assert.deepEqual(await listAlerts(db, { open: true }, { limit: 9, after: null }), []);
    await stop();
    await runner.stop();
  });
});
