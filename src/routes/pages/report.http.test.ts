import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { z } from 'zod';
import { loadSeeds } from '../../services/load-seeds.js';
import { latestAudit } from '../../store/audit-log.js';
import { agreement, claimAddresses } from '../../testing/claim-addresses.js';
import type { FreshDatabase } from '../../testing/databases.js';
import { freshEmbedded } from '../../testing/fresh-embedded.js';
import { insertPageSample, sampleNow } from '../../testing/page-sample.js';
import { insertClaim, insertFile } from '../../testing/sample-rows.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';

const row = z.object({
  section: z.string(),
  key: z.string(),
  claims: z.number().nullable(),
  claimed: z.string().nullable(),
  reimbursed: z.string().nullable(),
  loss: z.string().nullable(),
});
const twin = z.object({
  period: z.string(),
  rows: z.array(row),
  total: row,
  as_of: z.string().nullable(),
  note: z.string().nullable(),
});

const satang = (baht: string | null) => BigInt((baht ?? '0.00').replace('.', ''));

describe('the one-page report', () => {
  let fresh: FreshDatabase;
  let app: TestApp;
  before(async () => {
    fresh = await freshEmbedded();
    await loadSeeds({ db: fresh.db });
    await insertPageSample(fresh.db);
    const fileId = await insertFile(fresh.db, { filename: 'eclaim_99999_OP_25690612_090000009.xls' });
    const day = '2026-02-03';
    const fund = 'กองทุนที่มีชื่อยาวมากจนไม่พอกับความกว้างของตาราง';
    await insertClaim(fresh.db, {
      tranId: 'f1',
      fileId,
      day,
      fund,
      claimed: '90000000.00',
      reimbursed: '1.00',
    });
    app = await startTestApp({
      db: fresh.db,
      env: { HOSPITAL_CODE: '99999', HOSPITAL_NAME: 'โรงพยาบาลทดสอบ' },
      parts: { now: () => sampleNow },
    });
    await app.signedIn('admin');
  });
  after(async () => {
    await app.close();
    await fresh.close();
  });
  const open = async (address: string, role: 'viewer' | 'finance' = 'viewer') =>
    await (await app.signedIn(role)).get(address);
  const json = async (query: string) => twin.parse(await (await open(`/report.json${query}`)).json());

  test('without a question it is of the last full month, in Thai, with the hospital and how whole the data are', async () => {
    const html = await (await open('/report?lang=th')).text();
    assert.match(html, /ผลการเรียกเก็บ e-Claim พฤษภาคม 2569/);
    assert.match(html, /โรงพยาบาลทดสอบ \(99999\)/);
    assert.match(html, /วันที่รับบริการ 1 พ\.ค\. 2569 – 31 พ\.ค\. 2569/);
    assert.match(html, /REP ครบ \d จาก 4 ชุด/);
    assert.match(html, /พฤษภาคม 2569 เรียกเก็บ 30 เคลม/);
    assert.match(html, /href="\/report" aria-current="page"/);
  });

  test('kinds and months sum to the whole, and the month of the chart is the month of the report', async () => {
    const { rows, total } = await json('?month=2026-05');
    const of = (section: string) => rows.filter((one) => one.section === section);
    const sum = of('kind').reduce((all, one) => all + satang(one.claimed), 0n);
    assert.equal(sum, satang(total.claimed));
    assert.deepEqual(
      of('kind').map(({ key }) => key),
      ['op', 'ip', 'orf'],
    );
    assert.equal(of('month').at(-1)?.claimed, total.claimed);
    const [waitingRep, waitingStm] = of('pending');
    assert.deepEqual([waitingRep?.key, waitingStm?.key], ['waiting_rep', 'waiting_stm']);
    assert.ok((waitingStm?.claims ?? 0) > 0 && (waitingStm?.claims ?? 0) < (total.claims ?? 0));
    assert.equal(of('month').length, 12);
    assert.equal(of('month_before').length, 1);
    const scheme = await json('?month=2026-05&scheme=ucs');
    assert.ok(satang(scheme.total.claimed) < satang(total.claimed));
  });

  test('a fiscal year holds its finished months alone, and their sum is that of the months', async () => {
    const { rows, total, period } = await json('?fiscal_year=2569');
    assert.equal(period, '2569');
    const months = rows.filter(({ section }) => section === 'month');
    assert.equal(months.length, 8);
    assert.equal(
      months.reduce((all, one) => all + satang(one.claimed), 0n),
      satang(total.claimed),
    );
    assert.equal(rows.filter(({ section }) => section === 'missing').length > 0, true);
    const html = await (await open('/report?fiscal_year=2569&lang=en')).text();
    assert.match(html, /8 months that are over/);
  });

  test('claims of no kind have a row of their own, those without a date are told to be left out', async () => {
    const fileId = await insertFile(fresh.db, { filename: 'eclaim_99999_OP_25690612_090000019.xls' });
    const claim = { fileId, claimed: '5.00', reimbursed: '1.00', columns: { kind: '' } };
    await insertClaim(fresh.db, { ...claim, tranId: 'k1', day: '2026-01-09' });
    const { rows, total } = await json('?month=2026-01');
    const kinds = rows.filter(({ section }) => section === 'kind');
    assert.equal(kinds.at(-1)?.key, '');
    assert.equal(
      kinds.reduce((all, one) => all + satang(one.claimed), 0n),
      satang(total.claimed),
    );
    assert.equal(rows.find(({ section }) => section === 'undated')?.claims, 1);
    const html = await (await open('/report?month=2026-01&lang=en')).text();
    assert.match(html, /<th scope="row">No kind<\/th>/);
    assert.match(html, /1 claims without a service date are left out/);
    const overview = await (await open('/dashboard?fiscal_year=2569&lang=en')).text();
    assert.match(/id="by-kind".*?<\/section>/s.exec(overview)?.[0] ?? '', /No kind/);
  });

  test('every figure of the sheet is defined in its foot, which is printed', async () => {
    for (const lang of ['th', 'en']) {
      const html = await (await open(`/report?month=2026-05&lang=${lang}`)).text();
      const foot = (/<footer class="sheet__foot">.*?<\/footer>/s.exec(html)?.[0] ?? '').toLowerCase();
      const named = [...html.matchAll(/<th scope="row" class="plain">([^<(]*)/g)];
      assert.equal(named.length, 6);
      for (const [, name = ''] of named) assert.ok(foot.includes(`${name.trim().toLowerCase()}`), name);
    }
  });

  test('it is compared with last year only where last year has all of the months', async () => {
    // March 2026 has March 2025 beside it; May 2026 has no claims of May 2025.
    const march = await json('?month=2026-03');
    assert.equal(march.rows.filter(({ section }) => section === 'last_year').length, 1);
    const may = await json('?month=2026-05');
    assert.equal(may.rows.filter(({ section }) => section === 'last_year').length, 0);
    const html = await (await open('/report?month=2026-05&lang=en')).text();
    assert.match(html, /Not compared with May 25: not all of its months are stored/);
  });

  test('the largest loss is named by its fund, and a month without claims says so instead of zeros', async () => {
    const html = await (await open('/report?month=2026-02&lang=en')).text();
    assert.match(html, /The fund with the largest loss is กองทุนที่มีชื่อยาวมาก[^:]+: 89,999,999\.00 baht/);
    const empty = await (await open('/report?month=2024-11&lang=en')).text();
    assert.match(empty, /No claims with a service date in November 2024/);
  });

  test('the choice of the page leads to an address that says month or year', async () => {
    const month = await open('/report?period=2026-04&scheme=ofc');
    assert.deepEqual(
      [month.status, month.headers.get('location')],
      [303, '/report?month=2026-04&scheme=ofc'],
    );
    const year = await open('/report?period=2568&scheme=');
    assert.equal(year.headers.get('location'), '/report?fiscal_year=2568');
  });

  test('a month that runs, a Gregorian fiscal year and two periods are refused with what to do', async () => {
    for (const query of ['month=2026-06', 'fiscal_year=2026', 'month=2026-05&fiscal_year=2569', 'scheme=xyz'])
      assert.equal((await open(`/report?${query}`)).status, 400, query);
    assert.match(await (await open('/report?month=2026-06&lang=en')).text(), /the last one is 2026-05/);
  });

  test('finance writes the note of a period; it stands on that report alone, and the text is not in the audit log', async () => {
    const viewer = await app.signedIn('viewer');
    assert.doesNotMatch(await (await viewer.get('/report')).text(), /action="\/report\/note"/);
    const finance = await app.signedIn('finance');
    const page = '/report?month=2026-05';
    const write = async (note: string) =>
      await finance.submit('/report/note', { period: '2026-05', scheme: '', note }, page);
    assert.equal((await write('ห้อง  <b>พิเศษ</b>\nปิดปรับปรุง')).status, 303);
    const html = await (await viewer.get(page)).text();
    assert.match(html, /ห้อง &lt;b&gt;พิเศษ&lt;\/b&gt; ปิดปรับปรุง/);
    assert.equal((await json('?month=2026-05')).note, 'ห้อง <b>พิเศษ</b> ปิดปรับปรุง');
    assert.equal((await json('?month=2026-04')).note, null);
    assert.equal((await json('?month=2026-05&scheme=ucs')).note, null);
    const written = (await latestAudit(fresh.db, 20)).filter(({ subject }) => subject.startsWith('report'));
    assert.deepEqual(
      written.map(({ action, subject }) => [action, subject]),
      [['change', 'report note 2026-05']],
    );
    const tooLong = await write('ก'.repeat(401));
    assert.equal(tooLong.status, 422);
    assert.match(await tooLong.text(), /401/);
    assert.equal((await json('?month=2026-05')).note, 'ห้อง <b>พิเศษ</b> ปิดปรับปรุง');
    await write('');
    assert.equal((await json('?month=2026-05')).note, null);
    const forged = await viewer.submit(
      '/report/note',
      { period: '2026-05', scheme: '', note: 'x' },
      '/settings/account',
    );
    assert.equal(forged.status, 403);
  });

  test('every number leads to its claims, whose list says that it agrees; who may not see claims has no link', async () => {
    const auditor = await app.signedIn('auditor');
    for (const query of ['month=2026-03', 'fiscal_year=2569&scheme=ucs']) {
      const addresses = claimAddresses(await (await auditor.get(`/report?${query}&lang=en`)).text());
      assert.ok(addresses.length > 12, query);
      for (const address of addresses)
        assert.match(await (await auditor.get(address)).text(), agreement, `${query} ${address}`);
    }
    assert.deepEqual(claimAddresses(await (await open('/report?month=2026-03')).text()), []);
  });

  test('its numbers are those of the figures of these names', async () => {
    const viewer = await app.signedIn('viewer');
    const of = async (name: string, query: string) => {
      const answer = await viewer.get(`/api/v1/figures/${name}?from=2026-03-01&to=2026-04-01&${query}`);
      return z.object({ total: z.record(z.string(), z.unknown()) }).parse(await answer.json()).total;
    };
    const total = z
      .record(z.string(), z.unknown())
      .parse(
        z.object({ total: z.unknown() }).parse(await (await open('/report.json?month=2026-03')).json()).total,
      );
    const denials = await of('denial-rate', 'by=kind');
    assert.deepEqual([total.denial_rate, total.amount_rate], [denials.rate, denials.amount_rate]);
    assert.equal(total.reimbursement_rate, (await of('reimbursement-rate', 'by=kind')).rate);
    assert.equal(total.first_pass_rate, (await of('first-pass', 'by=kind')).rate);
    assert.equal(total.cmi, (await of('case-mix', 'by=scheme')).cmi);
    assert.notEqual(total.denial_rate, null);
  });

  test('the CSV has the rows of the JSON', async () => {
    const csv = await (await open('/report.csv?month=2026-05')).text();
    const { rows } = await json('?month=2026-05');
    assert.equal(csv.trim().split('\r\n').length, rows.length + 1);
  });
});
