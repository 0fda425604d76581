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

interface JobRow {
  readonly id: number;
  readonly job_key: string;
  readonly type: JobType;
  readonly params: string;
  readonly status: JobStatus;
  readonly attempts: number;
  readonly progress: string | null;
  readonly result: string | null;
  readonly user_id: number | null;
  readonly cancel_asked_at: string | null;
  readonly created_at: string;
  readonly started_at: string | null;
  readonly finished_at: string | null;
}

/** What column `result` holds: the result and, where the job failed or was cancelled, why. */
interface StoredResult {
  readonly units: JobResult['units'] | null;
  readonly problem: JobProblem | null;
}

export interface NewJob {
  readonly jobKey: string;
  readonly type: JobType;
  readonly params: unknown;
  readonly userId: number | null;
  /** Two unfinished jobs never have the same; null = may run beside its like. */
  readonly dedupeKey: string | null;
}

export interface JobEnd {
  readonly status: JobStatus;
  readonly progress: JobProgress;
  readonly result: JobResult;
  readonly problem: JobProblem | null;
}

export interface JobFilter {
  readonly statuses?: readonly JobStatus[];
  readonly types?: readonly JobType[];
  /** Only jobs older than this one (its id). */
  readonly before?: number;
  readonly limit: number;
}

const columns = sql`id, job_key, type, params, status, attempts, progress, result, user_id, cancel_asked_at,
  created_at, started_at, finished_at`;

function toJob(row: JobRow): Job {
  // The JSON of this table is written by this file alone, hence its shapes are known.
  const stored = row.result === null ? null : (JSON.parse(row.result) as StoredResult);
  return {
    id: row.id,
    jobKey: row.job_key,
    type: row.type,
    params: JSON.parse(row.params),
    status: row.status,
    attempts: row.attempts,
    progress: row.progress === null ? null : (JSON.parse(row.progress) as JobProgress),
    result: stored?.units ? { units: stored.units } : null,
    problem: stored?.problem ?? null,
    userId: row.user_id,
    cancelAsked: row.cancel_asked_at !== null,
    createdAt: row.created_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
  };
}

async function firstJob(db: Queryable, where: Sql): Promise<Job | null> {
  const row = await db.first<JobRow>(sql`select ${columns} from jobs where ${where}`);
  return row && toJob(row);
}

export function findJob(db: Queryable, id: number): Promise<Job | null> {
  return firstJob(db, sql`id = ${id}`);
}

export function findJobByKey(db: Queryable, jobKey: string): Promise<Job | null> {
  return firstJob(db, sql`job_key = ${jobKey}`);
}

export function findJobByDedupeKey(db: Queryable, dedupeKey: string): Promise<Job | null> {
  return firstJob(db, sql`dedupe_key = ${dedupeKey}`);
}

/** Newest first. */
export async function listJobs(db: Queryable, filter: JobFilter): Promise<Job[]> {
  const conditions = [sql`id > 0`];
  if (filter.statuses?.length) conditions.push(sql`status in (${join(filter.statuses)})`);
  if (filter.types?.length) conditions.push(sql`type in (${join(filter.types)})`);
  if (filter.before !== undefined) conditions.push(sql`id < ${filter.before}`);
  const rows = await db.query<JobRow>(
    sql`select ${columns} from jobs where ${join(conditions, ' and ')} order by id desc limit ${filter.limit}`,
  );
  return rows.map(toJob);
}

/** Stores a queued job; null where an unfinished one has its dedupe key. */
export async function insertJob(db: Queryable, job: NewJob): Promise<Job | null> {
  const now = new Date();
  try {
    const id = await db.insert('jobs', {
      job_key: job.jobKey,
      type: job.type,
      params: JSON.stringify(job.params),
      status: 'queued',
      priority: 0,
      attempts: 0,
      max_attempts: 1,
      run_at: now,
      user_id: job.userId,
      dedupe_key: job.dedupeKey,
      created_at: now,
      updated_at: now,
    });
    return await findJob(db, id);
  } catch (error) {
    if (error instanceof DbError && error.kind === 'duplicate') return null;
    throw error;
  }
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
    const row = await tx.first<{ readonly id: number }>(
      sql`select id from jobs where status = 'queued' and run_at <= ${new Date()} and ${wanted}
        order by priority desc, id limit 1 for update skip locked`,
    );
    if (!row) return null;
    await tx.execute(
      sql`update jobs set status = 'running', attempts = attempts + 1, locked_by = ${owner}, heartbeat_at = current_timestamp(6),
        started_at = coalesce(started_at, current_timestamp(6)), updated_at = current_timestamp(6) where id = ${row.id}`,
    );
    return findJob(tx, row.id);
  });
}

function mine(id: number, owner: string): Sql {
  return sql`id = ${id} and status = 'running' and locked_by = ${owner}`;
}

/** Says that the job lives and how far it is; false where it is no longer this owner's. */
export async function writeHeartbeat(
  db: Queryable,
  id: number,
  owner: string,
  progress: JobProgress,
): Promise<boolean> {
  const rows = await db.execute(
    sql`update jobs set heartbeat_at = current_timestamp(6), progress = ${JSON.stringify(progress)} where ${mine(id, owner)}`,
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

/** Writes the end of a running job; false where it is no longer this owner's. */
export async function finishJob(db: Queryable, id: number, owner: string, end: JobEnd): Promise<boolean> {
  const stored: StoredResult = { units: end.result.units, problem: end.problem };
  const rows = await db.execute(
    sql`update jobs set status = ${end.status}, progress = ${JSON.stringify(end.progress)}, result = ${JSON.stringify(stored)},
      error_message = ${end.problem?.message.en ?? null}, locked_by = null, dedupe_key = null,
      finished_at = current_timestamp(6), updated_at = current_timestamp(6) where ${mine(id, owner)}`,
  );
  return rows > 0;
}

/** Puts a running job back into the queue, for the next start. */
export async function requeueJob(db: Queryable, id: number, owner: string): Promise<boolean> {
  const rows = await db.execute(
    sql`update jobs set status = 'queued', locked_by = null, heartbeat_at = null, updated_at = current_timestamp(6)
      where ${mine(id, owner)}`,
  );
  return rows > 0;
}

/** Ends a job that waits, or asks the process that runs it to stop. */
export async function askToCancel(db: Queryable, id: number, problem: JobProblem): Promise<void> {
  const stored: StoredResult = { units: null, problem };
  const ended = await db.execute(
    sql`update jobs set status = 'cancelled', result = ${JSON.stringify(stored)}, error_message = ${problem.message.en},
      dedupe_key = null, cancel_asked_at = current_timestamp(6), finished_at = current_timestamp(6),
      updated_at = current_timestamp(6) where id = ${id} and status in ('queued', 'waiting_person')`,
  );
  if (ended > 0) return;
  await db.execute(
    sql`update jobs set cancel_asked_at = current_timestamp(6) where id = ${id} and cancel_asked_at is null
      and status not in (${join(finishedStatuses)})`,
  );
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
