import type { Queryable } from '../db/db.js';
import { sql } from '../db/sql.js';
import {
  cronOfTimes,
  jobOfSchedule,
  type Schedule,
  type ScheduleName,
  type SchedulePlan,
  scheduleNames,
  scheduleTimeZone,
  timesOfCron,
  usualPlan,
} from '../domain/schedule.js';
import { isSchemeCode } from '../domain/scheme.js';

interface ScheduleRow {
  readonly id: number;
  readonly name: string;
  readonly params: string;
  readonly cron: string;
  readonly enabled: boolean;
  readonly catch_up: boolean;
  readonly last_fired_at: string | null;
  readonly next_fire_at: string | null;
  readonly last_job_id: number | null;
}

/** What column `params` holds: what the pages set, not yet the months of a run. */
interface StoredPlan {
  readonly schemes: readonly string[];
  readonly monthsBack: number;
}

const columns = sql`id, name, params, cron, enabled, catch_up, last_fired_at, next_fire_at, last_job_id`;

function toSchedule(name: ScheduleName, row: ScheduleRow | undefined): Schedule {
  if (row === undefined)
    return { name, id: null, ...usualPlan(name), lastFiredAt: null, nextFireAt: null, lastJobId: null };
  const plan = JSON.parse(row.params) as StoredPlan; // written by this file alone
  return {
    name,
    id: row.id,
    enabled: row.enabled,
    times: timesOfCron(row.cron),
    schemes: plan.schemes.filter(isSchemeCode),
    monthsBack: plan.monthsBack,
    catchUp: row.catch_up,
    lastFiredAt: row.last_fired_at,
    nextFireAt: row.next_fire_at,
    lastJobId: row.last_job_id,
  };
}

/** REP, STM and SMT, in this order; what nobody saved yet as it usually is, off. */
export async function listSchedules(db: Queryable): Promise<Schedule[]> {
  const rows = await db.query<ScheduleRow>(sql`select ${columns} from schedules`);
  return scheduleNames.map((name) =>
    toSchedule(
      name,
      rows.find((row) => row.name === name),
    ),
  );
}

export async function findSchedule(db: Queryable, name: ScheduleName): Promise<Schedule> {
  const row = await db.first<ScheduleRow>(sql`select ${columns} from schedules where name = ${name}`);
  return toSchedule(name, row ?? undefined);
}

/** Saves what a person set; `nextFireAt` null = off. What ran before stays. */
export async function saveSchedule(
  db: Queryable,
  name: ScheduleName,
  plan: SchedulePlan & { readonly nextFireAt: Date | null },
  now: Date,
): Promise<void> {
  const row = { ...planColumns(name, plan, now), next_fire_at: plan.nextFireAt };
  const update = ['params', 'cron', 'time_zone', 'enabled', 'catch_up', 'next_fire_at', 'updated_at'];
  await db.upsert('schedules', [row], ['name'], update);
}

/** The row of a schedule, made as it usually is where there is none yet. */
export async function openSchedule(
  db: Queryable,
  name: ScheduleName,
  now: Date,
): Promise<Schedule & { readonly id: number }> {
  const row = { ...planColumns(name, usualPlan(name), now), next_fire_at: null };
  await db.upsert('schedules', [row], ['name'], []);
  const schedule = await findSchedule(db, name);
  if (schedule.id === null) throw new RangeError(`the schedule ${name} was taken away while it was made`);
  return { ...schedule, id: schedule.id };
}

function planColumns(name: ScheduleName, plan: SchedulePlan, now: Date) {
  const stored: StoredPlan = { schemes: plan.schemes, monthsBack: plan.monthsBack };
  return {
    name,
    job_type: jobOfSchedule(name, plan, now).type,
    params: JSON.stringify(stored),
    cron: cronOfTimes(plan.times),
    time_zone: scheduleTimeZone,
    enabled: plan.enabled,
    catch_up: plan.catchUp,
    created_at: now,
    updated_at: now,
  };
}

/** Schedules that are on and whose moment has come. */
export async function listDueSchedules(
  db: Queryable,
  now: Date,
): Promise<(Schedule & { readonly id: number; readonly nextFireAt: string })[]> {
  const rows = await db.query<ScheduleRow>(
    sql`select ${columns} from schedules where enabled = ${true} and next_fire_at <= ${now} order by next_fire_at, id`,
  );
  return rows.flatMap((row) => {
    const name = scheduleNames.find((known) => known === row.name);
    if (name === undefined || row.next_fire_at === null) return [];
    return [{ ...toSchedule(name, row), id: row.id, nextFireAt: row.next_fire_at }];
  });
}

/**
 * Takes one moment of a schedule for this process: of all processes that try, one gets true. Inside a transaction the
 * others wait for its end, and see the moment again where it was rolled back.
 */
export async function takeFiring(
  tx: Queryable,
  schedule: { readonly id: number; readonly nextFireAt: string },
  at: { readonly now: Date; readonly next: Date },
): Promise<boolean> {
  const rows = await tx.execute(
    sql`update schedules set next_fire_at = ${at.next}, updated_at = ${at.now}
        where id = ${schedule.id} and enabled = ${true} and next_fire_at = ${new Date(schedule.nextFireAt)}`,
  );
  return rows > 0;
}

/** Notes the job that a schedule started last. */
export async function noteFired(db: Queryable, id: number, jobId: number, now: Date): Promise<void> {
  await db.execute(
    sql`update schedules set last_fired_at = ${now}, last_job_id = ${jobId}, updated_at = ${now} where id = ${id}`,
  );
}
