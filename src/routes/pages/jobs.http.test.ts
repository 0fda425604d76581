import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql } from '../../db/sql.js';
import { AppError } from '../../domain/errors.js';
import { findJob, findJobByKey } from '../../store/jobs.js';
import { databases, type FreshDatabase } from '../../testing/databases.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import type { TestBrowser } from '../../testing/test-browser.js';
import { ended, unit, until, work } from '../../testing/trial-jobs.js';

for (const database of databases()) {
  describe(`pages of jobs (${database.name})`, () => {
    let fresh: FreshDatabase;
    let app: TestApp;
    let claims: TestBrowser;
    let fails = true;
    /** Fails by what may pass until told otherwise; every second month needs a person. */
    const download = work(async ({ month }, watch) => {
      watch.unitDone(unit(`rep/ucs/2569-0${month}`));
      if (fails) throw new AppError(month % 2 === 0 ? 'no_right' : 'http_503', { right: 'REP' });
      watch.unitDone(unit(`rep/ofc/2569-0${month}`));
      watch.say('info', { th: 'a.xls: นำเข้าครบ', en: 'a.xls: Completed' }, { kind: 'file', fileId: 7 });
    });

    before(async () => {
      fresh = await database.fresh();
      app = await startTestApp({ db: fresh.db, jobs: () => [download] });
      await app.signedIn('admin');
      claims = await app.signedIn('claims');
      await app.parts.runner.start();
    });
    after(async () => {
      await app.parts.runner.stop();
      await app.close();
      await fresh.close();
    });

    async function start(month: number, userId: number | null = null) {
      return (await app.parts.runner.enqueue('download_rep', { month }, { userId })).job;
    }
    const page = async (path: string) =>
      (await claims.get(`${path}${path.includes('?') ? '&' : '?'}lang=en`)).text();
    const ids = async (query: string) => {
      const answer = await claims.get(`/jobs.json?${query}`);
      assert.equal(answer.status, 200, query);
      const { rows } = (await answer.json()) as { rows: { id: string }[] };
      return rows.map(({ id }) => id);
    };

    const apiIds = async (query: string) => {
      const answer = await claims.get(`/api/v1/jobs?${query}`);
      assert.equal(answer.status, 200, query);
      const { data } = (await answer.json()) as { data: { id: string }[] };
      return data.map(({ id }) => id);
    };

    test('a job that waits for its next try says when, and a button begins it at once', async () => {
      fails = true;
      const job = await start(1);
      await until(fresh.db, job.id, ({ failures }) => failures === 1);
      const waits = await page(`/jobs/${job.jobKey}`);
      assert.match(waits, /Tries again at \d\d:\d\d \(2 of 5\)/);
      assert.match(waits, /HTTP 503/);
      assert.match(await page('/jobs'), /Tries again at/);
      fails = false;
      const answer = await claims.submit(`/jobs/${job.jobKey}/try-now`, {}, `/jobs/${job.jobKey}`);
      assert.equal(answer.status, 303);
      await until(fresh.db, job.id, ended);
      const done = await page(`/jobs/${job.jobKey}`);
      assert.match(done, /Comes again later/);
      assert.match(done, /<a href="\/files\/7">a\.xls: Completed<\/a>/);
      assert.match(done, /start 2|Starts/);
      assert.doesNotMatch(done, /Try now|Do what is missing/);
    });

    test('a failed job is begun again by a button, and does what is missing', async () => {
      fails = true;
      const job = await start(2);
      assert.equal((await until(fresh.db, job.id, ended)).status, 'failed');
      assert.match(await page(`/jobs/${job.jobKey}`), /Do what is missing/);
      fails = false;
      await claims.submit(`/jobs/${job.jobKey}/retry`, {}, `/jobs/${job.jobKey}`);
      const done = await until(fresh.db, job.id, (now) => now.attempts === 2 && ended(now));
      assert.deepEqual([done.status, done.result?.units.length], ['completed', 2]);
    });

    test('jobs are found by state, kind, day, person and words, on the page and in its twins', async () => {
      fails = false;
      const user = await fresh.db.insert('users', { username: 'somchai', language: 'th' });
      const job = await start(3, user);
      await until(fresh.db, job.id, ended);
      assert.deepEqual(await ids(`who=${user}`), [job.jobKey]);
      assert.ok(!(await ids('who=program')).includes(job.jobKey));
      assert.deepEqual(await ids('q=OFC/2569-03'), [job.jobKey]);
      assert.deepEqual(await ids(`q=%23${job.jobKey.slice(4, 10)}`), [job.jobKey]);
      assert.deepEqual(await ids('q=%25'), []);
      assert.deepEqual(await ids('type=sync_smt'), []);
      assert.deepEqual(await ids('from=2400-01-01'), []);
      await fresh.db.execute(
        sql`update jobs set created_at = ${new Date('2026-01-04T17:00:00Z')} where id = ${job.id}`,
      );
      assert.deepEqual(
        await ids('from=2026-01-05&to=2026-01-06'),
        [job.jobKey],
        'midnight is that of Thailand',
      );
      assert.deepEqual(await ids('to=2026-01-05'), []);
      for (const query of [
        ...[
          `who=${user}`,
          'who=program',
          'q=OFC/2569-03',
          `q=%23${job.jobKey.slice(4, 10)}`,
          'type=sync_smt',
        ],
        ...['from=2026-01-05&to=2026-01-06', 'to=2026-01-05', 'type=download_rep', 'state=completed', ''],
        ...['state=active', 'state=failed', 'state=all&type=download_rep'],
      ])
        assert.deepEqual(await apiIds(query), await ids(query), `the API by ${query}`);
      assert.deepEqual(await apiIds('state=completed&status=completed'), await ids('state=completed'));
      assert.deepEqual(await apiIds('state=completed&status=failed'), []);
      const csv = await (await claims.get('/jobs.csv?to=2026-01-06')).text();
      assert.equal(csv.trim().split('\n').length, 2);
      assert.match(await page('/jobs?q=nothing+like+it'), /No job fits the filter/);
      assert.equal((await claims.get('/jobs?from=yesterday')).status, 400);
    });

    test('the next page keeps the filter and repeats no job', async () => {
      const first = await page('/jobs?state=completed&limit=1');
      const next = /href="([^"]*cursor=\d+[^"]*)"/.exec(first)?.[1]?.replaceAll('&amp;', '&');
      assert.ok(next?.includes('state=completed') && next.includes('limit=1'), 'an address of older jobs');
      const cursor = /cursor=(\d+)/.exec(next ?? '')?.[1];
      const [one] = await ids('state=completed&limit=1');
      const [two] = await ids(`state=completed&limit=1&cursor=${cursor}`);
      assert.ok(one && two && one !== two);
      const rows = await Promise.all([one, two].map((key) => findJobByKey(fresh.db, key)));
      assert.ok((rows[0]?.id ?? 0) > (rows[1]?.id ?? 0));
      assert.equal(await findJob(fresh.db, 1e9), null);
    });

    test('who may not start work may not begin it again', async () => {
      const viewer = await app.signedIn('viewer');
      for (const order of ['retry', 'try-now'])
        assert.equal((await viewer.submit(`/jobs/job_x/${order}`, {}, '/settings/account')).status, 403);
      assert.equal((await claims.submit('/jobs/job_x/retry', {}, '/settings/account')).status, 404);
    });
  });
}
