import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AppError } from '../domain/errors.js';
import type { Job, JobFileProblem } from '../domain/job.js';
import { findDownloadUnit, saveDownloadUnit } from '../store/download-units.js';
import { listJobAttempts } from '../store/job-attempts.js';
import { listJobEvents } from '../store/job-events.js';
import { findJob } from '../store/jobs.js';
import { eachDatabase } from '../testing/databases.js';
import { ended, forever, runnersOf, unit, until, work } from '../testing/trial-jobs.js';

const reset: JobFileProblem = { file: null, code: 'reset', message: { th: 'ขาด', en: 'broken' } };
const noRight: JobFileProblem = { file: null, code: 'no_right', message: { th: 'ไม่มีสิทธิ', en: 'no right' } };
const waits = (job: Job) => job.status === 'queued' && job.failures > 0;

eachDatabase('retries of jobs', (database) => {
  const { runner, stopAll } = runnersOf(database);

  test('a job that failed by a passing cause waits with its reason, and does only what is left when it comes again', async () => {
    const seen: string[][] = [];
    const one = runner(
      work(async (_, watch) => {
        seen.push([...watch.finishedUnits]);
        if (seen.length === 1) {
          watch.unitDone(unit('rep/ucs/2569-01'));
          throw new AppError('http_503');
        }
        watch.unitDone(unit('rep/ofc/2569-01'));
      }),
    );
    await one.start();
    const before = Date.now();
    const { job } = await one.enqueue('download_rep', { month: 1 }, { userId: null });
    const waiting = await until(database.db, job.id, waits);
    assert.deepEqual([waiting.problem?.code, waiting.failures, waiting.maxAttempts], ['http_503', 1, 5]);
    const wait = Date.parse(waiting.runAt) - before;
    assert.ok(wait >= 60_000 && wait < 110_000, `${wait} ms`);
    // What came is shown while it waits.
    assert.equal(waiting.result?.units.length, 1);
    await one.tryNow(job.jobKey);
    const end = await until(database.db, job.id, ended);
    await stopAll();
    assert.deepEqual([end.status, end.problem, end.attempts], ['completed', null, 2]);
    assert.deepEqual(seen, [[], ['rep/ucs/2569-01']]);
    assert.equal(end.result?.units.length, 2);
    const attempts = await listJobAttempts(database.db, job.id);
    assert.deepEqual(
      attempts.map((one) => [one.endedAs, one.problem?.code ?? null, one.counts?.listed]),
      [
        ['retry', 'http_503', 1],
        ['completed', null, 2],
      ],
    );
    const events = await listJobEvents(database.db, job.id, 0, 10);
    assert.match(events.at(-1)?.message.en ?? '', /Tries again at \d\d:\d\d \(2 of 5\)/);
  });

  test('a lasting cause is not tried again, nor what it left beside a passing one', async () => {
    const seen: string[][] = [];
    const one = runner(
      work(async (_, watch) => {
        seen.push([...watch.finishedUnits]);
        if (seen.length === 2) return watch.unitDone(unit('rep/ofc/2569-02'));
        watch.unitDone(unit('rep/ucs/2569-02', { state: 'failed', problems: [noRight] }));
        watch.unitDone(unit('rep/ofc/2569-02', { state: 'incomplete', problems: [reset] }));
      }),
    );
    await one.start();
    const { job } = await one.enqueue('download_rep', { month: 2 }, { userId: null });
    await until(database.db, job.id, waits);
    await one.tryNow(job.jobKey);
    const end = await until(database.db, job.id, ended);
    await stopAll();
    assert.deepEqual(seen, [[], ['rep/ucs/2569-02']]);
    assert.equal(end.status, 'completed_with_problems');
    const refused = runner(work(() => Promise.reject(new AppError('refused'))));
    const asked = await refused.enqueue('download_rep', { month: 3 }, { userId: null });
    const now = await refused.runNow(asked.job, {});
    assert.deepEqual([now.status, now.problem?.code, now.failures], ['failed', 'refused', 0]);
  });

  test('after the last try a job ends as failed, and a person begins it again with all that it lacks', async () => {
    let fails = true;
    const seen: string[][] = [];
    const one = runner(
      work(async (_, watch) => {
        seen.push([...watch.finishedUnits]);
        if (!fails) return watch.unitDone(unit('rep/ucs/2569-04'));
        watch.unitDone(unit('rep/lgo/2569-04'));
        watch.unitDone(unit('rep/ucs/2569-04', { state: 'failed', problems: [noRight] }));
        throw new AppError('dns_failed', { host: 'x' });
      }),
    );
    await one.start();
    const { job } = await one.enqueue('download_rep', { month: 4 }, { userId: null, maxAttempts: 2 });
    await until(database.db, job.id, waits);
    await one.tryNow(job.jobKey);
    const failed = await until(database.db, job.id, ended);
    assert.deepEqual([failed.status, failed.problem?.code], ['failed', 'dns_failed']);
    fails = false;
    const again = await one.retry(job.jobKey);
    assert.deepEqual([again?.created, again?.job.failures, again?.job.finishedAt], [true, 0, null]);
    const end = await until(database.db, job.id, ended);
    assert.deepEqual([end.status, end.attempts], ['completed', 3]);
    // The right may have come since: a person's wish asks for it again.
    assert.deepEqual(seen.at(-1), ['rep/lgo/2569-04']);
    // Nothing is missing now.
    assert.equal((await one.retry(job.jobKey))?.created, false);
    assert.equal(await one.retry('job_unknown'), null);
    await stopAll();
  });

  test('a job begun again beside its like is answered with that one', async () => {
    const one = runner(work((_, watch) => forever(watch.signal)));
    const first = await one.enqueue('download_rep', { month: 5 }, { userId: null });
    await one.cancel(first.job.jobKey);
    const second = await one.enqueue('download_rep', { month: 5 }, { userId: null });
    const again = await one.retry(first.job.jobKey);
    assert.deepEqual([again?.created, again?.job.id], [false, second.job.id]);
    await one.cancel(second.job.jobKey);
  });

  test('cancel ends a job that waits for its next try, and the grid no longer awaits it', async () => {
    const cell = { upstream: 'eclaim', type: 'rep', scheme: 'ucs', month: 6, yearBe: 2569 } as const;
    const look = { ...cell, state: 'failed', counts: null, problem: 'reset' } as const;
    const one = runner(
      work(async (_, watch) => {
        await saveDownloadUnit(database.db, look);
        watch.unitDone(unit('rep/ucs/2569-06', { state: 'failed', problems: [reset] }));
      }),
    );
    await one.start();
    const { job } = await one.enqueue('download_rep', { month: 6 }, { userId: null });
    const waiting = await until(database.db, job.id, waits);
    const known = await findDownloadUnit(database.db, cell);
    assert.equal(Date.parse(known?.nextTryAt ?? ''), Date.parse(waiting.runAt));
    assert.equal(known?.tries, 1);
    assert.equal((await one.cancel(job.jobKey))?.status, 'cancelled');
    assert.equal((await findDownloadUnit(database.db, cell))?.nextTryAt, null);
    assert.equal((await findJob(database.db, job.id))?.result?.units.length, 1);
    await stopAll();
  });

  test('the command line is not kept waiting by a job that comes again later', async () => {
    const one = runner(work(() => Promise.reject(new AppError('http_502'))));
    const once = await one.enqueue('download_rep', { month: 7 }, { userId: null, maxAttempts: 1 });
    assert.equal((await one.runNow(once.job, {})).status, 'failed');
    const often = await one.enqueue('download_rep', { month: 7 }, { userId: null });
    assert.equal((await one.runNow(often.job, {})).status, 'queued');
    assert.equal((await one.runNow(often.job, {})).attempts, 1);
    await one.cancel(often.job.jobKey);
  });

  test('an upload does not wait behind a download', async () => {
    const download = work((_, watch) => forever(watch.signal));
    const files = { ...work(async () => undefined), type: 'import_files', lane: 'local' } as const;
    const one = runner([download, files]);
    await one.start();
    const long = await one.enqueue('download_rep', { month: 8 }, { userId: null });
    const next = await one.enqueue('download_rep', { month: 9 }, { userId: null });
    await until(database.db, long.job.id, ({ status }) => status === 'running');
    const { job } = await one.enqueue('import_files', { month: 10 }, { userId: null });
    assert.equal((await until(database.db, job.id, ended)).status, 'completed');
    assert.equal((await findJob(database.db, next.job.id))?.status, 'queued');
    await one.cancel(next.job.jobKey);
    await one.cancel(long.job.jobKey);
    await stopAll();
  });
});
