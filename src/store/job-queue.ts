import { type Db, DbError, type Queryable } from '../db/db.js';
import { join, type Sql, sql } from '../db/sql.js';
import {
  finishedStatuses,
  type Job,
  type JobProblem,
  type JobProgress,
  type JobResult,
  type JobStatus,
  type JobType,
} from '../domain/job.js';
import { type AttemptEnd, beginAttempt, endAttempt } from './job-attempts.js';
import { findJob, type NewJob, type StoredResult } from './jobs.js';

export interface JobEnd {
  readonly status: Exclude<JobStatus, 'queued' | 'running'>;
  readonly progress: JobProgress;
  readonly result: JobResult;
  readonly problem: JobProblem | null;
  /** How its last attempt ended, where that is not the same. */
  readonly as?: AttemptEnd;
}

/** Why and until when a running job goes back into the queue. */
export interface Requeue {
  readonly as: Extract<AttemptEnd, 'retry' | 'stopped' | 'died'>;
  readonly progress: JobProgress;
  readonly result: JobResult;
  /** What is said of it while it waits. */
  readonly problem: JobProblem | null;
  /** Not before; null = as soon as somebody is free. */
  readonly runAt: Date | null;
}

/**
 * Takes the next queued job of these types for `owner`, or the one with this id; null where there is none. Safe with
 * several processes on one database: a row that another one is taking is passed over.
 */
export function claimJob(
  db: Db,
  owner: string,
  which: { readonly types: readonly JobType[]; readonly id?: number },
): Promise<Job | null> {
  const wanted = which.id === undefined ? sql`type in (${join(which.types)})` : sql`id = ${which.id}`;
  return db.transaction(async (tx) => {
    const row = await tx.first<{ readonly id: number; readonly attempts: number }>(
      sql`select id, attempts from jobs where status = 'queued' and run_at <= ${new Date()} and ${wanted}
        order by priority desc, id limit 1 for update skip locked`,
    );
    if (!row) return null;
    const number = row.attempts + 1;
    await tx.execute(
      sql`update jobs set status = 'running', attempts = ${number}, locked_by = ${owner}, result = null, error_message = null,
        heartbeat_at = current_timestamp(6), started_at = coalesce(started_at, current_timestamp(6)),
        updated_at = current_timestamp(6) where id = ${row.id}`,
    );
    await beginAttempt(tx, row.id, { number, owner });
    return findJob(tx, row.id);
  });
}

function mine(id: number, owner: string): Sql {
  return sql`id = ${id} and status = 'running' and locked_by = ${owner}`;
}

/**
 * Says that the job lives and how far it is; false where it is no longer this owner's. A job that came further than at
 * its last death does not kill its processes: its deaths are counted anew.
 */
export async function writeHeartbeat(
  db: Queryable,
  id: number,
  owner: string,
  { progress, cameFurther }: { readonly progress: JobProgress; readonly cameFurther: boolean },
): Promise<boolean> {
  const forgiven = cameFurther ? sql`, deaths = 0` : sql``;
  const rows = await db.execute(
    sql`update jobs set heartbeat_at = current_timestamp(6), progress = ${JSON.stringify(progress)}${forgiven}
      where ${mine(id, owner)}`,
  );
  return rows > 0;
}

/** Whether a person asked to cancel; also true where the job is gone. */
export async function isCancelAsked(db: Queryable, id: number): Promise<boolean> {
  const row = await db.first<{ readonly cancel_asked_at: string | null }>(
    sql`select cancel_asked_at from jobs where id = ${id}`,
  );
  return row === null || row.cancel_asked_at !== null;
}

function storedText(result: JobResult | null, problem: JobProblem | null): string {
  const stored: StoredResult = { units: result?.units ?? null, problem };
  return JSON.stringify(stored);
}

/** Writes the end of a running job, in a transaction; false where it is no longer this owner's. */
export async function finishJob(tx: Queryable, id: number, owner: string, end: JobEnd): Promise<boolean> {
  const { status, progress, result, problem } = end;
  // A job that waits for a person is not over: its like is answered with it, not begun beside it.
  const over =
    status === 'waiting_person'
      ? sql`heartbeat_at = null`
      : sql`dedupe_key = null, finished_at = current_timestamp(6)`;
  const rows = await tx.execute(
    sql`update jobs set status = ${status}, progress = ${JSON.stringify(progress)}, result = ${storedText(result, problem)},
      error_message = ${problem?.message.en ?? null}, locked_by = null, ${over},
      updated_at = current_timestamp(6) where ${mine(id, owner)}`,
  );
  if (rows > 0) await endAttempt(tx, id, { as: end.as ?? status, problem, result });
  return rows > 0;
}

