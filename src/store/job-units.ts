import type { Queryable } from '../db/db.js';
import { sql } from '../db/sql.js';
import type { JobUnitResult } from '../domain/job.js';

/** Keeps what became of a job's units; a unit that was stored before is replaced. */
export async function saveJobUnits(
  db: Queryable,
  jobId: number,
  units: readonly JobUnitResult[],
): Promise<void> {
  if (units.length === 0) return;
  const now = new Date();
  await db.upsert(
    'job_units',
    units.map((unit) => ({
      job_id: jobId,
      unit_key: unit.unit,
      status: unit.state,
      attempts: 1,
      counts: JSON.stringify(unit),
      error_message: unit.problems[0]?.message.en ?? null,
      finished_at: now,
      updated_at: now,
    })),
    ['job_id', 'unit_key'],
    ['status', 'counts', 'error_message', 'finished_at', 'updated_at'],
  );
}

/** In the order in which they were finished first. */
export async function listJobUnits(db: Queryable, jobId: number): Promise<JobUnitResult[]> {
  const rows = await db.query<{ readonly counts: string }>(
    sql`select counts from job_units where job_id = ${jobId} and counts is not null order by id`,
  );
  // Written by saveJobUnits alone, hence its shape is known.
  return rows.map((row) => JSON.parse(row.counts) as JobUnitResult);
}
