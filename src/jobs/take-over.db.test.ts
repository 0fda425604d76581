import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Job, noProgress } from '../domain/job.js';
import { ownerOf, ownerText } from '../services/owner.js';
import { listJobAttempts } from '../store/job-attempts.js';
import { listJobEvents } from '../store/job-events.js';
import { claimJob, writeHeartbeat } from '../store/job-queue.js';
import { findJob, insertJob } from '../store/jobs.js';
import { eachDatabase } from '../testing/databases.js';
import { ended, forever, runnersOf, unit, until, work } from '../testing/trial-jobs.js';

eachDatabase('take-over of jobs', (database) => {
  const { runner, stopAll } = runnersOf(database);

  // A process of this machine that cannot live: its number is beyond the largest one.
  const dead = ownerText({ ...ownerOf(), pid: 2 ** 30 });

  async function diesWith(month: number, deaths: number): Promise<Job> {
    const job = await insertJob(database.db, {
      jobKey: `job_dead_${month}`,
      type: 'download_rep',
      params: { month },
      userId: null,
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

  test('a job that comes further at every start is not given up, however often its process dies', async () => {
    const job = await diesWith(12, 2);
    const judge = runner(work(async () => undefined));
    for (let done = 1; done <= 5; done++) {
      const progress = { ...noProgress, done, of: 9 };
      assert.ok(await writeHeartbeat(database.db, job.id, dead, { progress, cameFurther: true }));
      assert.equal(await judge.putBackDead(), 1);
      assert.equal((await findJob(database.db, job.id))?.deaths, 1);
      await claimJob(database.db, dead, { types: ['download_rep'], id: job.id });
    }
    await judge.putBackDead();
    const further = runner(
      work(async (_, watch) => {
        // What an earlier start had done is no step forward.
        watch.progress({ done: 5, of: 9 });
        await sleep(100);
        const before = await findJob(database.db, job.id);
        watch.progress({ done: 6 });
        const after = await until(database.db, job.id, ({ deaths }) => deaths === 0);
        watch.say('info', { th: `${before?.deaths}`, en: `${before?.deaths} ${after.progress?.done}` });
      }),
    );
    await further.start();
    await until(database.db, job.id, ended);
    await stopAll();
    const events = await listJobEvents(database.db, job.id, 0, 20);
    assert.equal(events.at(-1)?.message.en, '2 6');
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
