import type { Db } from '../db/db.js';
import type { Bus } from '../events/bus.js';
import { requeueWaitingJobs } from '../store/waiting-jobs.js';

/** Somebody has signed in: the jobs that waited for it go on, each with the units that it has not finished. */
export async function releaseWaitingJobs({
  db,
  bus,
}: {
  readonly db: Db;
  readonly bus: Bus;
}): Promise<number> {
  const jobs = await requeueWaitingJobs(db);
  for (const { id, jobKey, progress } of jobs)
    bus.publish('job.changed', { jobId: id, jobKey, status: 'queued', progress });
  return jobs.length;
}
