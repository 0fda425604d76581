import type { Db } from '../db/db.js';
import { join, sql } from '../db/sql.js';

const jobsAtOnce = 500;

/**
 * Deletes jobs that ended before `before`, with what they said; the bare row of one that imported files stays, for the
 * history of those files names it. Answers how many were seen to.
 */
export async function deleteOldJobs(db: Db, before: Date): Promise<number> {
  let seen = 0;
  for (;;) {
    const found = await db.query<{ readonly id: number }>(
      sql`select id from jobs where finished_at < ${before}
        and (not exists (select 1 from file_imports f where f.job_id = jobs.id)
          or exists (select 1 from job_attempts a where a.job_id = jobs.id)
          or exists (select 1 from job_units u where u.job_id = jobs.id)
          or exists (select 1 from job_events e where e.job_id = jobs.id))
        order by id limit ${jobsAtOnce}`,
    );
    if (found.length === 0) return seen;
    const ids = join(found.map(({ id }) => id));
    await db.transaction(async (tx) => {
      await tx.execute(sql`delete from job_events where job_id in (${ids})`);
      await tx.execute(sql`delete from job_units where job_id in (${ids})`);
      await tx.execute(sql`delete from job_attempts where job_id in (${ids})`);
      await tx.execute(
        sql`delete from jobs where id in (${ids})
          and not exists (select 1 from file_imports f where f.job_id = jobs.id)`,
      );
    });
    seen += found.length;
  }
}
