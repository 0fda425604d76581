import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from '../../db/sql.js';
import { eachDatabase } from '../../testing/databases.js';
import { recordedExport, recordedRows } from '../../testing/recorded-export.js';
import { insertClaim, insertFile } from '../../testing/sample-rows.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import { temporaryFolder } from '../../testing/test-server.js';

const day = { day: '2026-01-05', claimed: '10.00', reimbursed: '4.00' };

eachDatabase('picked claims', (database) => {
  const { folder, remove } = temporaryFolder('picked');
  let app: TestApp;
  before(async () => {
    const { db } = database;
    const fileId = await insertFile(db, { filename: 'eclaim_99999_OP_25690112_090000001.xls' });
    for (const tranId of ['990700001', '990700002', '990700003'])
      await insertClaim(db, { tranId, fileId, hn: '0099', ...day });
    // The same TRAN_ID of another hospital is another claim.
    await insertClaim(db, { tranId: '990700001', hospital: '99998', fileId, ...day });
    await db.execute(sql`update claim_current set patient_name = ${'ทดสอบ สมมุติ'}, pid = ${'9900000417921'}`);
    app = await startTestApp({ db, env: { HOSPITAL_CODE: '99999', EXPORT_DIR: folder } });
    await app.signedIn('admin');
  });
  after(async () => {
    await app.close();
    remove();
  });

  const picked = (...pick: readonly string[]) => ({ pick: [...pick] });

  test('go out alone, as CSV and as a workbook, without names, and are recorded', async () => {
    const finance = await app.signedIn('finance');
    const order = { ...picked('99999/990700001', '99999/990700003'), format: 'csv' };
    const answer = await finance.submit('/claims/picked/export', order, '/claims');
    assert.match(answer.headers.get('content-disposition') ?? '', /_2_rows\.csv"$/);
    const text = await answer.text();
    assert.deepEqual([...text.matchAll(/9907\d{5}/g)].map(([id]) => id).sort(), ['990700001', '990700003']);
    assert.doesNotMatch(text, /99998|สมมุติ|9900000417921/);
    const { id } = await recordedExport(database.db, 'done');
    const recorded = await recordedRows(database.db, id);
    assert.deepEqual(
      [recorded.rows, JSON.parse(recorded.filter).picked.toSorted()],
      [2, ['99999/990700001', '99999/990700003']],
    );
    const other = await finance.submit(
      '/claims/picked/export',
      { ...picked('99998/990700001'), format: 'xlsx' },
      '/claims',
    );
    assert.match(other.headers.get('content-disposition') ?? '', /_1_rows\.xlsx"$/);
  });

  test('go out in the order and with the columns of their list', async () => {
    const finance = await app.signedIn('finance');
    const html = await (await finance.get('/claims?columns=hn,stay&sort=tran_id')).text();
    const hidden = (name: string) =>
      new RegExp(`<form id="picks".*?name="${name}" value="([^"]*)"`, 's').exec(html)?.[1] ?? '';
    assert.deepEqual([hidden('columns'), hidden('sort')], ['hn,stay', 'tran_id']);
    const order = { columns: hidden('columns'), sort: hidden('sort'), format: 'ndjson' };
    const two = picked('99999/990700003', '99999/990700001');
    const answer = await finance.submit('/claims/picked/export', { ...two, ...order }, '/claims');
    const rows = (await answer.text()).trim().split('\n');
    assert.deepEqual(
      rows.map((row) => JSON.parse(row)),
      ['990700001', '990700003'].map((tran_id) => ({ tran_id, hn: '0099', stay_days: null })),
    );
    const unknown = { ...two, columns: 'pid', format: 'csv' };
    assert.equal((await finance.submit('/claims/picked/export', unknown, '/claims')).status, 400);
  });

  test('are given as numbers to copy to whoever sees claims, and as a file only to who may export', async () => {
    const auditor = await app.signedIn('auditor');
    const two = picked('99999/990700002', '99998/990700001');
    const answer = await auditor.submit('/claims/picked', two, '/claims');
    assert.equal(await answer.text(), '990700002\n990700001\n');
    assert.match(answer.headers.get('content-type') ?? '', /^text\/plain/);
    const refused = await auditor.submit('/claims/picked/export', { ...two, format: 'csv' }, '/claims');
    assert.equal(refused.status, 403);
    const html = await (await auditor.get('/claims')).text();
    assert.match(html, /name="pick" value="99998\/990700001"/);
    assert.doesNotMatch(html, /\/claims\/picked\/export/);
  });

  test('nothing goes out where none is picked or a pick is no claim', async () => {
    const finance = await app.signedIn('finance');
    const status = async (fields: Readonly<Record<string, string | string[]>>) =>
      (await finance.submit('/claims/picked/export', { format: 'csv', ...fields }, '/claims')).status;
    assert.equal(await status({}), 422);
    assert.equal(await status({ pick: ['990700001'] }), 400);
    assert.equal(await status({ pick: Array.from({ length: 501 }, () => '99999/990700001') }), 400);
    assert.equal(await status({ pick: ['99999/990700001'], format: 'exe' }), 400);
  });
});
