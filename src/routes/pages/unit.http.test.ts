import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { z } from 'zod';
import { jobDefinitions } from '../../jobs/index.js';
import { listJobs } from '../../store/jobs.js';
import { databases, type FreshDatabase } from '../../testing/databases.js';
import { insertPageSample, sampleNow } from '../../testing/page-sample.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';

const twin = z.looseObject({ state: z.string(), rows: z.array(z.record(z.string(), z.unknown())) });

describe('a unit of the grid', () => {
  let fresh: FreshDatabase;
  let app: TestApp;
  before(async () => {
    const [embedded] = databases();
    assert.ok(embedded);
    fresh = await embedded.fresh();
    await insertPageSample(fresh.db);
    app = await startTestApp({
      db: fresh.db,
      env: { HOSPITAL_CODE: '99999' },
      parts: { now: () => sampleNow },
      jobs: jobDefinitions,
    });
    await app.signedIn('admin');
  });
  after(async () => {
    await app.close();
    await fresh.close();
  });

  const grid = '/downloads?fiscal_year=2569&lang=en';

  test('that was never asked is started by a click, and its cell says that it waits', async () => {
    const claims = await app.signedIn('claims');
    const html = await (await claims.get(grid)).text();
    assert.match(html, /<button class="cell cell--none cell--ask" id="cell-stm-ucs-2569-04"/);
    const started = await claims.submit('/downloads/units', { unit: 'stm/ucs/2569-04' }, grid);
    assert.equal(started.status, 303);
    assert.equal(started.headers.get('location'), '/downloads?fiscal_year=2569#cell-stm-ucs-2569-04');
    const [job] = await listJobs(fresh.db, { statuses: ['queued'], limit: 1 });
    assert.deepEqual(job?.params, { from: '2569-04', to: '2569-04', import: true });
    assert.equal(job?.type, 'download_stm');
    const after = await (await claims.get(grid)).text();
    assert.match(after, /class="cell cell--busy" id="cell-stm-ucs-2569-04"/);
    assert.match(after, /STM UCS Apr 26: Queued/);
  });

  test('that failed says why, how often and when next, in the grid, in the list of gaps and on its page', async () => {
    const claims = await app.signedIn('claims');
    const html = await (await claims.get(grid)).text();
    assert.match(html, /REP UCS May 26: Failed, files 0 of 6 again 08:35/);
    assert.match(
      html,
      /<button class="cell__ask"[^>]+value="rep\/ucs\/2569-05"[^>]+aria-label="Retry REP UCS May 26"/,
    );
    const gaps = html.slice(html.indexOf('id="gaps"'));
    assert.match(gaps, /tries: 3 · last asked 18 Jun 2026 06:12 · next 18 Jun 2026 08:35/);
    const page = await (await claims.get('/downloads/units/rep-ucs-2569-05?lang=en')).text();
    assert.match(page, /6 files \(NHSO lists 6, stored 0\)/);
    assert.match(page, /href="\/help\?problem=truncated#truncated"/);
    const retried = await claims.submit(
      '/downloads/units',
      { unit: 'rep/ucs/2569-05', back: 'unit' },
      '/downloads/units/rep-ucs-2569-05',
    );
    assert.equal(retried.headers.get('location'), '/downloads/units/rep-ucs-2569-05');
    const waiting = await (await claims.get('/downloads/units/rep-ucs-2569-05?lang=en')).text();
    assert.match(waiting, /sees to it/);
    assert.doesNotMatch(waiting, /name="unit"/);
  });

  test('lists its files with what the list announces and what is stored, those that need a look first', async () => {
    const claims = await app.signedIn('claims');
    const page = await (await claims.get('/downloads/units/rep-ucs-2569-06?lang=en')).text();
    for (const said of ['Not imported', 'Download failed', 'Not downloaded yet', 'NHSO sent an empty file'])
      assert.ok(page.includes(said), said);
    assert.match(page, /41 = 38 \+ 3/);
    const json = twin.parse(await (await claims.get('/downloads/units/rep-ucs-2569-06.json')).json());
    assert.deepEqual(
      json.rows.map((row) => [row.state, row.listed_total]),
      [
        ['success', 40],
        ['failed', 41],
        ['pending', 42],
        ['no_data', 43],
      ],
    );
    const csv = await (await claims.get('/downloads/units/rep-ucs-2569-06.csv')).text();
    assert.equal(csv.trim().split('\r\n').length, 5);
  });

  test('shows its numbers to a reader, without buttons and names of files', async () => {
    const viewer = await app.signedIn('viewer');
    const html = await (await viewer.get(grid)).text();
    assert.doesNotMatch(html, /cell--ask|cell__ask|name="unit"/);
    assert.match(
      html,
      /<a class="cell cell--none" id="cell-stm-ucs-2569-03" href="\/downloads\/units\/stm-ucs-2569-03"/,
    );
    const page = await (await viewer.get('/downloads/units/rep-ucs-2569-06?lang=en')).text();
    assert.doesNotMatch(page, /eclaim_99999|name="unit"/);
    assert.match(page, /Your role sees the numbers/);
    const json = await (await viewer.get('/downloads/units/rep-ucs-2569-06.json')).text();
    assert.doesNotMatch(json, /eclaim_99999/);
    assert.equal((await viewer.get('/downloads/units/rep-ucs-2569-06.csv')).status, 403);
    const refused = await viewer.submit('/downloads/units', { unit: 'rep/ucs/2569-05' }, '/settings/account');
    assert.equal(refused.status, 403);
  });

  test('of the transfers is the whole fiscal year', async () => {
    const claims = await app.signedIn('claims');
    const started = await claims.submit('/downloads/units', { unit: 'smt/2569' }, grid);
    assert.equal(started.status, 303);
    const [job] = await listJobs(fresh.db, { statuses: ['queued'], types: ['sync_smt'], limit: 1 });
    assert.deepEqual(job?.params, { fiscalYears: [2569] });
    assert.equal((await claims.get('/downloads/units/smt-2569')).status, 200);
  });

  test('that does not exist or has not come is not found', async () => {
    const claims = await app.signedIn('claims');
    for (const slug of ['rep-ucs-2569-07', 'rep-xyz-2569-01', 'stm-ofc-2569-01', 'rep-ucs-2026-01'])
      assert.equal((await claims.get(`/downloads/units/${slug}`)).status, 404, slug);
    const later = await claims.submit('/downloads/units', { unit: 'rep/ucs/2569-07' }, grid);
    assert.equal(later.status, 404);
  });
});
