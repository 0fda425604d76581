import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../domain/errors.js';
import { type JobProgress, type JobUnitResult, jobJson } from '../domain/job.js';
import { listJobEvents } from '../store/job-events.js';
import { listJobUnits } from '../store/job-units.js';
import { findJob } from '../store/jobs.js';
import { eachDatabase } from '../testing/databases.js';
import { ended, forever, runnersOf, unit, until, work } from '../testing/trial-jobs.js';

eachDatabase('job runner', (database) => {
  const { runner, stopAll } = runnersOf(database);

  test('a job runs in the background and says what came, what was there and what failed', async () => {
    const problem = { file: 'a.xls', code: 'timeout', message: { th: 'ช้า', en: 'slow' } };
    const one = runner(
      work(async ({ month }, watch) => {
        watch.say('info', { th: 'เริ่ม', en: 'begins' });
        watch.progress({ done: 1, of: 2, bytes: 1000 });
        watch.unitDone(unit(`rep/ucs/2569-0${month}`));
        watch.unitDone(unit('rep/ofc/2569-01', { downloaded: 0, failed: 1, problems: [problem] }));
        watch.progress({ done: 2 });
      }),
    );
    await one.start();
    const { job, created } = await one.enqueue('download_rep', { month: 1 }, { userId: null });
    assert.equal(created, true);
    const done = await until(database.db, job.id, ended);
    await stopAll();
    assert.equal(done.status, 'completed_with_problems');
    assert.equal(done.problem, null);
    const json = jobJson(done, 'en');
    assert.equal(json.id, job.jobKey);
    assert.deepEqual([json.progress.done, json.progress.of, json.progress.bytes], [2, 2, 1000]);
    assert.deepEqual([json.result?.listed, json.result?.downloaded, json.result?.failed], [2, 1, 1]);
    assert.deepEqual(json.result?.units[1]?.problems, [{ file: 'a.xls', code: 'timeout', message: 'slow' }]);
    const events = await listJobEvents(database.db, job.id, 0, 10);
    assert.deepEqual(
      events.map(({ level, message }) => [level, message]),
      [['info', { th: 'เริ่ม', en: 'begins' }]],
    );
    assert.equal((await listJobUnits(database.db, job.id)).length, 2);
  });

  test('two runners on one database never take the same job, and leave none', async () => {
    const ran: number[] = [];
    const definition = work(async ({ month }) => {
      ran.push(month);
      await sleep(5);
    });
    const [one, two] = [runner(definition), runner(definition)];
    await one.start();
    await two.start();
    const months = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
    const jobs = await Promise.all(
      months.map((month, i) => (i % 2 ? one : two).enqueue('download_rep', { month }, { userId: null })),
    );
    for (const { job } of jobs) await until(database.db, job.id, ended);
    await stopAll();
    assert.deepEqual(
      ran.sort((a, b) => a - b),
      months,
    );
  });

  test('a second job of the same kind is answered with the first while that is not finished', async () => {
    const one = runner(work((_, watch) => forever(watch.signal)));
    await one.start();
    const first = await one.enqueue('download_rep', { month: 3 }, { userId: null });
    const second = await one.enqueue('download_rep', { month: 3 }, { userId: null });
    assert.equal(second.created, false);
    assert.equal(second.job.id, first.job.id);
    await one.cancel(first.job.jobKey);
    await until(database.db, first.job.id, ended);
    const third = await one.enqueue('download_rep', { month: 3 }, { userId: null });
    assert.equal(third.created, true);
    await one.cancel(third.job.jobKey);
    await until(database.db, third.job.id, ended);
    await stopAll();
  });

  test('cancel reaches the work by its signal, keeps what was done and says so', async () => {
    const one = runner(
      work(async (_, watch) => {
        watch.unitDone(unit('rep/ucs/2569-01'));
        await forever(watch.signal);
      }),
    );
    await one.start();
    const { job } = await one.enqueue('download_rep', { month: 1 }, { userId: null });
    await until(database.db, job.id, ({ status }) => status === 'running');
    await one.cancel(job.jobKey);
    const end = await until(database.db, job.id, ended);
    await stopAll();
    assert.equal(end.status, 'cancelled');
    assert.equal(end.problem?.code, 'job_cancelled');
    assert.equal(end.result?.units.length, 1);
  });

  test('a wish to cancel reaches a job that another process runs', async () => {
    const definition = work((_, watch) => forever(watch.signal));
    const [works, asks] = [runner(definition), runner(definition)];
    await works.start();
    const { job } = await works.enqueue('download_rep', { month: 2 }, { userId: null });
    await until(database.db, job.id, ({ status }) => status === 'running');
    await asks.cancel(job.jobKey);
    assert.equal((await until(database.db, job.id, ended)).status, 'cancelled');
    await stopAll();
  });

  test('a job that waits is cancelled at once; an unknown one is nobody', async () => {
    const one = runner(work(async () => undefined));
    const { job } = await one.enqueue('download_rep', { month: 4 }, { userId: null });
    assert.equal((await one.cancel(job.jobKey))?.status, 'cancelled');
    assert.equal(await one.cancel('job_unknown'), null);
  });

  test('a stopped server leaves its job in the queue, and the next start does only what is left', async () => {
    const first = runner(
      work(async (_, watch) => {
        watch.unitDone(unit('rep/ucs/2569-01'));
        await forever(watch.signal);
      }),
    );
    await first.start();
    const { job } = await first.enqueue('download_rep', { month: 5 }, { userId: null });
    await until(database.db, job.id, ({ status }) => status === 'running');
    await stopAll();
    assert.equal((await findJob(database.db, job.id))?.status, 'queued');
    let seen: readonly string[] = [];
    const second = runner(
      work(async (_, watch) => {
        seen = [...watch.finishedUnits];
        watch.unitDone(unit('rep/ofc/2569-01'));
      }),
    );
    await second.start();
    const end = await until(database.db, job.id, ended);
    await stopAll();
    assert.deepEqual(seen, ['rep/ucs/2569-01']);
    assert.equal(end.status, 'completed');
    assert.deepEqual(
      end.result?.units.map(({ unit }) => unit),
      ['rep/ucs/2569-01', 'rep/ofc/2569-01'],
    );
  });

  test('a foreseen failure ends the job with its name, any other with words and no trace', async () => {
    const foreseen = runner(work(() => Promise.reject(new AppError('login_page'))));
    const first = await foreseen.enqueue('download_rep', { month: 6 }, { userId: null });
    const named = await foreseen.runNow(first.job, {});
    assert.deepEqual([named.status, named.problem?.code], ['failed', 'login_page']);
    const faulty = runner(work(() => Promise.reject(new TypeError('x is not a function'))));
    const second = await faulty.enqueue('download_rep', { month: 6 }, { userId: null });
    const fault = await faulty.runNow(second.job, {});
    assert.deepEqual([fault.status, fault.problem?.code], ['failed', 'job_fault']);
    assert.doesNotMatch(JSON.stringify(jobJson(fault)), /not a function/);
  });

  test('a job whose parts all failed for one reason fails with that reason', async () => {
    const problem = { file: null, code: 'login_page', message: { th: 'ก', en: 'a' } };
    const one = runner(
      work(async (_, watch) => {
        watch.unitDone(unit('rep/ucs/2569-01', { state: 'failed', problems: [problem] }));
        watch.unitDone(unit('rep/ofc/2569-01', { state: 'failed', problems: [problem] }));
      }),
    );
    const { job } = await one.enqueue('download_rep', { month: 6 }, { userId: null });
    const end = await one.runNow(job, {});
    assert.deepEqual([end.status, end.problem?.code], ['failed', 'login_page']);
  });

  test('the command line hears progress and units at once', async () => {
    const heard: (JobProgress | JobUnitResult)[] = [];
    const one = runner(
      work(async (_, watch) => {
        watch.progress({ of: 1, current: 'a.xls' });
        watch.unitDone(unit('rep/ucs/2569-06'));
      }),
      'cancel',
    );
    const { job } = await one.enqueue('download_rep', { month: 6 }, { userId: null });
    await one.runNow(job, { progress: (p) => heard.push(p), unit: (u) => heard.push(u) });
    assert.equal(heard.length, 2);
  });

  test('wrong params are refused before anything is stored', async () => {
    const one = runner(work(async () => undefined));
    await assert.rejects(
      one.enqueue('download_rep', { month: 13 }, { userId: null }),
      (error) => error instanceof AppError && error.code === 'job_params_invalid',
    );
  });
});
