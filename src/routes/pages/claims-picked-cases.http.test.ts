import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from '../../db/sql.js';
import { eachDatabase } from '../../testing/databases.js';
import { insertClaim, insertFile } from '../../testing/sample-rows.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import type { TestBrowser } from '../../testing/test-browser.js';

const day = { day: '2026-01-05', claimed: '10.00', reimbursed: '4.00' };

eachDatabase('cases for picked claims', (database) => {
  let app: TestApp;
  let officer: TestBrowser;
  before(async () => {
    const { db } = database;
    const fileId = await insertFile(db, { filename: 'eclaim_99999_OP_25690112_090000001.xls' });
    await insertClaim(db, { tranId: '990700001', fileId, ...day, codes: ['305', 'C12'] });
    await insertClaim(db, { tranId: '990700002', fileId, ...day });
    await insertClaim(db, { tranId: '990700001', hospital: '99998', fileId, ...day });
    app = await startTestApp({ db, env: { HOSPITAL_CODE: '99999' } });
    await app.signedIn('admin');
    officer = await app.signedIn('claims');
  });
  after(() => app.close());

  const open = async (...pick: string[]) => {
    const answer = await officer.submit('/claims/picked/cases', { pick }, '/claims?lang=en');
    return { status: answer.status, html: await answer.text() };
  };
  const stored = () =>
    database.db.query<{ claim: string; title: string; category: string; deny_code: string | null }>(sql`
      select concat(hospital_code, '/', tran_id) as claim, title, category, deny_code from cases order by hospital_code, tran_id, id`);

  test('are opened once each, of the claim of that hospital; what is no claim is shown as refused', async () => {
    const picks = ['99999/990700001', '99999/990700002', '99998/990700001', '99999/990799999'];
    const { status, html } = await open(...picks, '99999/990700002');
    assert.equal(status, 200);
    assert.match(html, /Cases opened: 3 of 4 claims/);
    assert.equal([...html.matchAll(/No such claim/g)].length, 1);
    const rows = await stored();
    assert.deepEqual(
      rows.map(({ claim, category, deny_code }) => [claim, category, deny_code]),
      [
        ['99998/990700001', 'other', null],
        ['99999/990700001', 'denial', '305'],
        ['99999/990700002', 'other', null],
      ],
    );
    assert.match(rows[1]?.title ?? '', /990700001.*305/);
    const again = await open(...picks);
    assert.match(again.html, /Cases opened: 0 of 4 claims/);
    assert.equal([...again.html.matchAll(/Has a case already/g)].length, 3);
    assert.equal((await stored()).length, 3);
    const activity = await database.db.first<{ n: number }>(sql`select count(*) as n from case_activity`);
    const events = await database.db.first<{ n: number }>(
      sql`select count(*) as n from events where type = 'case.created'`,
    );
    assert.deepEqual([activity?.n, events?.n], [3, 3]);
  });

  test('sent twice at the same time, one case is opened; a claim whose case is done gets a new one', async () => {
    await database.db.execute(sql`update cases set status = 'closed'`);
    const both = await Promise.all([open('99999/990700001'), open('99999/990700001')]);
    assert.equal(both.filter(({ html }) => /Cases opened: 1 of 1/.test(html)).length, 1);
    assert.equal((await stored()).filter(({ claim }) => claim === '99999/990700001').length, 2);
  });

  test('nothing picked, or somebody who may not work on cases: refused', async () => {
    assert.equal((await open()).status, 422);
    const finance = await app.signedIn('finance');
    const answer = await finance.submit('/claims/picked/cases', { pick: ['99999/990700002'] }, '/claims');
    assert.equal(answer.status, 403);
    assert.doesNotMatch(await (await finance.get('/claims')).text(), /\/claims\/picked\/cases/);
    assert.match(await (await officer.get('/claims')).text(), /\/claims\/picked\/cases/);
  });
});
