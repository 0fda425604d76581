import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Db } from '../db/db.js';
import { AppError } from '../domain/errors.js';
import type { Job, JobProgress, JobUnitResult, JobWatch } from '../domain/job.js';
import { jobJson } from '../domain/job.js';
import { createBus } from '../events/bus.js';
import type { Log } from '../log/log.js';
import { ownerOf, ownerText } from '../services/owner.js';
import { listJobAttempts } from '../store/job-attempts.js';
import { listJobEvents } from '../store/job-events.js';
import { claimJob } from '../store/job-queue.js';
import { listJobUnits } from '../store/job-units.js';
import { findJob, insertJob } from '../store/jobs.js';
import { eachDatabase } from '../testing/databases.js';
import { defineJob, type JobDefinition } from './job.js';
import { createRunner, type JobRunner } from './runner.js';

const quiet: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  child: () => quiet,
};
const timing = { tick: 20, heartbeat: 40, cancelPoll: 40, queuePoll: 30, deadPoll: 50, stopPatience: 500 };

/** A job of practice that does what the test says. */
function work(run: (params: { month: number }, watch: JobWatch) => Promise<void>): JobDefinition {
  return defineJob({
    type: 'download_rep',
    params: z.object({ month: z.number().int().min(1).max(12) }),
    dedupeKey: ({ month }) => `download_rep/${month}`,
    run,
  });
}

function unit(name: string, change: Partial<JobUnitResult> = {}): JobUnitResult {
  const counts = { listed: 1, downloaded: 1, already: 0, failed: 0, imported: 0 };
  return { unit: name, state: 'complete', ...counts, problems: [], ...change };
}

function forever(signal: AbortSignal): Promise<void> {
  return new Promise((_, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}

/** Waits for a job's state; the limit is that of a broken program, not of a slow machine. */
async function until(db: Db, id: number, done: (job: Job) => boolean): Promise<Job> {
  for (let tries = 0; tries < 6000; tries++) {
    const job = await findJob(db, id);
    if (job && done(job)) return job;
    await sleep(15);
  }
  throw new Error(`Job ${id} never came to the expected state`);
}
const ended = (job: Job) => job.finishedAt !== null;

eachDatabase('job runner', (database) => {
  const runners: JobRunner[] = [];

  const runner = (definition: JobDefinition, onStop: 'requeue' | 'cancel' = 'requeue'): JobRunner => {
    const made = createRunner({
      db: database.db,
      bus: createBus(),
      log: quiet,
      jobs: [definition],
      onStop,
      timing,
    });
    runners.push(made);
    return made;
  };
  const stopAll = async () => {
    await Promise.all(runners.splice(0).map((one) => one.stop()));
  };

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

  // A process of this machine that cannot live: its number is beyond the largest one.
  const dead = ownerText({ ...ownerOf(), pid: 2 ** 30 });

  async function diesWith(month: number, deaths: number): Promise<Job> {
    const job = await insertJob(database.db, {
      jobKey: `job_dead_${month}`,
      type: 'download_rep',
      params: { month },
      userId: null,
      scheduleId: null,
      priority: 0,
      maxAttempts: 1,
      dedupeKey: `dead/${month}`,
    });
    assert.ok(job);
    const judge = runner(work(async () => undefined));
    for (let death = 1; death <= deaths; death++) {
      const claimed = await claimJob(database.db, dead, { types: ['download_rep'], id: job.id });
      assert.equal(claimed?.attempts, death);
      if (death < deaths) assert.equal(await judge.putBackDead(), 1);
    }
    return job;
  }

  test('the job of an ended process goes on by itself at the next start of a server', async () => {
    const job = await diesWith(7, 1);
    const one = runner(work(async (_, watch) => watch.unitDone(unit('rep/ucs/2569-07'))));
    await one.start();
    const end = await until(database.db, job.id, ended);
    await stopAll();
    assert.deepEqual([end.status, end.problem, end.attempts, end.deaths], ['completed', null, 2, 1]);
    const [event] = await listJobEvents(database.db, job.id, 0, 10);
    assert.match(event?.message.en ?? '', /ended in the middle/);
    assert.equal(event?.attempt, 1);
  });

  test('a job whose process died at three starts ends with words of its own, and the others go on', async () => {
    const poison = await diesWith(8, 3);
    const one = runner(work(async () => undefined));
    await one.start();
    const { job: other } = await one.enqueue('download_rep', { month: 9 }, { userId: null });
    assert.equal((await until(database.db, other.id, ended)).status, 'completed');
    const end = await until(database.db, poison.id, ended);
    await stopAll();
    assert.deepEqual([end.status, end.problem?.code], ['failed', 'job_kills_process']);
    const attempts = await listJobAttempts(database.db, poison.id);
    assert.deepEqual(
      attempts.map(({ endedAs }) => endedAs),
      ['died', 'died', 'died'],
    );
  });

  test('a stop of the program is no death, however often it comes', async () => {
    const definition = work((_, watch) => forever(watch.signal));
    const { job } = await runner(definition).enqueue('download_rep', { month: 10 }, { userId: null });
    for (let start = 1; start <= 4; start++) {
      await runner(definition).start();
      await until(database.db, job.id, ({ status }) => status === 'running');
      await stopAll();
    }
    const after = await findJob(database.db, job.id);
    assert.deepEqual([after?.status, after?.attempts, after?.deaths], ['queued', 4, 0]);
    await runner(definition).cancel(job.jobKey);
  });

  test('a job that was to be cancelled when its process died is cancelled, not begun again', async () => {
    const job = await diesWith(11, 1);
    const one = runner(work(async () => undefined));
    await one.cancel(job.jobKey);
    await one.putBackDead();
    assert.equal((await findJob(database.db, job.id))?.status, 'cancelled');
    await stopAll();
  });

  test('work of a person goes before scheduled work', async () => {
    const ran: number[] = [];
    const one = runner(
      work(async ({ month }) => {
        ran.push(month);
      }),
    );
    const first = await one.enqueue('download_rep', { month: 1 }, { userId: null });
    const second = await one.enqueue('download_rep', { month: 2 }, { userId: null, priority: 10 });
    await one.start();
    for (const { job } of [first, second]) await until(database.db, job.id, ended);
    await stopAll();
    assert.deepEqual(ran, [2, 1]);
  });
});
