import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { jobDefinitions } from '../../jobs/index.js';
import { listJobs } from '../../store/jobs.js';
import { listSchedules } from '../../store/schedules.js';
import { databases, type FreshDatabase } from '../../testing/databases.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import type { TestBrowser } from '../../testing/test-browser.js';

/** 12:00 in Thailand. */
const noon = new Date('2026-06-18T05:00:00Z');
const page = '/settings/schedule';

describe('page of the schedules', () => {
  let fresh: FreshDatabase;
  let app: TestApp;
  let admin: TestBrowser;
  before(async () => {
    const [embedded] = databases();
    assert.ok(embedded);
    fresh = await embedded.fresh();
    app = await startTestApp({
      db: fresh.db,
      env: { HOSPITAL_CODE: '99999' },
      parts: { now: () => noon },
      jobs: jobDefinitions,
    });
    admin = await app.signedIn('admin');
  });
  after(async () => {
    await app.close();
    await fresh.close();
  });
  const html = async (path = page) => await (await admin.get(`${path}?lang=en`)).text();
  const plan = {
    name: 'rep',
    enabled: 'on',
    times: '5.30, 18:00',
    months_back: '2',
    catch_up: 'on',
    scheme: ['ucs'],
  };

  test('says why the schedules are off while the account has never signed in, and does not switch them on', async () => {
    const before = await html();
    assert.match(before, /has never signed in/);
    assert.match(before, /<a class="button button--s" href="\/settings\/nhso">/);
    assert.match(before, /id="f-rep_enabled" name="enabled" disabled/);
    assert.doesNotMatch(before, /Switch all on/);
    const refused = await admin.submit(page, plan);
    assert.equal(refused.status, 422);
    assert.match(await refused.text(), /<a href="#f-rep_enabled">/);
    assert.match(await html('/downloads'), /No download starts by itself/);
  });

  test('once the sign-in was tried with success, one click switches all on, and every page says when', async () => {
    const tried = await admin.submit('/settings/nhso', {
      ECLAIM_USERNAME: 'u99',
      ECLAIM_PASSWORD: 'geheim-99',
      do: 'try',
    });
    assert.equal(tried.status, 303);
    assert.match(await html(), /Switch all on/);
    const on = await admin.submit('/settings/schedule/on', {}, page);
    assert.equal(on.headers.get('location'), `${page}?done=switched_on`);
    assert.doesNotMatch(await html(), /Switch all on/);
    const runs = /Next by itself: REP tomorrow 05:30 · STM tomorrow 06:15 · SMT tomorrow 06:45/;
    for (const path of ['/dashboard', '/downloads', '/jobs']) assert.match(await html(path), runs, path);
    const thai = await (await admin.get(`${page}?lang=th`)).text();
    assert.match(thai, /พรุ่งนี้ 05:30 น\./);
  });

  test('saves what is set for one, and leaves the others alone', async () => {
    const saved = await admin.submit(page, plan);
    assert.equal(saved.headers.get('location'), `${page}?done=saved`);
    const [rep, stm] = await listSchedules(fresh.db);
    assert.deepEqual(
      [rep?.enabled, rep?.times, rep?.schemes, rep?.monthsBack],
      [true, ['05:30', '18:00'], ['ucs'], 2],
    );
    assert.equal(stm?.enabled, true);
    assert.match(await html(), /<dd>today 18:00<\/dd>/);
    const off = await admin.submit(page, { ...plan, enabled: [] });
    assert.equal(off.status, 303);
    assert.equal((await listSchedules(fresh.db))[0]?.nextFireAt, null);
  });

  test('names each wrong field by its id, and keeps what was typed', async () => {
    const wrong = await admin.submit(page, { ...plan, times: '25:00', months_back: '99', scheme: [] });
    assert.equal(wrong.status, 422);
    const text = await wrong.text();
    for (const field of ['rep_times', 'rep_months_back', 'rep_schemes'])
      assert.match(text, new RegExp(`<a href="#f-${field}">`));
    assert.match(text, /value="25:00"/);
    const many = await admin.submit(page, { ...plan, times: '1:00 2:00 3:00 4:00 5:00' });
    assert.equal(many.status, 422);
    assert.equal((await admin.submit(page, { ...plan, name: 'none' }, page)).status, 404);
  });

  test('runs one now, leads to its job, and names it as the last run', async () => {
    const run = await admin.submit('/settings/schedule/run', { name: 'rep' }, page);
    const [job] = await listJobs(fresh.db, { limit: 1 });
    assert.equal(run.headers.get('location'), `/jobs/${job?.jobKey}`);
    assert.deepEqual(job?.params, { from: '2569-04', to: '2569-06', schemes: ['ucs'], import: true });
    assert.match(await html(), new RegExp(`<a href="/jobs/${job?.jobKey}">18 Jun 2026 12:00</a>`));
  });

  test('is for administrators alone', async () => {
    const claims = await app.signedIn('claims');
    assert.equal((await claims.get(page)).status, 403);
    assert.equal((await claims.submit('/settings/schedule/run', { name: 'rep' }, '/jobs')).status, 403);
    assert.doesNotMatch(await (await claims.get('/downloads')).text(), /settings\/schedule/);
  });
});
