import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Db, Queryable } from '../db/db.js';
import { AppError } from '../domain/errors.js';
import { isFinished, type Job, type JobType, jobPriorities, usualAttempts } from '../domain/job.js';
import type { Bus } from '../events/bus.js';
import type { Log } from '../log/log.js';
import { ownerOf, ownerText } from '../services/owner.js';
import { askToCancel, claimJob } from '../store/job-queue.js';
import { findJob, findJobByDedupeKey, findJobByKey, insertJob } from '../store/jobs.js';
import { putBackDeadJobs } from './dead-jobs.js';
import type { JobDefinition } from './job.js';
import { problemOf } from './job-problem.js';
import type { JobListener } from './job-record.js';
import type { RunParts } from './keep-record.js';
import { runJob } from './run-job.js';
import { createStopSwitch, type StopSwitch } from './stop-switch.js';
import { type JobTiming, usualTiming } from './timing.js';

export interface RunnerParts {
  readonly db: Db;
  readonly bus: Bus;
  readonly log: Log;
  readonly jobs: readonly JobDefinition[];
  /** What becomes of a running job when the process stops: a server does the rest at its next start. */
  readonly onStop: 'requeue' | 'cancel';
  readonly timing?: Partial<JobTiming>;
}

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

export interface JobRunner {
  /** Puts the jobs of processes that are gone back into the queue; answers how many it saw to. */
  putBackDead(): Promise<number>;
  /** Puts the jobs of dead processes back, then takes queued jobs in the background, one at a time. */
  start(): Promise<void>;
  /** Stops the running job and waits until its state is written. */
  stop(): Promise<void>;
  /** Throws AppError job_params_invalid. */
  enqueue(type: JobType, params: unknown, options: EnqueueOptions): Promise<Enqueued>;
  /** Tells everybody of a job that was stored within a transaction, and begins it where nothing else runs. */
  announce(job: Job): void;
  /** Cancels a job that waits or runs, wherever it runs; null = no such job. */
  cancel(jobKey: string): Promise<Job | null>;
  /** Runs this job here and now, or follows it where another process has it; answers its end. */
  runNow(job: Job, listener: JobListener): Promise<Job>;
}

function placeOf({ userId, scheduleId, priority, maxAttempts }: EnqueueOptions) {
  return {
    userId,
    scheduleId: scheduleId ?? null,
    priority: priority ?? jobPriorities[userId === null ? 'schedule' : 'person'],
    maxAttempts: maxAttempts ?? usualAttempts,
  };
}

export function createRunner(parts: RunnerParts): JobRunner {
  const timing: JobTiming = { ...usualTiming, ...parts.timing };
  const me = ownerOf();
  const { db, bus, log, onStop } = parts;
  const runParts: RunParts = { db, bus, log, onStop, timing, owner: ownerText(me) };
  const types = parts.jobs.map((job) => job.type);
  const running = new Map<number, StopSwitch>();
  const stopping = new AbortController();
  let wake = new AbortController();
  let loops: Promise<unknown> = Promise.resolve();

  function definitionOf(type: JobType): JobDefinition {
    const definition = parts.jobs.find((job) => job.type === type);
    if (!definition) throw new Error(`No job of type ${type} is listed in jobs/index.ts`);
    return definition;
  }

  async function run(job: Job, listener: JobListener): Promise<void> {
    const stopSwitch = createStopSwitch();
    running.set(job.id, stopSwitch);
    if (stopping.signal.aborted) stopSwitch.stop('stopped');
    try {
      await runJob(runParts, definitionOf(job.type), job, stopSwitch, listener);
    } finally {
      running.delete(job.id);
    }
  }

  const runsHere = (id: number) => running.has(id);
  const putBackDead = () => putBackDeadJobs({ db, bus, log, me, silence: timing.silence, runsHere });

  /** Repeats until the stop; a failure (a database that is away) is logged and tried again. */
  async function repeat(
    pause: number,
    step: () => Promise<'again' | 'pause'>,
    wakes: boolean,
  ): Promise<void> {
    while (!stopping.signal.aborted) {
      const next = await step().catch((error: unknown) => {
        log.warn(
          { source: 'job', err: error },
          'The job runner could not look into the database; it tries again',
        );
        return 'pause' as const;
      });
      if (next === 'again') continue;
      const { signal } = wakes ? wake : stopping;
      await sleep(pause, undefined, { signal }).catch(() => undefined);
      if (wakes && wake.signal.aborted) wake = new AbortController();
    }
  }

  async function takeOne(): Promise<'again' | 'pause'> {
    const job = await claimJob(db, runParts.owner, { types });
    if (!job) return 'pause';
    await run(job, {});
    return 'again';
  }

  async function enqueue(type: JobType, asked: unknown, options: EnqueueOptions): Promise<Enqueued> {
    const { params, dedupeKey } = definitionOf(type).read(asked);
    const store = options.within ?? db;
    // The job that is in the way may end between the two questions: then ask again.
    for (let tries = 0; tries < 5; tries++) {
      // Looked for first: a refused row would spoil the transaction that it is stored in.
      const other = dedupeKey === null ? null : await findJobByDedupeKey(store, dedupeKey);
      if (other) return { job: other, created: false };
      const jobKey = `job_${randomBytes(9).toString('base64url')}`;
      const job = await insertJob(store, { jobKey, type, params, dedupeKey, ...placeOf(options) });
      if (!job) continue;
      if (options.within === undefined) announce(job);
      return { job, created: true };
    }
    throw new AppError('database_unavailable');
  }

  function announce({ id, jobKey, status }: Job): void {
    bus.publish('job.changed', { jobId: id, jobKey, status, progress: null });
    wake.abort();
  }

  async function cancel(jobKey: string): Promise<Job | null> {
    const job = await findJobByKey(db, jobKey);
    if (!job) return null;
    if (isFinished(job.status)) return job;
    await askToCancel(db, job, problemOf('job_cancelled'));
    running.get(job.id)?.stop('cancelled');
    const after = await findJob(db, job.id);
    if (after)
      bus.publish('job.changed', { jobId: job.id, jobKey, status: after.status, progress: after.progress });
    return after;
  }

  async function runNow(job: Job, listener: JobListener): Promise<Job> {
    let lookedForDead = 0;
    for (;;) {
      const claimed = await claimJob(db, runParts.owner, { types, id: job.id });
      if (claimed) await run(claimed, listener);
      const now = await findJob(db, job.id);
      if (!now) throw new AppError('not_found');
      if (isFinished(now.status) || now.status === 'waiting_person' || stopping.signal.aborted) return now;
      if (now.progress) listener.progress?.(now.progress);
      if (Date.now() - lookedForDead >= timing.deadPoll) {
        lookedForDead = Date.now();
        await putBackDead();
      }
      await sleep(timing.tick, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  }

  return {
    putBackDead,
    async start() {
      // Also what a person's sign-in has released goes on at once.
      bus.subscribe('job.changed', ({ status }) => {
        if (status === 'queued') wake.abort();
      });
      await putBackDead();
      const others = async () => {
        await putBackDead();
        return 'pause' as const;
      };
      loops = Promise.all([repeat(timing.queuePoll, takeOne, true), repeat(timing.deadPoll, others, false)]);
    },
    async stop() {
      stopping.abort();
      wake.abort();
      for (const stopSwitch of running.values()) stopSwitch.stop('stopped');
      await loops;
    },
    enqueue,
    announce,
    cancel,
    runNow,
  };
}
