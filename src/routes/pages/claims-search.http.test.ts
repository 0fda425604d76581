import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql } from '../../db/sql.js';
import { latestAudit } from '../../store/audit-log.js';
import { type ClaimHistory, importClaimHistory } from '../../testing/claim-history.js';
import type { FreshDatabase } from '../../testing/databases.js';
import { freshEmbedded } from '../../testing/fresh-embedded.js';
import { importRoom } from '../../testing/import-parts.js';
import { insertClaim } from '../../testing/sample-rows.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';

describe('a number that is of several things', () => {
  const room = importRoom();
  let fresh: FreshDatabase;
  let app: TestApp;
  let history: ClaimHistory;
  const claim = (tranId: string, hn: string) =>
    insertClaim(fresh.db, {
      ...{ tranId, hn, fileId: history.firstFile, day: '2026-01-05', claimed: '10.00', reimbursed: '0.00' },
      columns: { patient_name: 'ทดสอบ สมมุติ', pid: '9900000417999' },
    });
  before(async () => {
    fresh = await freshEmbedded();
    history = await importClaimHistory(fresh.db, room);
    await claim('880000001', history.tranId);
    await claim('880000002', history.tranId);
    await claim('880000003', history.repNo);
    app = await startTestApp({ db: fresh.db, env: { HOSPITAL_CODE: '99999' } });
    await app.signedIn('admin');
  });
  after(async () => {
    await app.close();
    await fresh.close();
    room.remove();
  });

  const found = async (q: string, language = 'en') => {
    const auditor = await app.signedIn('auditor');
    const answer = await auditor.submit('/claims', { q }, `/claims?lang=${language}`);
    assert.equal(answer.status, 200, q);
    return await answer.text();
  };

  test('a TRAN_ID that is an HN too leads to the claim and has the claims of the patient, masked and recorded', async () => {
    const html = await found(history.tranId);
    assert.match(html, /Several things have this number/);
    assert.match(html, new RegExp(`<a [^>]*href="/claims/${history.tranId}"[^>]*>Claim with TRAN_ID`));
    const rows = [...html.matchAll(/data-row="(\d+)"/g)].map(([, row]) => row);
    assert.deepEqual(rows, ['880000002', '880000001']);
    assert.match(html, /20\.00/);
    assert.doesNotMatch(html, /ทดสอบ สมมุติ|9900000417999/);
    const [entry] = await latestAudit(fresh.db, 1);
    assert.deepEqual([entry?.action, entry?.subject], ['search', 'claims']);
    assert.match(await found(history.tranId, 'th'), /เลขนี้เป็นเลขของหลายอย่าง/);
  });

  test('so does a REP no., and one that is also a TRAN_ID leads to both', async () => {
    const html = await found(history.repNo);
    assert.match(html, new RegExp(`<a [^>]*href="/claims\\?rep_no=${history.repNo}"`));
    assert.match(html, /data-row="880000003"/);
    await fresh.db.execute(
      sql`update claim_rep_opip_nhso_item set rep_no = ${history.tranId} where tran_id = ${'990604418'}`,
    );
    await fresh.db.execute(sql`update claim_current set hn = ${'0000001'} where hn = ${history.tranId}`);
    const both = await found(history.tranId);
    assert.match(both, new RegExp(`<a [^>]*href="/claims/${history.tranId}"`));
    assert.match(both, new RegExp(`<a [^>]*href="/claims\\?rep_no=${history.tranId}"`));
    assert.doesNotMatch(both, /not found/);
  });

  test('the AN of the very claim with this TRAN_ID is no second thing', async () => {
    await fresh.db.execute(sql`update claim_current set an = ${'990604418'} where tran_id = ${'990604418'}`);
    const auditor = await app.signedIn('auditor');
    const answer = await auditor.submit('/claims', { q: '990604418' });
    assert.deepEqual([answer.status, answer.headers.get('location')], [303, '/claims/990604418']);
  });

  test('a TRAN_ID as long as a citizen id was searched for as one, which is recorded though nobody has it', async () => {
    await fresh.db.execute(
      sql`update claim_rep_opip_nhso_item set tran_id = ${'8800000000001'} where tran_id = ${'990604418'}`,
    );
    const officer = await app.signedIn('claims');
    const answer = await officer.submit('/claims', { q: '8800000000001' });
    assert.deepEqual([answer.status, answer.headers.get('location')], [303, '/claims/8800000000001']);
    const [entry] = await fresh.db.query<{ action: string; row_count: number | null }>(
      sql`select action, row_count from audit_log order by id desc limit 1`,
    );
    assert.deepEqual(entry, { action: 'search', row_count: 0 });
  });

  test('who has to give a reason for citizen ids is told that the number may be one, and where else it leads', async () => {
    const finance = await app.signedIn('finance');
    const asked = await finance.submit('/claims?lang=en', { q: '8800000000001' });
    assert.equal(asked.status, 422);
    const html = await asked.text();
    assert.match(html, /Not all was searched; to correct: 1/);
    assert.match(html, /The citizen id is not searched for yet/);
    assert.match(html, /This is the number of a claim or document/);
    assert.match(html, /<a [^>]*href="\/claims\/8800000000001"/);
    const led = await finance.submit('/claims', { q: '8800000000001', reason: 'ทวงหนี้' });
    assert.deepEqual([led.status, led.headers.get('location')], [303, '/claims/8800000000001']);
  });
});
