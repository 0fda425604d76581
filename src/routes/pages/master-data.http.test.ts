import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { loadSeeds } from '../../services/load-seeds.js';
import { latestAudit } from '../../store/audit-log.js';
import { errorCodeTexts, masterListStates } from '../../store/master-data.js';
import { databases, type FreshDatabase } from '../../testing/databases.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import type { TestBrowser } from '../../testing/test-browser.js';

const page = '/settings/master-data';
const folder = mkdtempSync(path.join(tmpdir(), 'master-data-'));

describe('reference lists', () => {
  let fresh: FreshDatabase;
  let app: TestApp;
  let admin: TestBrowser;

  /** Uploads a list for comparison; `token` null = without one. */
  async function compare(browser: TestBrowser, list: string, text: string, token?: string | null) {
    const body = new FormData();
    if (token !== null) body.append('_csrf', token ?? (await browser.token(page)));
    body.append('list', list);
    body.append('file', new Blob([text]), 'list.csv');
    return await browser.send(`${page}/compare`, { method: 'POST', body, headers: { accept: 'text/html' } });
  }
  const digestOf = (html: string) => /name="digest" value="([0-9a-f]{64})"/.exec(html)?.[1] ?? '';
  const stateOf = async (name: string) =>
    (await masterListStates(fresh.db)).find((state) => state.name === name);

  before(async () => {
    const [embedded] = databases();
    assert.ok(embedded);
    fresh = await embedded.fresh();
    await loadSeeds({ db: fresh.db });
    app = await startTestApp({ db: fresh.db, env: { HOSPITAL_CODE: '99999', DOWNLOAD_DIR: folder } });
    admin = await app.signedIn('admin');
  });
  after(async () => {
    await app.close();
    await fresh.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('only administrators see, download, upload or write notes', async () => {
    for (const role of ['viewer', 'claims', 'finance', 'auditor'] as const) {
      const other = await app.signedIn(role);
      assert.equal((await other.get(page)).status, 403);
      assert.equal((await other.get(`${page}/fund_types.csv`)).status, 403);
      const token = await other.token('/settings/account');
      assert.equal((await compare(other, 'fund_types', 'fund_code\nX\n', token)).status, 403);
      for (const [address, fields] of [
        [`${page}/take`, { list: 'fund_types', digest: '' }],
        [`${page}/note`, { code: '101', note: 'x' }],
      ] as const)
        assert.equal((await other.submit(address, fields, '/settings/account')).status, 403);
    }
    assert.equal((await errorCodeTexts(fresh.db, ['101'])).get('101')?.localNote, null);
  });

  test('an upload without the token of the page is refused', async () => {
    assert.equal((await compare(admin, 'fund_types', 'fund_code\nX\n', null)).status, 403);
    assert.equal((await compare(admin, 'fund_types', 'fund_code\nX\n', 'wrong')).status, 403);
  });

  test('a comparison shows what would change and stores nothing; taking over does it, and the download gives it back', async () => {
    const text =
      '\uFEFFfund_code,fund_name_th,fund_name_en,fund_category,is_active\r\nUCS,บัตรทอง,"Gold, card",PUBLIC,1\r\nZZ9,- กองทุนทดสอบ,,,1\r\n';
    const before = await stateOf('fund_types');
    const answer = await compare(admin, 'fund_types', `${text}TOO,a,b,c,maybe\r\n`);
    assert.equal(answer.status, 200);
    const html = await answer.text();
    for (const part of ['ZZ9', 'บัตรทอง', 'TOO', 'บรรทัด 4']) assert.ok(html.includes(part), part);
    assert.deepEqual(await stateOf('fund_types'), before);

    const digest = digestOf(html);
    const wrong = await admin.submit(`${page}/take`, { list: 'schemes', digest }, page);
    assert.equal(wrong.status, 422);
    assert.deepEqual(await stateOf('fund_types'), before);
    const done = await admin.submit(`${page}/take`, { list: 'fund_types', digest }, page);
    assert.deepEqual([done.status, done.headers.get('location')], [303, `${page}?taken=fund_types`]);
    const after = await stateOf('fund_types');
    assert.deepEqual([after?.entries, after?.inUse, after?.origin], [12, 2, 'upload']);
    const again = await admin.submit(`${page}/take`, { list: 'fund_types', digest }, page);
    assert.equal(again.status, 422);

    const csv = Buffer.from(await (await admin.get(`${page}/fund_types.csv`)).arrayBuffer()).toString();
    const [head, ...lines] = csv.trimEnd().split('\r\n');
    assert.equal(head, text.split('\r\n')[0]);
    const inUse = lines.filter((line) => line.endsWith(',1'));
    assert.deepEqual(inUse, ['UCS,บัตรทอง,"Gold, card",PUBLIC,1', "ZZ9,'- กองทุนทดสอบ,,,1"]);
    // The download is a whole list again: uploaded, it changes nothing.
    const same = await (await compare(admin, 'fund_types', csv)).text();
    assert.equal(digestOf(same), '');
    assert.match(same, /ไม่มีอะไรต้องเปลี่ยน/);
    const subjects = (await latestAudit(fresh.db, 10)).map(({ action, subject }) => `${action} ${subject}`);
    assert.ok(subjects.includes('change reference list fund_types'));
    assert.ok(subjects.includes('export reference list fund_types'));
  });

  test('the list of 1,069 error codes goes out and in again without a change', async () => {
    const csv = await (await admin.get(`${page}/nhso_error_codes.csv`)).text();
    const answer = await compare(admin, 'nhso_error_codes', csv);
    assert.equal(answer.status, 200);
    const html = await answer.text();
    assert.match(html, /1,069/);
    assert.equal(digestOf(html), '');
  });

  test('a file that is no such list is named, and an unknown list is not found', async () => {
    const wrong = await compare(admin, 'service_types', 'code\n1\n');
    assert.equal(wrong.status, 422);
    assert.match(await wrong.text(), /service_code/);
    assert.equal((await compare(admin, 'service_types', '')).status, 422);
    assert.equal((await compare(admin, 'users', 'id\n1\n')).status, 404);
    assert.equal((await admin.get(`${page}/users.csv`)).status, 404);
  });

  test('codes are searched with their texts, and the hospital keeps a note of its own', async () => {
    const html = await (await admin.get(`${page}?q=101`)).text();
    assert.match(html, /ไม่มีชื่อ-สกุลผู้ป่วย/);
    const saved = await admin.submit(
      `${page}/note`,
      { code: '101', note: 'ถาม <b>ห้องบัตร</b>', q: '101' },
      page,
    );
    assert.deepEqual([saved.status, saved.headers.get('location')], [303, `${page}?q=101#code-101`]);
    assert.match(await (await admin.get(`${page}?q=ห้องบัตร`)).text(), /ถาม &lt;b&gt;ห้องบัตร/);
    assert.equal((await admin.submit(`${page}/note`, { code: 'none', note: 'x' }, page)).status, 404);
    assert.match(await (await admin.get(`${page}?q=ไม่มีคำนี้แน่`)).text(), /ไม่พบรหัส/);
    const second = /rel="next" href="([^"#]+)/.exec(await (await admin.get(page)).text())?.[1];
    assert.ok(second);
    assert.match(await (await admin.get(second.replaceAll('&amp;', '&'))).text(), /rel="prev"/);
  });
});
