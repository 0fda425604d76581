import type { Queryable } from '../db/db.js';
import { sql } from '../db/sql.js';
import type { JobProblem, JobResult, JobStatus } from '../domain/job.js';

/**
 * How a start of a job ended: with the job itself, or so that the job goes on. `retry` = failed by a passing cause,
 * `stopped` = the program was stopped in good order, `died` = its process is gone.
 */
export type AttemptEnd = Exclude<JobStatus, 'queued' | 'running'> | 'retry' | 'stopped' | 'died';

/** Sums over the units that the attempt left behind, those of earlier attempts among them. */
export interface AttemptCounts {
  readonly listed: number;
  readonly downloaded: number;
  readonly already: number;
  readonly failed: number;
  readonly imported: number;
}

export interface JobAttempt {
  readonly number: number;
  /** Process that ran it (jobs/owner.ts). */
  readonly owner: string;
  /** ISO 8601, UTC; null = it runs now. */
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly endedAs: AttemptEnd | null;
  readonly problem: JobProblem | null;
  readonly counts: AttemptCounts | null;
}

/** Notes that the job was begun once more; its number is the job's `attempts`. */
export async function beginAttempt(
  db: Queryable,
  jobId: number,
  attempt: { readonly number: number; readonly owner: string },
): Promise<void> {
  const { number, owner } = attempt;
  await db.execute(sql`insert into job_attempts (job_id, number, owner, started_at)
    values (${jobId}, ${number}, ${owner}, current_timestamp(6))`);
}

export interface EndedAttempt {
  readonly as: AttemptEnd;
  readonly problem: JobProblem | null;
  readonly result: JobResult;
}

function countsOf({ units }: JobResult): AttemptCounts {
  const sum = (name: keyof AttemptCounts) => units.reduce((total, unit) => total + unit[name], 0);
  return {
    listed: sum('listed'),
    downloaded: sum('downloaded'),
    already: sum('already'),
    failed: sum('failed'),
    imported: sum('imported'),
  };
}

/** Writes how the running attempt of a job ended. */
export async function endAttempt(db: Queryable, jobId: number, end: EndedAttempt): Promise<void> {
  const problem = end.problem === null ? null : JSON.stringify(end.problem);
  await db.execute(sql`update job_attempts set ended_at = current_timestamp(6), ended_as = ${end.as},
    problem = ${problem}, counts = ${JSON.stringify(countsOf(end.result))}
    where job_id = ${jobId} and ended_at is null`);
}

/** Oldest first. */
export async function listJobAttempts(db: Queryable, jobId: number): Promise<JobAttempt[]> {
  const rows = await db.query<{
    readonly number: number;
    readonly owner: string;
    readonly started_at: string;
    readonly ended_at: string | null;
    readonly ended_as: AttemptEnd | null;
    readonly problem: string | null;
    readonly counts: string | null;
  }>(sql`select number, owner, started_at, ended_at, ended_as, problem, counts from job_attempts
    where job_id = ${jobId} order by number`);
  // The JSON of this table is written by this file alone, hence its shapes are known.
  return rows.map((row) => ({
    number: row.number,
    owner: row.owner,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    endedAs: row.ended_as,
    problem: row.problem === null ? null : (JSON.parse(row.problem) as JobProblem),
    counts: row.counts === null ? null : (JSON.parse(row.counts) as AttemptCounts),
  }));
}

/** How the last finished attempt of a job ended; null where it was never begun. */
export async function lastAttemptEnd(db: Queryable, jobId: number): Promise<AttemptEnd | null> {
  const row = await db.first<{ readonly ended_as: AttemptEnd | null }>(sql`select ended_as from job_attempts
    where job_id = ${jobId} and ended_at is not null order by number desc limit 1`);
  return row?.ended_as ?? null;
}
