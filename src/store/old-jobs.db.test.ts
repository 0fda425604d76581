import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from '../db/sql.js';
import { eachDatabase } from '../testing/databases.js';
import { beginAttempt } from './job-attempts.js';
import { saveJobEvents } from './job-events.js';
import { insertJob } from './jobs.js';
import { deleteOldJobs } from './old-jobs.js';

const day = 86_400_000;

eachDatabase('old jobs', (database) => {
  test('go with all that they said; one that imported files leaves its row, and younger and running ones stay', async () => {
    const { db } = database;
    const now = Date.parse('2026-11-01T00:00:00Z');
    const make = async (name: string, endedDaysAgo: number | null) => {
      const job = await insertJob(db, {
        jobKey: name,
        type: 'import_files',
        params: {},
        userId: null,
        dedupeKey: null,
      });
      assert.ok(job);
      await beginAttempt(db, job.id, { number: 1, owner: 'here' });
      const message = { th: 'เสร็จ', en: 'done' };
      await saveJobEvents(db, { id: job.id, attempts: 1 }, [{ at: new Date(now), level: 'info', message }]);
      if (endedDaysAgo !== null)
        await db.execute(
          sql`update jobs set status = 'completed', finished_at = ${new Date(now - endedDaysAgo * day)} where id = ${job.id}`,
        );
      return job.id;
    };
    await make('old', 400);
    const importer = await make('old importer', 400);
    await make('young', 10);
    await make('running', null);
    await db.insert('file_imports', {
      file_id: 1,
      kind: 'rep',
      job_id: importer,
      status: 'completed',
      forced: false,
      program_version: 'test',
      counts: '{}',
      started_at: new Date(now),
    });

    assert.equal(await deleteOldJobs(db, new Date(now - 365 * day)), 2);
    const left = await db.query<{ job_key: string; events: number; attempts: number }>(
      sql`select job_key, (select count(*) from job_events e where e.job_id = jobs.id) as events,
        (select count(*) from job_attempts a where a.job_id = jobs.id) as attempts from jobs order by id`,
    );
    assert.deepEqual(
      left.map(({ job_key, events, attempts }) => [job_key, events, attempts]),
      [
        ['old importer', 0, 0],
        ['young', 1, 1],
        ['running', 1, 1],
      ],
    );
    assert.equal(await deleteOldJobs(db, new Date(now - 365 * day)), 0);
  });
});
