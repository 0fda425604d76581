import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { z } from 'zod';
import { sql } from '../../db/sql.js';
import { latestAudit, writeAudit } from '../../store/audit-log.js';
import { type ClaimHistory, importClaimHistory } from '../../testing/claim-history.js';
import type { FreshDatabase } from '../../testing/databases.js';
import { freshEmbedded } from '../../testing/fresh-embedded.js';
import { importRoom } from '../../testing/import-parts.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';

describe('the page of one claim', () => {
  const room = importRoom();
  let fresh: FreshDatabase;
  let app: TestApp;
  let history: ClaimHistory;
  before(async () => {
    fresh = await freshEmbedded();
    history = await importClaimHistory(fresh.db, room);
    app = await startTestApp({ db: fresh.db, env: { HOSPITAL_CODE: '99999' } });
    await app.signedIn('admin');
  });
  after(async () => {
    await app.close();
    await fresh.close();
    room.remove();
  });

  const identity = () => new RegExp(`${history.pid}|${history.name}|สมมุติ`);
  const lastAudit = async () => (await latestAudit(fresh.db, 1))[0];
  const text = async (answer: Response | Promise<Response>) => await (await answer).text();

  test('it tells every version, why which one counts, and what changed, without name and citizen id', async () => {
    const auditor = await app.signedIn('auditor');
    const html = await text(auditor.get(`/claims/${history.tranId}?lang=en`));
    for (const words of [
      'It counts: its file has the latest date',
      'Nothing changed since version 1: every field is the same',
      'an older REP repeated for reference',
      `/files/${history.firstFile}"`,
      `/files/${history.statement}"`,
      '+900.25',
      '−50.01',
      'Paid in part',
      'D0991',
      '199.75',
      // The items of the first version, under its own heading.
      'D0990',
      '55.50',
    ])
      assert.ok(html.includes(words), words);
    assert.doesNotMatch(html, identity());
    assert.match(html, /สม••• ตัว•••/);
    assert.doesNotMatch(html, /Show name and citizen id/, 'an auditor may not reveal');
    const entry = await lastAudit();
    assert.deepEqual(
      [entry?.action, entry?.actorName, entry?.subject],
      ['view', 'test.auditor', `claim ${history.tranId}`],
    );
  });

  test('a claims officer reveals on asking; that is written down, not kept, and in no address', async () => {
    const claims = await app.signedIn('claims');
    const address = `/claims/${history.tranId}`;
    assert.doesNotMatch(await text(claims.get(address)), identity());
    const answer = await claims.submit(address, {});
    assert.equal(answer.status, 200);
    assert.match(answer.headers.get('cache-control') ?? '', /no-store/);
    const html = await answer.text();
    assert.ok(html.includes(history.pid) && html.includes(history.name));
    assert.equal((await lastAudit())?.action, 'reveal');
    assert.doesNotMatch(await text(claims.get(address)), identity(), 'the next look is masked again');
    const { ring } = app.parts;
    for (let seq = ring.first(); seq <= ring.last(); seq += 1)
      assert.doesNotMatch(ring.at(seq)?.json ?? '', identity());
  });

  test('a finance officer gives a reason first', async () => {
    const finance = await app.signedIn('finance');
    const address = `/claims/${history.tranId}`;
    const without = await finance.submit(address, { reason: '  ' });
    assert.equal(without.status, 422);
    const html = await without.text();
    assert.match(html, /id="e-reason"/);
    assert.doesNotMatch(html, identity());
    assert.equal((await lastAudit())?.action, 'view');
    const given = await finance.submit(address, { reason: 'เทียบเวชระเบียน' });
    assert.match(await given.text(), identity());
    const stored = await fresh.db.first<{ reason: string }>(
      sql`select reason from audit_log where action = 'reveal' order by id desc limit 1`,
    );
    assert.equal(stored?.reason, 'เทียบเวชระเบียน');
  });

  test('who may not see claims gets none of it, and who may not reveal cannot by a form of their own', async () => {
    const viewer = await app.signedIn('viewer');
    for (const path of ['/claims', `/claims/${history.tranId}`, `/claims/${history.tranId}.json`])
      assert.equal((await viewer.get(path)).status, 403, path);
    const admin = await app.signedIn('admin');
    const forced = await admin.submit(`/claims/${history.tranId}`, { reason: 'x' }, '/settings/account');
    assert.equal(forced.status, 403);
    assert.doesNotMatch(await forced.text(), identity());
    const claims = await app.signedIn('claims');
    const foreign = await claims.send(`/claims/${history.tranId}`, {
      method: 'POST',
      body: new URLSearchParams({ reason: 'x' }),
    });
    assert.equal(foreign.status, 403, 'without the token of a page');
    const stranger = await app.browser().get(`/claims/${history.tranId}`);
    assert.equal(stranger.status, 303);
  });

  test('a number that nobody knows is said so in words, whatever it is made of', async () => {
    const claims = await app.signedIn('claims');
    for (const number of ['990699999', '%3Cscript%3E', '%25', `9${'0'.repeat(80)}`, "1'%20or%20'1'='1"]) {
      const answer = await claims.get(`/claims/${number}?lang=en`);
      assert.equal(answer.status, 404, number);
      const html = await answer.text();
      assert.match(html, /No stored file holds the claim/);
      assert.doesNotMatch(html, /<script>/);
    }
  });

  test('its twins hold the same versions, without name and citizen id', async () => {
    const finance = await app.signedIn('finance');
    const body = await text(finance.get(`/claims/${history.tranId}.json`));
    assert.doesNotMatch(body, identity());
    const json = z
      .object({ rows: z.array(z.record(z.string(), z.unknown())), total: z.number() })
      .parse(JSON.parse(body));
    assert.equal(json.total, 4);
    assert.deepEqual(
      json.rows.map((row) => [row.version_no, row.is_current, row.reimbursed]),
      [
        [3, true, '900.25'],
        [2, false, '0.00'],
        [1, false, '0.00'],
        [0, false, '0.00'],
      ],
    );
    const csv = await text(finance.get(`/claims/${history.tranId}.csv`));
    assert.equal(csv.trimEnd().split('\r\n').length, 5);
    assert.equal((await lastAudit())?.action, 'export');
  });

  test('a note says who wrote it and when, is taken back by its author alone, and stands in no audit line', async () => {
    const auditor = await app.signedIn('auditor');
    const officer = await app.signedIn('claims');
    const page = `/claims/${history.tranId}`;
    const written = await officer.submit(`${page}/notes`, { note: 'แก้วันนอนแล้ว <b>' }, page);
    assert.deepEqual([written.status, written.headers.get('location')], [303, `${page}#notes`]);
    const audit = await fresh.db.query<{ details: string | null }>(sql`select * from audit_log`);
    assert.equal(JSON.stringify(audit).includes('แก้วันนอน'), false);
    const html = await text(auditor.get(`${page}?lang=en`));
    assert.match(html, /แก้วันนอนแล้ว &lt;b&gt;<\/p><small>[^<]*test\.claims/);
    assert.match(html, /test\.claims wrote or took back a note/);
    assert.doesNotMatch(html, /notes\/\d+\/delete/, 'it is not hers');
    const own = /action="([^"]*\/notes\/\d+\/delete)"/.exec(await text(officer.get(page)))?.[1] ?? '';
    assert.equal((await auditor.submit(own, {}, page)).status, 404);
    assert.equal((await officer.submit(own, {}, page)).status, 303);
    assert.doesNotMatch(await text(auditor.get(page)), /แก้วันนอนแล้ว/);
    for (const note of ['', ' ', 'คนไข้ 9900000417921', 'x'.repeat(4001)])
      assert.equal((await officer.submit(`${page}/notes`, { note }, page)).status, 422, note.slice(0, 20));
    const kept = await text(officer.submit(`${page}/notes`, { note: '1-2345-67890-12-3' }, page));
    assert.match(kept, /aria-invalid="true">1-2345-67890-12-3</);
  });

  test('every look is told, the newest first, and older ones on pages of their own', async () => {
    const auditor = await app.signedIn('auditor');
    const tranId = '990604418';
    for (let look = 1; look <= 45; look += 1)
      await writeAudit(fresh.db, {
        ...{ at: new Date(Date.UTC(2026, 0, 1, 0, look)), actorKind: 'user', actorId: null },
        ...{ actorName: `looker ${look}.`, action: 'view', subject: `claim ${tranId}`, outcome: 'done' },
      });
    const lookers = (html: string) => [...html.matchAll(/looker (\d+)\./g)].map(([, look]) => Number(look));
    const first = await text(auditor.get(`/claims/${tranId}?lang=en`));
    // The look at the page itself is the newest.
    assert.deepEqual(lookers(first), countdown(45, 27));
    const older = /href="([^"]*seen_before=\d+)#seen"/.exec(first)?.[1] ?? '';
    const rest = await text(auditor.get(older));
    assert.deepEqual(lookers(rest), countdown(26, 1));
    assert.doesNotMatch(rest, /Earlier looks/);
    assert.match(rest, /Back to the latest/);
  });

  test('transfers of the periods of its statements stand beside them, as amounts of the whole period', async () => {
    const period = await fresh.db.first<{ period: string }>(
      sql`select period from stm_imported_files where id = ${history.statement}`,
    );
    assert.ok(period);
    const at = new Date('2026-05-14T00:00:00Z');
    const row = { hospital_code: '99999', budget_year: 2569, occurrence: 1, raw: '{}', first_seen_at: at };
    for (const [key, ref] of [
      ['a', period.period],
      ['b', '6999_IP_09'],
    ] as const)
      await fresh.db.insert('smt_budget_transfers', {
        ...{ ...row, last_seen_at: at, record_key: key, ref_doc_no: ref, posting_day: '2026-05-14' },
        ...{ amount: `1234${key === 'a' ? 5 : 6}.00`, total_amount: '12000.00' },
      });
    const html = await text((await app.signedIn('auditor')).get(`/claims/${history.tranId}?lang=en`));
    assert.match(html, /14 May 2026/);
    assert.match(html, />12,345\.00</);
    assert.doesNotMatch(html, />12,346\.00</);
  });
});

const countdown = (from: number, to: number) =>
  Array.from({ length: from - to + 1 }, (_, step) => from - step);
