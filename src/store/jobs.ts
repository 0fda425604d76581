import { DbError, type Queryable } from '../db/db.js';
import { join, type Sql, sql } from '../db/sql.js';
import {
  type Job,
  type JobProblem,
  type JobProgress,
  type JobResult,
  type JobStatus,
  type JobType,
  jobPriorities,
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
  readonly schedule_id: number | null;
  readonly priority: number;
  readonly max_attempts: number;
  readonly failures: number;
  readonly deaths: number;
  readonly run_at: string;
  readonly cancel_asked_at: string | null;
  readonly created_at: string;
  readonly started_at: string | null;
  readonly finished_at: string | null;
}

/** What column `result` holds: the result and, where the job failed, was cancelled or waits for another try, why. */
export interface StoredResult {
  readonly units: JobResult['units'] | null;
  readonly problem: JobProblem | null;
}

export interface NewJob {
  readonly jobKey: string;
  readonly type: JobType;
  readonly params: unknown;
  readonly userId: number | null;
  /** The schedule that started it; null = a person or the program did. */
  readonly scheduleId?: number | null;
  /** Higher runs first (domain/job.ts, jobPriorities); 0 if absent. */
  readonly priority?: number;
  /** How often it may be tried where it fails by a passing cause; 1 if absent: never again by itself. */
  readonly maxAttempts?: number;
  /** Two unfinished jobs never have the same; null = may run beside its like. */
  readonly dedupeKey: string | null;
}

export interface JobFilter {
  readonly statuses?: readonly JobStatus[];
  readonly types?: readonly JobType[];
  /** Asked at or after, and before; instants. */
  readonly from?: Date;
  readonly until?: Date;
  /** Part of its number, or of the name of one of its units: `rep/ucs/2569-01`, the name of a file. */
  readonly words?: string;
  /** The person who asked; `program` = nobody. */
  readonly by?: number | 'program';
  /** Only jobs older than this one (its id). */
  readonly before?: number;
  readonly limit: number;
}

const columns = sql`id, job_key, type, params, status, priority, attempts, max_attempts, failures, deaths, run_at,
  progress, result, user_id, schedule_id, cancel_asked_at, created_at, started_at, finished_at`;

function toJob(row: JobRow): Job {
  // The JSON of this table is written by this file alone, hence its shapes are known.
  const stored = row.result === null ? null : (JSON.parse(row.result) as StoredResult);
  return {
    id: row.id,
    jobKey: row.job_key,
    type: row.type,
    params: JSON.parse(row.params),
    status: row.status,
    priority: row.priority,
    attempts: row.attempts,
    maxAttempts: row.max_attempts,
    failures: row.failures,
    deaths: row.deaths,
    runAt: row.run_at,
    progress: row.progress === null ? null : (JSON.parse(row.progress) as JobProgress),
    result: stored?.units ? { units: stored.units } : null,
    problem: stored?.problem ?? null,
    userId: row.user_id,
    scheduleId: row.schedule_id,
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
  if (filter.from) conditions.push(sql`created_at >= ${filter.from}`);
  if (filter.until) conditions.push(sql`created_at < ${filter.until}`);
  if (filter.by !== undefined)
    conditions.push(filter.by === 'program' ? sql`user_id is null` : sql`user_id = ${filter.by}`);
  if (filter.words) {
    const part = `%${filter.words.toLowerCase().replace(/[|%_]/g, '|$&')}%`;
    conditions.push(sql`(lower(job_key) like ${part} escape '|' or exists (select 1 from job_units
      where job_id = jobs.id and lower(unit_key) like ${part} escape '|'))`);
  }
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
      priority: job.priority ?? jobPriorities.schedule,
      attempts: 0,
      max_attempts: job.maxAttempts ?? 1,
      run_at: now,
      user_id: job.userId,
      schedule_id: job.scheduleId ?? null,
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
