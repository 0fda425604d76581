import type { Queryable } from '../db/db.js';
import type { Job, JobStatus } from '../domain/job.js';
import { unitKeysOfJob } from '../jobs/unit-jobs.js';
import { listJobs } from '../store/jobs.js';

/** The job that will ask or asks NHSO for a unit now. */
export interface OpenUnit {
  readonly status: Extract<JobStatus, 'queued' | 'running' | 'waiting_person'>;
  readonly job: Job;
}

/** Units that jobs wait for or work on, by key; of several jobs the one that is furthest. */
export async function openUnits(db: Queryable): Promise<ReadonlyMap<string, OpenUnit>> {
  const units = new Map<string, OpenUnit>();
  for (const status of ['queued', 'waiting_person', 'running'] as const) {
    const jobs = await listJobs(db, { statuses: [status], types: fetching, limit: 500 });
    for (const job of jobs) for (const key of unitKeysOfJob(job)) units.set(key, { status, job });
  }
  return units;
}

const fetching = ['download_rep', 'download_stm', 'sync_smt'] as const;