/** Puts a running job back into the queue, in a transaction; false where it is no longer this owner's. */
export async function requeueJob(
  tx: Queryable,
  id: number,
  owner: string,
  requeue: Requeue,
): Promise<boolean> {
  const { as, progress, result, problem, runAt } = requeue;
  const failures = as === 'retry' ? 1 : 0;
  const deaths = as === 'died' ? 1 : 0;
  const rows = await tx.execute(
    sql`update jobs set status = 'queued', progress = ${JSON.stringify(progress)}, result = ${storedText(result, problem)},
      error_message = ${problem?.message.en ?? null}, failures = failures + ${failures}, deaths = deaths + ${deaths},
      locked_by = null, heartbeat_at = null, run_at = ${runAt ?? new Date()}, updated_at = current_timestamp(6)
      where ${mine(id, owner)}`,
  );
  if (rows > 0) await endAttempt(tx, id, { as, problem, result });
  return rows > 0;
}

/** Ends a job that waits, or asks the process that runs it to stop. */
export async function askToCancel(
  db: Queryable,
  { id, result }: Pick<Job, 'id' | 'result'>,
  problem: JobProblem,
): Promise<void> {
  const ended = await db.execute(
    sql`update jobs set status = 'cancelled', result = ${storedText(result, problem)}, error_message = ${problem.message.en},
      dedupe_key = null, cancel_asked_at = current_timestamp(6), finished_at = current_timestamp(6),
      updated_at = current_timestamp(6) where id = ${id} and status in ('queued', 'waiting_person')`,
  );
  if (ended > 0) return;
  await db.execute(
    sql`update jobs set cancel_asked_at = current_timestamp(6) where id = ${id} and cancel_asked_at is null
      and status not in (${join(finishedStatuses)})`,
  );
}

/** A queued job need not wait for its time any longer. */
export async function runAtOnce(db: Queryable, id: number): Promise<void> {
  await db.execute(sql`update jobs set run_at = ${new Date()}, updated_at = current_timestamp(6)
    where id = ${id} and status = 'queued'`);
}

/** Puts an ended job back into the queue; false where it has not ended, or an unfinished one has its dedupe key. */
export async function reopenJob(
  db: Queryable,
  id: number,
  place: Pick<NewJob, 'dedupeKey' | 'priority' | 'maxAttempts'>,
): Promise<boolean> {
  const { dedupeKey, priority = 0, maxAttempts = 1 } = place;
  try {
    const rows = await db.execute(
      sql`update jobs set status = 'queued', dedupe_key = ${dedupeKey}, priority = ${priority}, max_attempts = ${maxAttempts},
        failures = 0, deaths = 0, run_at = ${new Date()}, started_at = null, finished_at = null, cancel_asked_at = null,
        result = null, error_message = null, updated_at = current_timestamp(6)
        where id = ${id} and status in (${join(finishedStatuses)})`,
    );
    return rows > 0;
  } catch (error) {
    if (error instanceof DbError && error.kind === 'duplicate') return false;
    throw error;
  }
}

export interface RunningJob {
  readonly id: number;
  readonly lockedBy: string;
  /** Seconds since its owner last said that it lives. */
  readonly silentSeconds: number;
}

export async function listRunningJobs(db: Queryable): Promise<RunningJob[]> {
  const rows = await db.query<{
    readonly id: number;
    readonly locked_by: string | null;
    readonly heartbeat_at: string | null;
    readonly read_at: string;
  }>(
    sql`select id, locked_by, heartbeat_at, current_timestamp(6) as read_at from jobs where status = 'running'`,
  );
  return rows.map((row) => ({
    id: row.id,
    lockedBy: row.locked_by ?? '',
    silentSeconds:
      row.heartbeat_at === null
        ? Number.POSITIVE_INFINITY
        : (Date.parse(row.read_at) - Date.parse(row.heartbeat_at)) / 1000,
  }));
}
