import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { readEnvironment, resolveSettings } from '../config.js';
import { sql } from '../db/sql.js';
import { usualPlan } from '../domain/schedule.js';
import { findSchedule, listSchedules } from '../store/schedules.js';
import { changeUpstreamSession, openUpstreamSession } from '../store/upstream-sessions.js';
import { eachDatabase } from '../testing/databases.js';
import { commandLineActor } from './actor.js';
import { savePlan, switchSchedulesOn } from './save-schedules.js';

/** 12:00 in Thailand. */
const noon = new Date('2026-06-18T05:00:00Z');

eachDatabase('settings of schedules', (database) => {
  const parts = (hospital = '99999') => {
    const environment = readEnvironment({ env: { HOSPITAL_CODE: hospital }, envFile: null });
    return {
      db: database.db,
      settings: { current: async () => resolveSettings(environment).config },
      now: () => noon,
    };
  };
  const signedInOnce = async () => {
    const { id } = await openUpstreamSession(database.db, { upstream: 'eclaim', account: 'hospital' });
    await changeUpstreamSession(database.db, id, { signedInAt: noon });
  };
  beforeEach(async () => {
    await database.db.execute(sql`delete from schedules`);
    await database.db.execute(sql`delete from upstream_sessions`);
    await database.db.execute(sql`delete from audit_log`);
  });

  test('all three are off at first, and stay off while the account has never signed in', async () => {
    assert.deepEqual(
      (await listSchedules(database.db)).map(({ name, enabled, nextFireAt }) => [name, enabled, nextFireAt]),
      [
        ['rep', false, null],
        ['stm', false, null],
        ['smt', false, null],
      ],
    );
    const on = { ...usualPlan('rep'), enabled: true };
    await assert.rejects(savePlan(parts(), 'rep', on, commandLineActor), {
      code: 'schedule_account_untried',
    });
    await assert.rejects(
      savePlan(parts(''), 'smt', { ...usualPlan('smt'), enabled: true }, commandLineActor),
      {
        code: 'schedule_hospital_due',
      },
    );
    assert.equal((await findSchedule(database.db, 'rep')).id, null, 'nothing was saved');
    // Other things may be set before it is on.
    await savePlan(parts(), 'rep', { ...usualPlan('rep'), monthsBack: 6 }, commandLineActor);
    assert.equal((await findSchedule(database.db, 'rep')).monthsBack, 6);
  });

  test('once the account works one click switches on what may be on, and each has its next moment', async () => {
    await signedInOnce();
    assert.deepEqual(await switchSchedulesOn(parts(''), commandLineActor), ['rep', 'stm']);
    assert.deepEqual(await switchSchedulesOn(parts(), commandLineActor), ['rep', 'stm', 'smt']);
    const next = (await listSchedules(database.db)).map(({ nextFireAt }) => nextFireAt?.slice(0, 16));
    assert.deepEqual(next, ['2026-06-18T22:30', '2026-06-18T23:15', '2026-06-18T23:45']);
  });

  test('what was set is read back, its next moment follows, and who set it is recorded', async () => {
    await signedInOnce();
    const plan = {
      enabled: true,
      times: ['06:05', '18:30'],
      schemes: ['ucs', 'lgo'],
      monthsBack: 1,
      catchUp: false,
    } as const;
    await savePlan(parts(), 'rep', plan, commandLineActor);
    const { times, schemes, monthsBack, catchUp, nextFireAt } = await findSchedule(database.db, 'rep');
    assert.deepEqual({ enabled: true, times, schemes, monthsBack, catchUp }, plan);
    assert.equal(nextFireAt?.slice(0, 16), '2026-06-18T11:30');
    await savePlan(parts(), 'rep', { ...plan, enabled: false }, commandLineActor);
    assert.equal((await findSchedule(database.db, 'rep')).nextFireAt, null);
    const entries = await database.db.query<{ action: string; subject: string }>(
      sql`select action, subject from audit_log order by id`,
    );
    assert.deepEqual(
      entries,
      Array.from({ length: 2 }, () => ({ action: 'change', subject: 'schedule rep' })),
    );
  });
});
