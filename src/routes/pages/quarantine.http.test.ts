import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { repOpip120 } from '../../filetypes/rep-opip-120.js';
import { jobDefinitions } from '../../jobs/index.js';
import { importRepFile } from '../../services/import-rep-file.js';
import { listAlerts } from '../../store/alerts.js';
import { latestAudit } from '../../store/audit-log.js';
import { findFileDetails } from '../../store/imported-file-details.js';
import { listMappings } from '../../store/layout-mappings.js';
import { findQuarantine, listQuarantine } from '../../store/quarantine.js';
import { databases, type FreshDatabase } from '../../testing/databases.js';
import { importRoom } from '../../testing/import-parts.js';
import { repTestWorkbook, ucsRow } from '../../testing/rep-workbook.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import type { TestBrowser } from '../../testing/test-browser.js';

const column = (name: string) => repOpip120.columns.findIndex(([, , one]) => one === name);
const [hcode, remark] = [`c${column('hcode')}`, `c${column('remark')}`];

describe('quarantine and alerts', () => {
  let fresh: FreshDatabase;
  let app: TestApp;
  const room = importRoom();

  /** A file whose HCODE and remark are called otherwise; answers its id and that of its sheet. */
  async function strangeFile(number: number, mark: string) {
    const names: Readonly<Record<string, string>> = { HCODE: `รหัสหน่วย ${mark}`, Remark: `ข้อสังเกต ${mark}` };
    const heading = (text: string) => names[text] ?? text;
    const bytes = repTestWorkbook({ form: 'ucs', rows: [ucsRow(`99${number}`)], heading });
    const file = room.put(`eclaim_99999_OP_25690105_20150188${number}.xls`, bytes);
    const { fileId } = await importRepFile(room.parts(fresh.db), { path: file, source: 'upload' });
    const [sheet] = await listQuarantine(fresh.db, { state: null, fileId }, { limit: 1, after: null });
    assert.ok(sheet && fileId !== null);
    return { fileId, sheetId: sheet.id, address: `/quarantine/${sheet.id}` };
  }
  const stateOf = async (id: number) => (await findQuarantine(fresh.db, id))?.state;

  before(async () => {
    const [embedded] = databases();
    assert.ok(embedded);
    fresh = await embedded.fresh();
    app = await startTestApp({
      db: fresh.db,
      env: { HOSPITAL_CODE: '99999', DOWNLOAD_DIR: path.join(room.folder, 'downloads') },
      jobs: jobDefinitions,
    });
    await app.signedIn('admin');
  });
  after(async () => {
    await app.close();
    await fresh.close();
    room.remove();
  });

  test('who may not decide sees the difference without a form, or nothing at all', async () => {
    const { address, sheetId } = await strangeFile(1, 'ก');
    const viewer = await app.signedIn('viewer');
    for (const path of ['/quarantine', address, '/quarantine.json', '/quarantine/mappings', '/alerts'])
      assert.equal((await viewer.get(path)).status, 403, path);
    const finance = await app.signedIn('finance');
    const page = await (await finance.get(address)).text();
    assert.match(page, /รหัสหน่วย ก/);
    assert.doesNotMatch(page, /<select|name="decision"/);
    assert.equal((await finance.submit(address, { decision: 'reject', note: 'ลอง' })).status, 403);
    assert.equal(await stateOf(sheetId), 'open');
  });

  test('a change without the token of the page is refused', async () => {
    const { address, sheetId } = await strangeFile(2, 'ข');
    const admin = await app.signedIn('admin');
    const answer = await admin.submit(address, { _csrf: 'wrong', decision: 'reject', note: 'ลอง' });
    assert.equal(answer.status, 403);
    assert.equal(await stateOf(sheetId), 'open');
  });

  test('a claims officer gives a reason and every answer; then the file is in and the next one comes by itself', {
    timeout: 60_000,
  }, async () => {
    const { address, sheetId, fileId } = await strangeFile(3, 'ค');
    const claims = await app.signedIn('claims');
    const choices = { [hcode]: String(column('hcode')), [remark]: 'gone', decision: 'approve' };
    const silent = await claims.submit(address, { ...choices, note: ' ' });
    assert.equal(silent.status, 422);
    assert.match(await silent.text(), new RegExp(`value="${column('hcode')}" selected`));
    const tried = await claims.submit(address, { ...choices, decision: 'try' });
    assert.equal(tried.status, 200);
    assert.match(await tried.text(), /ถ้าอนุมัติ จะได้อะไร[\s\S]*ยอดควบคุมตรง[\s\S]*800\.25/);
    const half = await claims.submit(address, { ...choices, [remark]: '', note: 'สปสช. เปลี่ยน' });
    assert.equal(half.status, 422);
    assert.match(await half.text(), new RegExp(`href="#f-${remark}"`));
    assert.equal(await stateOf(sheetId), 'open');

    const approved = await claims.submit(address, { ...choices, note: 'สปสช. เปลี่ยนหัวคอลัมน์' });
    assert.equal(approved.status, 303);
    assert.match(approved.headers.get('location') ?? '', /\/jobs\/job_/);
    await app.parts.runner.start();
    while ((await findFileDetails(fresh.db, fileId))?.status === 'quarantined') await pause(50);
    await app.parts.runner.stop();
    assert.equal(await stateOf(sheetId), 'approved');
    const file = await findFileDetails(fresh.db, fileId);
    assert.deepEqual([file?.status, file?.rows_inserted], ['completed', 1]);
    const open = await listAlerts(fresh.db, { open: true }, { limit: 50, after: null });
    assert.equal(
      open.some(({ alert_key }) => alert_key === `file/rep/${fileId}/quarantined`),
      false,
    );
    const [written] = (await latestAudit(fresh.db, 20)).filter(({ subject }) =>
      subject.startsWith('layout mapping'),
    );
    assert.equal(written?.actorName, 'test.claims');
    const later = room.put(
      'eclaim_99999_OP_25690106_201501889.xls',
      repTestWorkbook({
        form: 'ucs',
        rows: [ucsRow('990009')],
        heading: (text) => ({ HCODE: 'รหัสหน่วย ค', Remark: 'ข้อสังเกต ค' })[text] ?? text,
      }),
    );
    const result = await importRepFile(room.parts(fresh.db), { path: later, source: 'upload' });
    assert.deepEqual([result.status, result.problems[0]?.code], ['completed', 'layout_by_mapping']);
  });

  test('a rejected sheet says by whom and why, and the list has it under its state', async () => {
    const { address, sheetId } = await strangeFile(4, 'ง');
    const admin = await app.signedIn('admin');
    assert.equal((await admin.submit(address, { decision: 'reject', note: '' })).status, 422);
    assert.equal((await admin.submit(address, { decision: 'reject', note: 'มีคนแก้ไฟล์' })).status, 303);
    assert.match(await (await admin.get(address)).text(), /มีคนแก้ไฟล์/);
    const shape = z.object({
      rows: z.array(z.object({ quarantine_id: z.number(), note: z.string() })),
      total: z.number(),
    });
    const list = shape.parse(await (await admin.get('/quarantine.json?state=rejected')).json());
    assert.deepEqual([list.total, list.rows[0]], [1, { quarantine_id: sheetId, note: 'มีคนแก้ไฟล์' }]);
    const csv = await (await admin.get('/quarantine.csv?state=all')).text();
    assert.equal(csv.trim().split('\r\n').length, 5);
  });

  test('mappings go to another hospital as a file and are taken there by an administrator only', async () => {
    const admin = await app.signedIn('admin');
    const json = await (await admin.get('/quarantine/mappings.json')).text();
    const [mapping] = await listMappings(fresh.db);
    assert.ok(mapping);
    const claims = await app.signedIn('claims');
    const revoke = `/quarantine/mappings/${mapping.id}/revoke`;
    const take = async (browser: TestBrowser, text: string) => {
      const body = new FormData();
      body.append('_csrf', await browser.token('/quarantine/mappings'));
      body.append('file', new Blob([text]), 'layout-mappings.json');
      const headers = { accept: 'text/html' };
      return await browser.send('/quarantine/mappings', { method: 'POST', body, headers });
    };
    assert.equal((await take(claims, json)).status, 403);
    assert.equal((await claims.submit(revoke, { note: '' }, '/quarantine/mappings')).status, 422);
    assert.equal((await claims.submit(revoke, { note: 'เทียบผิด' }, '/quarantine/mappings')).status, 303);
    assert.notEqual((await listMappings(fresh.db))[0]?.revoked_at, null);

    assert.equal((await take(admin, '{}')).status, 422);
    assert.equal((await take(admin, json.replaceAll('รหัสหน่วย ค', 'รหัสอื่น'))).status, 422);
    assert.match((await take(admin, json)).headers.get('location') ?? '', /taken=1$/);
    assert.match((await take(admin, json)).headers.get('location') ?? '', /taken=0$/);
    const [taken] = await listMappings(fresh.db);
    assert.deepEqual([taken?.revoked_at, taken?.approved_name], [null, 'test.admin']);
    assert.match(taken?.note ?? '', /test\.claims/);
  });

  test('an alert is closed by who may, and is gone from the open ones', async () => {
    const { fileId } = await strangeFile(5, 'จ');
    const open = async () => {
      const rows = await listAlerts(fresh.db, { open: true }, { limit: 50, after: null });
      return rows.find(({ alert_key }) => alert_key === `file/rep/${fileId}/quarantined`);
    };
    const alert = await open();
    assert.ok(alert);
    const auditor = await app.signedIn('auditor');
    const shown = await (await auditor.get('/alerts?lang=en')).text();
    assert.match(shown, /201501885\.xls/);
    const count = (await listAlerts(fresh.db, { open: true }, { limit: 50, after: null })).length;
    assert.match(shown, new RegExp(`aria-label="Open alerts: ${count}"`));
    assert.equal((await auditor.submit(`/alerts/${alert.id}/close`, {}, '/alerts')).status, 403);
    const claims = await app.signedIn('claims');
    assert.equal((await claims.submit(`/alerts/${alert.id}/close`, {}, '/alerts')).status, 303);
    assert.equal(await open(), undefined);
    assert.match(await (await claims.get('/alerts?state=closed')).text(), /test\.claims/);
  });
});
