import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql } from '../../db/sql.js';
import { jobDefinitions } from '../../jobs/index.js';
import { queueReread } from '../../jobs/reread-files.js';
import { importRepFile } from '../../services/import-rep-file.js';
import { latestAudit } from '../../store/audit-log.js';
import { listJobs } from '../../store/jobs.js';
import { databases, type FreshDatabase } from '../../testing/databases.js';
import { importRoom } from '../../testing/import-parts.js';
import { repTestWorkbook, ucsRow } from '../../testing/rep-workbook.js';
import { statementBytes, statementRow } from '../../testing/statement-workbook.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';

describe('undo of a file on its page', () => {
  const room = importRoom();
  let fresh: FreshDatabase;
  let app: TestApp;
  before(async () => {
    const [embedded] = databases();
    assert.ok(embedded);
    fresh = await embedded.fresh();
    app = await startTestApp({
      db: fresh.db,
      env: { HOSPITAL_CODE: '99999', DOWNLOAD_DIR: room.parts(fresh.db).downloadDir },
      jobs: jobDefinitions,
    });
    await app.signedIn('admin');
  });
  after(async () => {
    await app.close();
    await fresh.close();
    room.remove();
  });

  async function imported(day: string, ...tranIds: readonly string[]): Promise<number> {
    const bytes = repTestWorkbook({ form: 'ucs', rows: tranIds.map((tranId) => ucsRow(tranId)) });
    const path = room.put(`eclaim_99999_OP_${day}_201501885.xls`, bytes);
    const { fileId } = await importRepFile(room.parts(fresh.db), { path, source: 'download' });
    assert.ok(fileId);
    return fileId;
  }
  const statusOf = async (fileId: number) =>
    (
      await fresh.db.first<{ status: string }>(
        sql`select status from eclaim_imported_files where id = ${fileId}`,
      )
    )?.status;
  const auditOf = async (fileId: number) =>
    (await latestAudit(fresh.db, 50)).filter(({ subject }) => subject === `file ${fileId}`);

  test('the question says in numbers what will change, and changes nothing', async () => {
    await imported('25690105', '990001');
    const later = await imported('25690106', '990001', '990002');
    const admin = await app.signedIn('admin');
    const html = await (await admin.get(`/files/${later}/undo?lang=en`)).text();
    const counts = [...html.matchAll(/<b>(\d+)<\/b><span>([^<]+)<\/span>/g)].map(([, count, text]) => [
      count,
      text,
    ]);
    assert.deepEqual(counts, [
      ['2', 'claim rows to be taken out'],
      ['1', 'claims that go back to an earlier version'],
      ['1', 'claims that no other file holds'],
    ]);
    assert.equal(await statusOf(later), 'completed');
  });

  test('a claims officer gives a reason, which is written down; then the file offers to be imported again', async () => {
    const fileId = await imported('25690107', '990003');
    const claims = await app.signedIn('claims');
    const without = await claims.submit(`/files/${fileId}/undo`, { reason: ' ' });
    assert.equal(without.status, 422);
    assert.match(await without.text(), /id="e-reason"/);
    assert.equal(await statusOf(fileId), 'completed');
    const done = await claims.submit(`/files/${fileId}/undo`, { reason: 'ไฟล์ผิดเดือน' });
    assert.equal(done.status, 303);
    assert.equal(await statusOf(fileId), 'undone');
    const [entry] = await auditOf(fileId);
    assert.deepEqual([entry?.action, entry?.actorName, entry?.outcome], ['undo', 'test.claims', 'done']);
    const page = await (await claims.get(`/files/${fileId}?lang=en`)).text();
    assert.match(page, /This file was undone at/);
    assert.match(page, /Undone, no rows to compare/);
    assert.doesNotMatch(page, />Agree</);
    assert.match(page, /Rows stored here<\/th><td class="num">0<\/td>/);
    assert.match(page, /Import again/);
    assert.match(page, /ไฟล์ผิดเดือน/);
    assert.doesNotMatch(page, /Undo this file/);
    const again = await claims.submit(`/files/${fileId}/undo`, { reason: 'ซ้ำ' });
    assert.equal(again.status, 409);
  });

  test('reading again queues the kept bytes under their own name, and that is written down', async () => {
    const fileId = await imported('25690108', '990004');
    const claims = await app.signedIn('claims');
    const answer = await claims.submit(`/files/${fileId}/read-again`, {}, `/files/${fileId}`);
    assert.match(answer.headers.get('location') ?? '', /^\/jobs\/job_/);
    const [job] = await listJobs(fresh.db, { statuses: ['queued'], limit: 1 });
    assert.ok(job);
    const [entry] = await auditOf(fileId);
    assert.deepEqual([entry?.action, entry?.actorName], ['change', 'test.claims']);
    const end = await app.parts.runner.runNow(job, {});
    assert.equal(end.status, 'completed');
    const attempts = await fresh.db.query<{ status: string; forced: boolean }>(
      sql`select status, forced from file_imports where file_id = ${fileId} order by id`,
    );
    assert.deepEqual(
      attempts.map(({ status, forced }) => [status, forced]),
      [
        ['completed', false],
        ['completed', true],
      ],
    );
    const file = await fresh.db.first<{ source: string }>(
      sql`select source from eclaim_imported_files where id = ${fileId}`,
    );
    assert.equal(file?.source, 'download');
  });

  test('after an upgrade one job reads the files of the version before, and none is queued when all are read', async () => {
    const fileId = await imported('25690110', '990006');
    await queueReread(app.parts);
    assert.deepEqual(await listJobs(fresh.db, { statuses: ['queued'], limit: 5 }), []);
    await fresh.db.execute(sql`update eclaim_imported_files set reader_version = 1 where id = ${fileId}`);
    await queueReread(app.parts);
    await queueReread(app.parts);
    const jobs = await listJobs(fresh.db, { statuses: ['queued'], limit: 5 });
    assert.deepEqual(
      jobs.map(({ type, userId }) => [type, userId]),
      [['reread_files', null]],
    );
    const [job] = jobs;
    assert.ok(job);
    assert.equal((await app.parts.runner.runNow(job, {})).status, 'completed');
    const claims = await app.signedIn('claims');
    const page = await (await claims.get(`/jobs/${job.jobKey}?lang=en`)).text();
    assert.match(page, /Read files again after an upgrade/);
    await queueReread(app.parts);
    assert.deepEqual(await listJobs(fresh.db, { statuses: ['queued'], limit: 5 }), []);
  });

  test('a statement is taken out on the same page, which speaks of its rows alone', async () => {
    const bytes = statementBytes({
      details: [{ name: 'รายละเอียดข้อมูลปกติ IP', rows: [statementRow('990001'), statementRow('990002')] }],
    });
    const path = room.put('STM_99999_IPUCS256811_01.xls', bytes);
    const { fileId } = await importRepFile(room.parts(fresh.db), { path, source: 'upload' });
    assert.ok(fileId);
    const admin = await app.signedIn('admin');
    assert.match(await (await admin.get(`/files/${fileId}`)).text(), /undo"/);
    const html = await (await admin.get(`/files/${fileId}/undo?lang=en`)).text();
    assert.match(html, /<b>2<\/b><span>claim rows to be taken out/);
    assert.doesNotMatch(html, /earlier version/);
    assert.equal((await admin.submit(`/files/${fileId}/undo`, { reason: '' })).status, 303);
    assert.match(await (await admin.get(`/files/${fileId}?lang=en`)).text(), /This file was undone at/);
    assert.equal((await auditOf(fileId))[0]?.action, 'undo');
  });

  test('who may not undo is turned away, and so is a form from elsewhere', async () => {
    const fileId = await imported('25690109', '990005');
    for (const role of ['finance', 'auditor', 'viewer'] as const) {
      const somebody = await app.signedIn(role);
      assert.equal((await somebody.get(`/files/${fileId}/undo`)).status, 403, role);
      assert.equal(
        (await somebody.submit(`/files/${fileId}/undo`, { reason: 'x' }, '/help')).status,
        403,
        role,
      );
      assert.equal((await somebody.submit(`/files/${fileId}/read-again`, {}, '/help')).status, 403, role);
    }
    const admin = await app.signedIn('admin');
    const bare = await admin.send(`/files/${fileId}/undo`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: app.url },
      body: 'reason=x',
    });
    assert.equal(bare.status, 403);
    assert.equal(await statusOf(fileId), 'completed');
    assert.equal((await admin.get('/files/999999/undo')).status, 404);
  });
});
