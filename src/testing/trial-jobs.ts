import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Db } from '../db/db.js';
import type { Job, JobUnitResult, JobWatch } from '../domain/job.js';
import { createBus } from '../events/bus.js';
import { defineJob, type JobDefinition } from '../jobs/job.js';
import { createRunner, type JobRunner } from '../jobs/runner.js';
import type { Log } from '../log/log.js';
import { findJob } from '../store/jobs.js';
import type { GivenDatabase } from './databases.js';

export const quiet: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  child: () => quiet,
};
export const timing = {
  tick: 20,
  heartbeat: 40,
  cancelPoll: 40,
  queuePoll: 30,
  deadPoll: 50,
  stopPatience: 500,
};

/** A job of practice that does what the test says. */
export function work(run: (params: { month: number }, watch: JobWatch) => Promise<void>): JobDefinition {
  return defineJob({
    type: 'download_rep',
    params: z.object({ month: z.number().int().min(1).max(12) }),
    dedupeKey: ({ month }) => `download_rep/${month}`,
    run,
  });
}

export function unit(name: string, change: Partial<JobUnitResult> = {}): JobUnitResult {
  const counts = { listed: 1, downloaded: 1, already: 0, failed: 0, imported: 0 };
  return { unit: name, state: 'complete', ...counts, problems: [], ...change };
}

export function forever(signal: AbortSignal): Promise<void> {
  return new Promise((_, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}

/** Waits for a job's state; the limit is that of a broken program, not of a slow machine. */
export async function until(db: Db, id: number, done: (job: Job) => boolean): Promise<Job> {
  for (let tries = 0; tries < 6000; tries++) {
    const job = await findJob(db, id);
    if (job && done(job)) return job;
    await sleep(15);
  }
  throw new Error(`Job ${id} never came to the expected state`);
}
export const ended = (job: Job) => job.finishedAt !== null;

/** Runners on one database for tests, and a way to stop all of them. */
export function runnersOf(database: GivenDatabase) {
  const runners: JobRunner[] = [];
  const runner = (
    definitions: JobDefinition | readonly JobDefinition[],
    onStop: 'requeue' | 'cancel' = 'requeue',
  ): JobRunner => {
    const jobs = [definitions].flat();
    const made = createRunner({ db: database.db, bus: createBus(), log: quiet, jobs, onStop, timing });
    runners.push(made);
    return made;
  };
  const stopAll = async () => {
    await Promise.all(runners.splice(0).map((one) => one.stop()));
  };
  return { runner, stopAll };
}
