import type { Queryable } from '../db/db.js';
import { join, sql } from '../db/sql.js';
import type { JobType } from '../domain/job.js';
import { listJobs } from './jobs.js';

/** When the newest REP came: offered by the portal for the first time, or brought by hand. null = none ever. */
export async function lastRepAt(db: Queryable): Promise<string | null> {
  const row = await db.first<{ offered: string | null; brought: string | null }>(
    sql`select (select max(first_seen_at) from downloads where type = 'rep') as offered,
      (select max(created_at) from eclaim_imported_files) as brought`,
  );
  const found = [row?.offered, row?.brought].filter((at) => typeof at === 'string');
  return found.sort().at(-1) ?? null;
}

/** A job that failed, with its units. */
export interface JobThatFailed {
  readonly job: Awaited<ReturnType<typeof listJobs>>[number];
  readonly failedUnits: readonly string[];
}

/** What later jobs of a type did well: the same as asked, or units. */
export interface WorkDone {
  readonly id: number;
  readonly type: JobType;
  readonly params: unknown;
  readonly units: ReadonlySet<string>;
}

/** More failures at once are one reason: the alerts about the newest say it. */
const mostFailures = 100;
const mostLater = 1000;

/** Jobs that failed since (an old failure that nobody repeats is history), the newest first. */
export async function jobsFailedSince(db: Queryable, since: Date): Promise<JobThatFailed[]> {
  const jobs = await listJobs(db, { statuses: ['failed'], limit: mostFailures });
  return jobs
    .filter(({ finishedAt }) => finishedAt !== null && Date.parse(finishedAt) >= since.getTime())
    .map((job) => ({
      job,
      failedUnits: (job.result?.units ?? [])
        .filter(({ state }) => state === 'failed')
        .map(({ unit }) => unit),
    }));
}

/** What jobs after this one (its id) did well. */
export async function workDoneAfter(db: Queryable, id: number): Promise<WorkDone[]> {
  const jobs = (
    await listJobs(db, { statuses: ['completed', 'completed_with_problems'], limit: mostLater })
  ).filter((job) => job.id > id);
  if (jobs.length === 0) return [];
  const rows = await db.query<{ job_id: number; unit_key: string }>(
    sql`select job_id, unit_key from job_units where job_id in (${join(jobs.map((job) => job.id))}) and status <> 'failed'`,
  );
  return jobs.map((job) => ({
    id: job.id,
    type: job.type,
    params: job.params,
    units: new Set(rows.filter((row) => row.job_id === job.id).map((row) => row.unit_key)),
  }));
}
