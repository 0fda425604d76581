import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { z } from 'zod';
import { downloadRep } from '../../jobs/download-rep.js';
import { downloadStm } from '../../jobs/download-stm.js';
import { loadSeeds } from '../../services/load-seeds.js';
import { latestAudit } from '../../store/audit-log.js';
import { saveDownloadUnit } from '../../store/download-units.js';
import { databases, type FreshDatabase } from '../../testing/databases.js';
import { insertPageSample, type PageSample, sampleNow } from '../../testing/page-sample.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';

const twin = z.object({
  rows: z.array(z.record(z.string(), z.unknown())),
  total: z.unknown(),
  as_of: z.string().nullable(),
  next_cursor: z.string().nullable(),
});

describe('pages and their twins', () => {
  let fresh: FreshDatabase;
  let app: TestApp;
  let sample: PageSample;
  before(async () => {
    const [embedded] = databases();
    assert.ok(embedded);
    fresh = await embedded.fresh();
    await loadSeeds({ db: fresh.db });
    sample = await insertPageSample(fresh.db);
    app = await startTestApp({
      db: fresh.db,
      env: { HOSPITAL_CODE: '99999' },
      parts: { now: () => sampleNow },
      jobs: (ground) => [downloadRep(ground), downloadStm(ground)],
    });
    // Without an administrator every page leads to the set-up.
    await app.signedIn('admin');
  });
  after(async () => {
    await app.close();
    await fresh.close();
  });

  test('the overview and its twins state the same sums under the same filter', async () => {
    const viewer = await app.signedIn('viewer');
    const query = '?fiscal_year=2569&scheme=ucs';
    const json = twin.parse(await (await viewer.get(`/dashboard.json${query}`)).json());
    const total = z.object({ claims: z.number(), claimed: z.string() }).parse(json.total);
    assert.equal(json.rows.length, 12);
    const html = await (await viewer.get(`/dashboard${query}&lang=en`)).text();
    assert.ok(
      html.includes(`${Number(total.claimed).toLocaleString('en-US', { minimumFractionDigits: 2 })} baht`),
    );
    assert.ok(html.includes(`${total.claims} claims`));
    const csv = await (await viewer.get(`/dashboard.csv${query}`)).arrayBuffer();
    assert.deepEqual([...new Uint8Array(csv.slice(0, 3))], [0xef, 0xbb, 0xbf]);
    assert.match(new TextDecoder().decode(csv), /month,label,has_data,running,claims/);
    assert.equal(new TextDecoder().decode(csv).split('\r\n').length, 14);
  });

  test('a fiscal year of the Gregorian calendar is refused with the right one', async () => {
    const viewer = await app.signedIn('viewer');
    const answer = await viewer.get('/dashboard?fiscal_year=2026');
    assert.equal(answer.status, 400);
    assert.match(await answer.text(), /2569/);
  });

  test('the list of files goes on behind its cursor, nothing twice and nothing left out', async () => {
    const auditor = await app.signedIn('auditor');
    const seen: unknown[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: z.infer<typeof twin> = twin.parse(
        await (await auditor.get(`/files.json?limit=4&cursor=${cursor}`)).json(),
      );
      assert.equal(page.total, 13);
      seen.push(...page.rows.map((row) => row.file_id));
      cursor = page.next_cursor;
    }
    assert.equal(seen.length, 13);
    assert.equal(new Set(seen).size, 13);
  });

  test('values of problems are shown to who may, on asking, and that is written down', async () => {
    const address = `/files/${sample.problemFile}`;
    const value = /รอตรวจ สมมุติ/;
    const claims = await app.signedIn('claims');
    const page = await (await claims.get(address)).text();
    assert.doesNotMatch(page, value);
    const shown = await claims.submit(address, {});
    assert.match(await shown.text(), value);
    const auditor = await app.signedIn('auditor');
    assert.doesNotMatch(await (await auditor.get(`${address}.json`)).text(), value);
    const revealed = (await latestAudit(fresh.db, 50)).filter(({ action }) => action === 'reveal');
    assert.deepEqual(
      revealed.map(({ subject }) => subject),
      [`file ${sample.problemFile}`],
    );
  });

  test('of a held and of a failed file the page says that nothing is stored, not when it was imported', async () => {
    const claims = await app.signedIn('claims');
    for (const [id, said] of [
      [sample.quarantinedFile, /Held [^<]+, no row is stored/],
      [sample.failedFile, /Not imported [^<]+, no row is stored/],
    ] as const) {
      const html = await (await claims.get(`/files/${id}?lang=en`)).text();
      assert.match(html, said);
      assert.doesNotMatch(html, />Imported |· Imported /);
    }
    const held = await (await claims.get(`/files/${sample.quarantinedFile}?lang=en`)).text();
    assert.match(held, /Held: no sheet is stored yet/);
    assert.doesNotMatch(held, /No sheet could be read/);
  });

  test('the page of an approved sheet says who decided what and what came of it, and suggests nothing', async () => {
    const admin = await app.signedIn('admin');
    const [open, , approved] = sample.quarantinedSheets;
    const html = await (await admin.get(`/quarantine/${approved}?lang=en`)).text();
    for (const said of [/What was decided/, /somchai/, /หน่วยบริการที่รักษา/, /In use/, /no row waits any more/])
      assert.match(html, said);
    assert.doesNotMatch(html, /rows waiting|Probably this one|Headings that the form does not have/);
    const waiting = await (await admin.get(`/quarantine/${open}?lang=en`)).text();
    assert.match(waiting, /rows waiting: 642/);
    assert.doesNotMatch(waiting, /What was decided/);
  });

  test('the notes of error codes are folded, each behind its own button', async () => {
    const admin = await app.signedIn('admin');
    const html = await (await admin.get('/settings/master-data?lang=en')).text();
    const notes = html.match(/<textarea/g)?.length ?? 0;
    assert.equal(notes, 20);
    assert.equal(html.match(/<details class="fold fold--inline">/g)?.length, notes);
  });

  test('the page of an import counts each file once: held files are no failed ones', async () => {
    const claims = await app.signedIn('claims');
    const html = await (await claims.get(`/jobs/${sample.importJob}?lang=en`)).text();
    const counts = [...html.matchAll(/<p class="sum__part[^"]*"><b>(\d+)<\/b><span>([^<]+)</g)];
    assert.deepEqual(
      counts.map(([, count, text]) => `${text} ${count}`),
      ['Files 6', 'Imported 1', 'With problems 1', 'Unchanged 1', 'Quarantined 1', 'Failed 1', 'Skipped 1'],
    );
    assert.doesNotMatch(html, />Listed</);
    assert.match(html, /href="\/files\?q=eclaim_99999_OP_25690604_092011874.xls"/);
    assert.match(html, /1 quarantined · 1 failed|2 imported/);
  });

  test('the download form takes a year of the Buddhist Era and keeps what was typed', async () => {
    const claims = await app.signedIn('claims');
    const wrong = await claims.submit(
      '/downloads',
      { month: '5', year: '2026', scheme: ['ucs'] },
      '/downloads',
    );
    assert.equal(wrong.status, 422);
    const html = await wrong.text();
    assert.match(html, /2569/);
    assert.match(html, /value="2026"/);
    const none = await claims.submit('/downloads', { month: '5', year: '2569' }, '/downloads');
    assert.equal(none.status, 422);
  });

  test('the download form takes several months as one job, and says which end of them is wrong', async () => {
    const claims = await app.signedIn('claims');
    const send = (months: object) =>
      claims.submit('/downloads', { scheme: ['ucs', 'ofc'], import: 'on', ...months }, '/downloads');
    const months = { month: '11', year: '2568', to_month: '2', to_year: '2569' };
    const started = await send(months);
    assert.equal(started.status, 303);
    const job = await (await claims.get(`${started.headers.get('location')}?lang=th`)).text();
    assert.match(job, /พ.ย. 2568–ก.พ. 2569 · UCS OFC/);
    for (const [change, field] of [
      [{ to_year: '2568' }, 'to_month'],
      [{ to_year: '2026' }, 'to_year'],
      [{ to_year: '2698' }, 'to_month'],
      [{ year: '2560' }, 'month'],
    ] as const) {
      const wrong = await send({ ...months, ...change });
      assert.equal(wrong.status, 422);
      assert.match(await wrong.text(), new RegExp(`<a href="#f-${field}">`));
    }
  });

  test('statements of a month are started without a scheme, and the grid leads to them', async () => {
    const claims = await app.signedIn('claims');
    const started = await claims.submit(
      '/downloads',
      { month: '5', year: '2569', kind: 'stm', import: 'on' },
      '/downloads',
    );
    assert.equal(started.status, 303);
    const job = await (await claims.get(started.headers.get('location') ?? '')).text();
    assert.match(job, /ดาวน์โหลด STM|Download STM/);
    await saveDownloadUnit(fresh.db, {
      ...{ upstream: 'eclaim', type: 'stm', scheme: 'ucs', month: 5, yearBe: 2569 },
      ...{ state: 'complete', counts: { listed: 2, stored: 2 }, problem: null },
    });
    const html = await (await claims.get('/downloads?fiscal_year=2569')).text();
    assert.match(html, /href="\/downloads\/units\/stm-ucs-2569-05"/);
    const twin = await (await claims.get('/downloads.json?fiscal_year=2569')).text();
    assert.match(twin, /"key":"stm\/2026-05\/ucs","kind":"stm"/);
  });

  test('the choice of years says in which of them months are open', async () => {
    const unit = {
      upstream: 'eclaim',
      type: 'rep',
      scheme: 'ucs',
      state: 'incomplete',
      problem: null,
    } as const;
    const counts = { listed: 2, stored: 1 };
    await saveDownloadUnit(fresh.db, { ...unit, month: 11, yearBe: 2562, counts });
    await saveDownloadUnit(fresh.db, { ...unit, month: 9, yearBe: 2563, counts });
    const html = await (await (await app.signedIn('claims')).get('/downloads?lang=en')).text();
    assert.match(html, /2563 \(2020\) · 2 open/);
  });

  test('no page names a patient', async () => {
    const everything = await app.signedIn('admin', 'claims', 'finance');
    for (const address of ['/dashboard', '/files', `/files/${sample.problemFile}`, '/jobs', '/downloads'])
      assert.doesNotMatch(await (await everything.get(address)).text(), /ทดสอบ สมมุติ|99000000000/, address);
  });
});
