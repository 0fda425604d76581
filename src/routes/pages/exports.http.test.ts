import assert from 'node:assert/strict';
import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { sql } from '../../db/sql.js';
import { exportClaims } from '../../jobs/export-claims.js';
import { removeOldExports } from '../../services/remove-exports.js';
import { latestAudit } from '../../store/audit-log.js';
import { listJobs } from '../../store/jobs.js';
import { eachDatabase } from '../../testing/databases.js';
import { fillNarrowClaims } from '../../testing/narrow-claims.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import type { TestBrowser } from '../../testing/test-browser.js';
import { temporaryFolder } from '../../testing/test-server.js';

const list = z.object({
  rows: z.array(
    z.object({
      export: z.string(),
      file: z.string(),
      rows: z.number(),
      bytes: z.number(),
      filter: z.string(),
    }),
  ),
});

eachDatabase('files of exports', (database) => {
  const { folder, remove } = temporaryFolder('export-files');
  let app: TestApp;
  before(async () => {
    const { db } = database;
    await fillNarrowClaims(db, { count: 2000 });
    app = await startTestApp({ db, env: { EXPORT_DIR: folder }, jobs: (ground) => [exportClaims(ground)] });
    await app.signedIn('admin');
    // The job reads its folder from the settings, which are those of the test.
    await app.parts.runner.start();
  });
  after(async () => {
    await app.parts.runner.stop();
    await app.close();
    remove();
  });

  const filesOf = async (browser: TestBrowser) =>
    list.parse(await (await browser.get('/exports.json')).json()).rows;

  async function finished(browser: TestBrowser, count: number) {
    for (let turn = 0; turn < 600; turn += 1) {
      const files = await filesOf(browser);
      if (files.length === count) return files;
      await pause(50);
    }
    const jobs = await listJobs(database.db, { limit: 5 });
    assert.fail(`no ${count} files: ${JSON.stringify(jobs.map(({ status, problem }) => [status, problem]))}`);
  }

  test('a job writes the same file as the transfer, listed with rows and size, to be downloaded and deleted', async () => {
    const finance = await app.signedIn('finance');
    const filter = { scheme: 'ofc', status: 'denied' };
    const answer = await finance.submit(
      '/claims/export',
      { ...filter, format: 'csv', way: 'job' },
      '/claims/export',
    );
    assert.deepEqual([answer.status, answer.headers.get('location')], [303, '/exports?done=ordered']);
    const [file] = await finished(finance, 1);
    assert.ok(file);
    assert.equal(new URLSearchParams(file.filter).get('scheme'), 'ofc');
    assert.match(file.file, new RegExp(`^claims_\\d{4}-\\d\\d-\\d\\d_\\d{6}_${file.rows}_rows\\.csv$`));
    const place = path.join(folder, file.export, file.file);
    assert.deepEqual([statSync(place).size, statSync(place).mode & 0o777], [file.bytes, 0o600]);
    assert.deepEqual(readdirSync(path.join(folder, file.export)), [file.file]);
    const direct = await (await finance.get('/claims.csv?scheme=ofc&status=denied')).text();
    const admin = await app.signedIn('admin');
    const sent = await admin.get(`/exports/${file.export}/file`);
    assert.match(sent.headers.get('content-disposition') ?? '', new RegExp(file.file));
    assert.equal(await sent.text(), direct);
    const [entry] = await latestAudit(database.db, 1);
    assert.deepEqual([entry?.action, entry?.subject], ['download_file', `export ${file.export}`]);
    const page = await (await finance.get('/exports?lang=en')).text();
    assert.match(page, new RegExp(file.file));
    assert.match(page, /Deleted on/);
    const viewer = await app.signedIn('viewer');
    assert.equal((await viewer.get(`/exports/${file.export}/file`)).status, 403);
    assert.equal((await viewer.get('/exports')).status, 403);
    assert.equal((await finance.submit(`/exports/${file.export}/delete`, {}, '/exports')).status, 303);
    assert.equal(existsSync(place), false);
    assert.equal((await finance.get(`/exports/${file.export}/file`)).status, 404);
  });

  test('names and citizen ids go out to claims officers alone, with a reason, by POST, and their file is nobody else’s', async () => {
    const { db } = database;
    const claims = await app.signedIn('claims');
    const fields = { scheme: 'lgo', format: 'ndjson', identity: 'yes' };
    const without = await claims.submit('/claims/export', { ...fields, way: 'now' }, '/claims/export');
    assert.equal(without.status, 422);
    assert.match(await without.text(), /name="identity" value="yes" checked/);
    const reason = 'ตรวจสอบสิทธิ';
    const answer = await claims.submit('/claims/export', { ...fields, way: 'now', reason }, '/claims/export');
    const lines = (await answer.text())
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    assert.deepEqual([lines[0].patient_name, String(lines[0].pid).length], ['ทดสอบ สมมุติ', 13]);
    assert.match(answer.headers.get('content-disposition') ?? '', /claims_with_names_/);
    const row = async () =>
      await db.first<{ reason: string; row_count: number; filter: string }>(
        sql`select reason, row_count, filter from audit_log where action = 'export' and outcome = 'done' order by id desc limit 1`,
      );
    let entry = await row();
    for (let turn = 0; entry?.reason !== reason && turn < 200; turn += 1) {
      await pause(20);
      entry = await row();
    }
    assert.deepEqual([entry?.reason, entry?.row_count], [reason, lines.length]);
    assert.equal(
      z.object({ with_identity: z.boolean() }).parse(JSON.parse(entry?.filter ?? '')).with_identity,
      true,
    );

    await claims.submit('/claims/export', { ...fields, format: 'csv', way: 'job', reason }, '/claims/export');
    const [file] = await finished(claims, 1);
    assert.match(await (await claims.get(`/exports/${file?.export}/file`)).text(), /patient_name,pid\r\n/);
    for (const role of ['finance', 'admin'] as const) {
      const other = await app.signedIn(role);
      assert.equal((await other.get(`/exports/${file?.export}/file`)).status, 403, role);
      const asked = await other.submit('/claims/export', { ...fields, way: 'now', reason }, '/claims/export');
      assert.equal(asked.status, 403, role);
      assert.doesNotMatch(await asked.text(), /สมมุติ/);
    }
    const addressed = await claims.get('/claims/export?format=csv&identity=yes&scheme=lgo');
    assert.equal(addressed.status, 400, 'no address gives names');
  });

  test('files go after their days', async () => {
    const { db } = database;
    const claims = await app.signedIn('claims');
    const [file] = await filesOf(claims);
    assert.ok(file);
    const later = (days: number) => new Date(Date.now() + days * 86_400_000);
    assert.equal(await removeOldExports(db, folder, 30, later(29)), 0);
    assert.ok(existsSync(path.join(folder, file.export)));
    assert.equal(await removeOldExports(db, folder, 30, later(31)), 1);
    assert.equal(existsSync(path.join(folder, file.export)), false);
    assert.deepEqual(await filesOf(claims), []);
  });

  test('the page of an export says how many rows go out, by the filter in words', async () => {
    const finance = await app.signedIn('finance');
    const html = await (await finance.get('/claims/export?scheme=ofc&lang=en')).text();
    assert.match(html, /<dd>500<\/dd>/);
    assert.match(html, /Scheme OFC/);
    assert.doesNotMatch(html, /name="identity"/);
    const none = await (await finance.get('/claims/export?from=1999-01-01&to=1999-01-02&lang=en')).text();
    assert.match(none, /No claim matches this filter/);
  });
});
