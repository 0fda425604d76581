import { setTimeout as sleep } from 'node:timers/promises';
import type { Db } from '../db/db.js';
import type { Job, JobStatus } from '../domain/job.js';
import type { Bus } from '../events/bus.js';
import type { Log } from '../log/log.js';
import { isDatabaseAway } from '../store/database-away.js';
import { setNextTry } from '../store/download-units.js';
import { saveJobEvents } from '../store/job-events.js';
import {
  finishJob,
  isCancelAsked,
  type JobEnd,
  type Requeue,
  requeueJob,
  writeHeartbeat,
} from '../store/job-queue.js';
import { saveJobUnits } from '../store/job-units.js';

import { problemOf } from './job-problem.js';
import type { JobRecord } from './job-record.js';
import { openGridUnits } from './open-grid-units.js';
import type { StopSwitch } from './stop-switch.js';
import type { JobTiming } from './timing.js';

export interface RunParts {
  readonly db: Db;
  readonly bus: Bus;
  readonly log: Log;
  readonly owner: string;
  readonly timing: JobTiming;
  /** From 0 up to 1, for the time of the next try. */
  readonly random: () => number;
  /** What becomes of a job that runs when the process is told to stop. */
  readonly onStop: 'requeue' | 'cancel';
}

export function publish(parts: RunParts, job: Job, status: JobStatus, record: JobRecord): void {
  parts.bus.publish('job.changed', {
    jobId: job.id,
    jobKey: job.jobKey,
    status,
    progress: record.progress(),
  });
}

/** Writes what the job said, says that it lives, and looks whether a person wants it cancelled, until `ended`. */
export async function keepRecord(
  parts: RunParts,
  job: Job,
  record: JobRecord,
  stopSwitch: StopSwitch,
  ended: AbortSignal,
): Promise<void> {
  const { db, timing, owner } = parts;
  let beatAt = Date.now();
  let polledAt = Date.now();
  const tick = async () => {
    const unwritten = record.take();
    if (unwritten.progressChanged) publish(parts, job, 'running', record);
    try {
      await saveJobUnits(db, job.id, unwritten.units);
      await saveJobEvents(db, job, unwritten.events);
    } catch (error) {
      record.putBack(unwritten);
      throw error;
    }
    if (unwritten.progressChanged || Date.now() - beatAt >= timing.heartbeat) {
      const heartbeat = { progress: record.progress(), cameFurther: record.cameFurther.aborted };
      if (!(await writeHeartbeat(db, job.id, owner, heartbeat))) stopSwitch.stop('lost');
      beatAt = Date.now();
    }
    if (Date.now() - polledAt >= timing.cancelPoll) {
      if (await isCancelAsked(db, job.id)) stopSwitch.stop('cancelled');
      polledAt = Date.now();
    }
  };
  while (!ended.aborted) {
    // The first step forward is written at once: a process may die before the next tick, and has made it all the same.
    const { cameFurther } = record;
    const signal = cameFurther.aborted ? ended : AbortSignal.any([ended, cameFurther]);
    await sleep(timing.tick, undefined, { signal }).catch(() => undefined);
    if (ended.aborted) return;
    try {
      await tick();
    } catch (error) {
      // The next tick tries again; whether the job can do without the database is the job's own matter.
      parts.log.warn(
        { source: 'job', job: job.jobKey, err: error },
        'The state of a job could not be written',
      );
    }
  }
}

/** Writes the end of the job, or that it goes back into the queue, with all that it said; tries again while the database is away. */
export async function writeEnd(
  parts: RunParts,
  job: Job,
  record: JobRecord,
  end: JobEnd | Requeue,
): Promise<void> {
  const until = Date.now() + parts.timing.databasePatience;
  for (;;) {
    const unwritten = record.take();
    try {
      await parts.db.transaction(async (tx) => {
        await saveJobUnits(tx, job.id, unwritten.units);
        await saveJobEvents(tx, job, unwritten.events);
        if ('status' in end) await finishJob(tx, job.id, parts.owner, end);
        else if ((await requeueJob(tx, job.id, parts.owner, end)) && end.runAt)
          await setNextTry(tx, openGridUnits(end.result), end.runAt);
      });
      return;
    } catch (error) {
      if (!isDatabaseAway(error)) return writeFault(parts, job, record, error);
      record.putBack(unwritten);
      if (Date.now() > until) throw error;
      await sleep(parts.timing.tick);
    }
  }
}

/** What the job said cannot be written as it is: then at least that it ended, so that it does not run for ever. */
async function writeFault(parts: RunParts, job: Job, record: JobRecord, error: unknown): Promise<void> {
  parts.log.error({ source: 'job', job: job.jobKey, err: error }, 'The end of a job could not be written');
  const problem = problemOf('job_fault', { job: job.jobKey });
  const end = { status: 'failed', progress: record.progress(), result: { units: [] }, problem } as const;
  await parts.db.transaction((tx) => finishJob(tx, job.id, parts.owner, end));
}
