import { randomBytes } from 'node:crypto';
import type { Db, Queryable } from '../db/db.js';
import { AppError } from '../domain/errors.js';
import { isFinished, type Job, type JobType, jobPriorities, usualAttempts } from '../domain/job.js';
import { waitsForRetry } from '../domain/job-retry.js';
import type { Bus } from '../events/bus.js';
import { setNextTry } from '../store/download-units.js';
import { askToCancel, reopenJob, runAtOnce } from '../store/job-queue.js';
import { findJob, findJobByDedupeKey, findJobByKey, insertJob } from '../store/jobs.js';
import type { JobDefinition } from './job.js';
import { problemOf } from './job-problem.js';
import { openGridUnits } from './open-grid-units.js';

export interface EnqueueOptions {
  /** The person who asked; null = the program, a schedule or the command line. */
  readonly userId: number | null;
  /** The schedule that asks. */
  readonly scheduleId?: number;
  /** Higher runs first; by itself what a person asked goes before the rest (domain/job.ts, jobPriorities). */
  readonly priority?: number;
  /** How often it is tried where it fails by a passing cause; 1 = once (the command line, which says what failed). */
  readonly maxAttempts?: number;
  /** Stores the job in this transaction; whoever commits it says that the job is there (`announce`). */
  readonly within?: Queryable;
}

export interface Enqueued {
  readonly job: Job;
  /** False where the same job waits or runs already and is answered instead. */
  readonly created: boolean;
}

/** What people and schedules may ask of jobs, whichever process runs them. */
export interface JobOrders {
  /** Throws AppError job_params_invalid. */
  enqueue(type: JobType, params: unknown, options: EnqueueOptions): Promise<Enqueued>;
  /** Tells everybody of a job that was stored within a transaction, and begins it where nothing else runs. */
  announce(job: Job): void;
  /** Cancels a job that waits or runs, wherever it runs; null = no such job. */
  cancel(jobKey: string): Promise<Job | null>;
  /** A job that waits for its next try need not wait; null = no such job. */
  tryNow(jobKey: string): Promise<Job | null>;
  /**
   * Begins an ended job again with what it lacks; null = no such job. `created` is false where there is nothing to
   * begin: it has not ended, all of it came, or the same job waits or runs, which is answered instead.
   */
  retry(jobKey: string): Promise<Enqueued | null>;
}

export interface JobOrderParts {
  readonly db: Db;
  readonly bus: Bus;
  readonly definitionOf: (type: JobType) => JobDefinition;
  /** Something may be there to be taken. */
  readonly wake: () => void;
  /** Stops the job where this process runs it. */
  readonly stopHere: (id: number) => void;
}

function placeOf({ userId, scheduleId, priority, maxAttempts }: EnqueueOptions) {
  return {
    userId,
    scheduleId: scheduleId ?? null,
    priority: priority ?? jobPriorities[userId === null ? 'schedule' : 'person'],
    maxAttempts: maxAttempts ?? usualAttempts,
  };
}

export function createJobOrders({ db, bus, definitionOf, wake, stopHere }: JobOrderParts): JobOrders {
  const tell = ({ id: jobId, jobKey, status, progress }: Job) =>
    bus.publish('job.changed', { jobId, jobKey, status, progress });

  const announce = (job: Job) => {
    tell(job);
    wake();
  };

  /** Whoever asks for what waits for its next try does not want to wait for it. */
  async function forPerson(job: Job, { userId }: EnqueueOptions): Promise<Job> {
    if (userId === null || !waitsForRetry(job, new Date())) return job;
    await runAtOnce(db, job.id);
    wake();
    return (await findJob(db, job.id)) ?? job;
  }

  /** Changes a job and tells what became of it. */
  async function change(jobKey: string, work: (job: Job) => Promise<void>): Promise<Job | null> {
    const job = await findJobByKey(db, jobKey);
    if (!job) return null;
    await work(job);
    const after = await findJob(db, job.id);
    if (after) tell(after);
    return after;
  }

  return {
    async enqueue(type, asked, options) {
      const { params, dedupeKey } = definitionOf(type).read(asked);
      const store = options.within ?? db;
      // The job that is in the way may end between the two questions: then ask again.
      for (let tries = 0; tries < 5; tries++) {
        // Looked for first: a refused row would spoil the transaction that it is stored in.
        const other = dedupeKey === null ? null : await findJobByDedupeKey(store, dedupeKey);
        if (other) return { job: await forPerson(other, options), created: false };
        const jobKey = `job_${randomBytes(9).toString('base64url')}`;
        const job = await insertJob(store, { jobKey, type, params, dedupeKey, ...placeOf(options) });
        if (!job) continue;
        if (options.within === undefined) announce(job);
        return { job, created: true };
      }
      throw new AppError('database_unavailable');
    },
    announce,
    cancel: (jobKey) =>
      change(jobKey, async (job) => {
        if (isFinished(job.status)) return;
        await askToCancel(db, job, problemOf('job_cancelled'));
        stopHere(job.id);
        await setNextTry(db, openGridUnits(job.result), null);
      }),
    tryNow: (jobKey) =>
      change(jobKey, async (job) => {
        await runAtOnce(db, job.id);
        wake();
      }),
    async retry(jobKey) {
      const job = await findJobByKey(db, jobKey);
      if (!job) return null;
      if (!isFinished(job.status) || job.status === 'completed') return { job, created: false };
      const { dedupeKey } = definitionOf(job.type).read(job.params);
      const reopened = await reopenJob(db, job.id, {
        dedupeKey,
        priority: jobPriorities.person,
        maxAttempts: usualAttempts,
      });
      if (!reopened) {
        const other = dedupeKey === null ? null : await findJobByDedupeKey(db, dedupeKey);
        return { job: other ?? job, created: false };
      }
      const after = (await findJob(db, job.id)) ?? job;
      announce(after);
      return { job: after, created: true };
    },
  };
}
