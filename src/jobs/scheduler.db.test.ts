import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { z } from 'zod';
import type { OpenedDb } from '../db/dialect.js';
import { openDb } from '../db/index.js';
import { sql } from '../db/sql.js';
import type { JobType } from '../domain/job.js';
import { type ScheduleName, usualPlan } from '../domain/schedule.js';
import { createBus } from '../events/bus.js';
import { nextFiring } from '../services/next-firing.js';
import { findSchedule, listSchedules, saveSchedule } from '../store/schedules.js';
import { eachDatabase } from '../testing/databases.js';
import { keepingLog } from '../testing/portal/quiet-log.js';
import { runScheduleNow } from './fire-schedules.js';
import { defineJob } from './job.js';
import { createRunner } from './runner.js';
import { createScheduler } from './scheduler.js';

/** Never equal to another one: what keeps runs apart here is the schedule alone. */
const plain = (type: JobType) =>
  defineJob({ type, params: z.looseObject({}), dedupeKey: () => null, run: async () => undefined });
const day = 24 * 60 * 60_000;
/** 05:30 in Thailand. */
const firstMoment = new Date('2026-06-17T22:30:00Z');
const utc = (instant: string | null) => instant && new Date(instant).toISOString();
const minutesAfter = (moment: Date, minutes: number) => new Date(moment.getTime() + minutes * 60_000);

eachDatabase('scheduler', (database) => {
  let clock = firstMoment;

  beforeEach(async () => {
    await database.db.execute(sql`delete from jobs`);
    await database.db.execute(sql`delete from schedules`);
    clock = firstMoment;
  });

  /** As in a process of its own: the runner takes no jobs, it only stores them. */
  function process(db: OpenedDb = database.db) {
    const log = keepingLog();
    const jobs = [plain('download_rep'), plain('download_stm'), plain('sync_smt')];
    const runner = createRunner({ db, bus: createBus(), log, jobs, onStop: 'requeue' });
    const parts = { db, log, runner, now: () => clock };
    return { ...parts, parts, ...createScheduler(parts) };
  }

  const switchOn = async (name: ScheduleName, change: object = {}) => {
    const plan = { ...usualPlan(name), enabled: true, times: ['05:30'], ...change };
    const nextFireAt = nextFiring(plan.times, minutesAfter(clock, -1));
    await saveSchedule(database.db, name, { ...plan, nextFireAt }, clock);
  };
  const jobs = () =>
    database.db.query<{ type: string; params: string; schedule_id: number | null; status: string }>(
      sql`select type, params, schedule_id, status from jobs order by id`,
    );
  const finishAll = () =>
    database.db.execute(sql`update jobs set status = 'completed' where status = 'queued'`);

  test('two processes on one database give one run at each of fifty moments', async () => {
    await switchOn('rep');
    // Another process has its own connections; the embedded database has one process only.
    const otherDb = database.settings.type === 'embedded' ? null : await openDb(database.settings);
    try {
      const [one, two] = [process(), process(otherDb ?? database.db)];
      for (let firing = 0; firing < 50; firing++) {
        clock = new Date(firstMoment.getTime() + firing * day + 5000);
        await Promise.all([one.look(), two.look(), one.look(), two.look()]);
        assert.equal((await jobs()).length, firing + 1, `after moment ${firing + 1}`);
        await finishAll();
      }
      const said = [...one.log.lines, ...two.log.lines];
      assert.deepEqual(
        said.filter((line) => line.includes('could not be')),
        [],
      );
    } finally {
      await otherDb?.close();
    }
  });

  test('a run starts at its moment, with the months of that moment, and the next one is set', async () => {
    await switchOn('rep', { schemes: ['ucs'], monthsBack: 1, times: ['05:30', '18:00'] });
    const { look } = process();
    clock = minutesAfter(firstMoment, -0.5);
    await look();
    assert.deepEqual(await jobs(), []);
    clock = firstMoment;
    await look();
    await look();
    const [job, ...others] = await jobs();
    assert.deepEqual(others, []);
    assert.deepEqual(JSON.parse(job?.params ?? ''), {
      from: '2569-05',
      to: '2569-06',
      schemes: ['ucs'],
      import: true,
    });
    const schedule = await findSchedule(database.db, 'rep');
    assert.equal(job?.schedule_id, schedule.id);
    assert.equal(utc(schedule.nextFireAt), '2026-06-18T11:00:00.000Z');
    assert.equal(utc(schedule.lastFiredAt), firstMoment.toISOString());
  });

  test('runs missed while the machine was off are made up once, not once a day', async () => {
    await switchOn('rep');
    await switchOn('stm', { catchUp: false });
    clock = minutesAfter(firstMoment, 4 * 24 * 60 + 45);
    const { look } = process();
    await look();
    await look();
    assert.deepEqual(
      (await jobs()).map(({ type }) => type),
      ['download_rep'],
    );
    const next = '2026-06-22T22:30:00.000Z';
    const schedules = await listSchedules(database.db);
    assert.deepEqual(
      schedules.map(({ nextFireAt }) => utc(nextFireAt)),
      [next, next, null],
      'also the one that is not made up goes on',
    );
  });

  test('a run that is not over when the next is due is not doubled', async () => {
    await switchOn('smt');
    const { look, log } = process();
    await look();
    clock = new Date(firstMoment.getTime() + day);
    await look();
    assert.equal((await jobs()).length, 1);
    assert.ok(log.lines.some((line) => line.includes('not over yet')));
    await finishAll();
    clock = new Date(firstMoment.getTime() + 2 * day);
    await look();
    assert.equal((await jobs()).length, 2);
  });

  test('a schedule that is off starts nothing, and a person can start it all the same', async () => {
    const { look, parts } = process();
    await look();
    const job = await runScheduleNow(parts, 'rep', null);
    const again = await runScheduleNow(parts, 'rep', null);
    assert.equal(again.id, job.id, 'the run that waits is answered');
    assert.equal((await jobs()).length, 1);
    const schedule = await findSchedule(database.db, 'rep');
    assert.deepEqual([schedule.enabled, schedule.nextFireAt, schedule.lastJobId], [false, null, job.id]);
  });

  test('a moment whose job cannot be stored is not lost: the next look starts it', async () => {
    await switchOn('rep');
    const broken = process();
    const none = createRunner({ ...broken.parts, bus: createBus(), jobs: [], onStop: 'requeue' });
    await createScheduler({ ...broken.parts, runner: none }).look();
    assert.deepEqual(await jobs(), []);
    await broken.look();
    assert.equal((await jobs()).length, 1);
  });
});
