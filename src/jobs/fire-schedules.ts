import type { Db, Queryable } from '../db/db.js';
import { isFinished, type Job } from '../domain/job.js';
import { jobOfSchedule, type Schedule, type ScheduleName } from '../domain/schedule.js';
import type { Log } from '../log/log.js';
import { nextFiring } from '../services/next-firing.js';
import { findJob } from '../store/jobs.js';
import { findSchedule, listDueSchedules, noteFired, openSchedule, takeFiring } from '../store/schedules.js';
import type { JobRunner } from './runner.js';

export interface FireParts {
  readonly db: Db;
  readonly log: Log;
  readonly runner: Pick<JobRunner, 'enqueue' | 'announce'>;
  readonly now: () => Date;
}

/** A run that is later than this was missed, not only looked at late. */
const missedMs = 10 * 60_000;

/**
 * Starts the job of each schedule whose moment has come, once however many processes look and however many moments
 * were missed: taking the moment and storing the job is one transaction. A run that is not over yet is not doubled.
 */
export async function fireDueSchedules(parts: FireParts): Promise<void> {
  const now = parts.now();
  for (const schedule of await listDueSchedules(parts.db, now)) await fireDue(parts, schedule, now);
}

type DueSchedule = Schedule & { readonly id: number; readonly nextFireAt: string };

async function fireDue(parts: FireParts, schedule: DueSchedule, now: Date): Promise<void> {
  const { log } = parts;
  const about = { schedule: schedule.name, due: schedule.nextFireAt };
  const isMissed = now.getTime() - Date.parse(schedule.nextFireAt) > missedMs;
  const outcome = await parts.db.transaction(async (tx) => {
    if (!(await takeFiring(tx, schedule, { now, next: nextFiring(schedule.times, now) }))) return 'taken';
    if (isMissed && !schedule.catchUp) return 'missed';
    if ((await openRun(tx, await findSchedule(tx, schedule.name))) !== null) return 'still_running';
    const { type, params } = jobOfSchedule(schedule.name, schedule, now);
    const started = await parts.runner.enqueue(type, params, {
      userId: null,
      scheduleId: schedule.id,
      within: tx,
    });
    await noteFired(tx, schedule.id, started.job.id, now);
    return started;
  });
  if (outcome === 'taken') return;
  if (outcome === 'missed') return log.warn(about, 'a scheduled run was missed and is not made up');
  if (outcome === 'still_running') return log.warn(about, 'the scheduled run before is not over yet');
  if (outcome.created) parts.runner.announce(outcome.job);
  log.info({ ...about, job: outcome.job.jobKey, madeUp: isMissed }, 'a schedule started its job');
}

/** The schedule's last job, where it is not over yet. */
async function openRun(db: Queryable, { lastJobId }: Schedule): Promise<Job | null> {
  const last = lastJobId === null ? null : await findJob(db, lastJobId);
  return last === null || isFinished(last.status) ? null : last;
}

/** Starts a schedule's job now, for a person; its next moment stays. Answers the one that runs already where there is one. */
export async function runScheduleNow(
  parts: FireParts,
  name: ScheduleName,
  userId: number | null,
): Promise<Job> {
  const now = parts.now();
  const schedule = await openSchedule(parts.db, name, now);
  const open = await openRun(parts.db, schedule);
  if (open !== null) return open;
  const { type, params } = jobOfSchedule(name, schedule, now);
  const { job } = await parts.runner.enqueue(type, params, { userId, scheduleId: schedule.id });
  await noteFired(parts.db, schedule.id, job.id, now);
  return job;
}
