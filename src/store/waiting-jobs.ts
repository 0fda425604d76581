import type { Queryable } from '../db/db.js';
import { sql } from '../db/sql.js';
import type { Job } from '../domain/job.js';
import { listJobs } from './jobs.js';

export async function countWaitingJobs(db: Queryable): Promise<number> {
  const row = await db.first<{ waiting: number }>(
    sql`select count(*) as waiting from jobs where status = 'waiting_person'`,
  );
  return Number(row?.waiting ?? 0);
}

/** Puts the jobs that wait for a person back into the queue, and answers them. */
export async function requeueWaitingJobs(db: Queryable): Promise<Job[]> {
  const released: Job[] = [];
  for (const job of await listJobs(db, { statuses: ['waiting_person'], limit: 500 })) {
    const rows = await db.execute(
      sql`update jobs set status = 'queued', run_at = ${new Date()}, updated_at = current_timestamp(6)
        where id = ${job.id} and status = 'waiting_person'`,
    );
    if (rows > 0) released.push({ ...job, status: 'queued' });
  }
  return released;
}
