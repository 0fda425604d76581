import { setTimeout as sleep } from 'node:timers/promises';
import type { Db } from '../db/db.js';
import { AppError } from '../domain/errors.js';
import { isFinished, type Job, type JobType } from '../domain/job.js';
import { waitsForRetry } from '../domain/job-retry.js';
import type { Bus } from '../events/bus.js';
import type { Log } from '../log/log.js';
import { ownerOf, ownerText } from '../services/owner.js';
import { claimJob } from '../store/job-queue.js';
import { findJob } from '../store/jobs.js';
import { putBackDeadJobs } from './dead-jobs.js';
import { type JobDefinition, jobLanes } from './job.js';
import { createJobOrders, type JobOrders } from './job-orders.js';
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
  /** From 0 up to 1; tests give their own. */
  readonly random?: () => number;
}

export interface JobRunner extends JobOrders {
  /** Puts the jobs of processes that are gone back into the queue; answers how many it saw to. */
  putBackDead(): Promise<number>;
  /** Puts the jobs of dead processes back, then takes queued jobs in the background, one at a time of each lane. */
  start(): Promise<void>;
  /** Stops the running job and waits until its state is written. */
  stop(): Promise<void>;
  /**
   * Runs this job here and now, or follows it where another process has it; answers its end, or the job as it waits: for
   * a person, or for a later try.
   */
  runNow(job: Job, listener: JobListener): Promise<Job>;
}

export function createRunner(parts: RunnerParts): JobRunner {
  const timing: JobTiming = { ...usualTiming, ...parts.timing };
  const me = ownerOf();
  const { db, bus, log, onStop, random = Math.random } = parts;
  const runParts: RunParts = { db, bus, log, onStop, timing, random, owner: ownerText(me) };
  const allTypes = parts.jobs.map((job) => job.type);
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

  async function takeOne(types: readonly JobType[]): Promise<'again' | 'pause'> {
    const job = await claimJob(db, runParts.owner, { types });
    if (!job) return 'pause';
    await run(job, {});
    return 'again';
  }

  const orders = createJobOrders({
    db,
    bus,
    definitionOf,
    wake: () => wake.abort(),
    stopHere: (id) => running.get(id)?.stop('cancelled'),
  });

  async function runNow(job: Job, listener: JobListener): Promise<Job> {
    let lookedForDead = 0;
    for (;;) {
      const claimed = await claimJob(db, runParts.owner, { types: allTypes, id: job.id });
      if (claimed) await run(claimed, listener);
      const now = await findJob(db, job.id);
      if (!now) throw new AppError('not_found');
      const waits = now.status === 'waiting_person' || waitsForRetry(now, new Date());
      if (isFinished(now.status) || waits || stopping.signal.aborted) return now;
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
        if ((await putBackDead()) > 0) wake.abort();
        return 'pause' as const;
      };
      const lanes = jobLanes
        .map((lane) => parts.jobs.filter((job) => job.lane === lane).map((job) => job.type))
        .filter((types) => types.length > 0);
      loops = Promise.all([
        ...lanes.map((types) => repeat(timing.queuePoll, () => takeOne(types), true)),
        repeat(timing.deadPoll, others, false),
      ]);
    },
    async stop() {
      stopping.abort();
      wake.abort();
      for (const stopSwitch of running.values()) stopSwitch.stop('stopped');
      await loops;
    },
    ...orders,
    runNow,
  };
}
