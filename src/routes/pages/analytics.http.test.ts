import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { z } from 'zod';
import { loadSeeds } from '../../services/load-seeds.js';
import type { FreshDatabase } from '../../testing/databases.js';
import { freshEmbedded } from '../../testing/fresh-embedded.js';
import { insertPageSample, sampleNow } from '../../testing/page-sample.js';
import { insertClaim, insertFile } from '../../testing/sample-rows.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import { knownQuestions } from './analytics-facts.js';

const fields = z.record(z.string(), z.unknown());
const twin = z.object({ rows: z.array(fields), total: z.array(fields), as_of: z.string().nullable() });
const figure = z.object({ rows: z.array(fields), total: fields });

describe('analytics', () => {
  let fresh: FreshDatabase;
  let app: TestApp;
  before(async () => {
    fresh = await freshEmbedded();
    await loadSeeds({ db: fresh.db });
    await insertPageSample(fresh.db);
    app = await startTestApp({ db: fresh.db, parts: { now: () => sampleNow } });
    await app.signedIn('admin');
  });
  after(async () => {
    await app.close();
    await fresh.close();
  });

  const text = async (somebody: Awaited<ReturnType<TestApp['signedIn']>>, address: string) => {
    const answer = await somebody.get(address);
    assert.equal(answer.status, 200, address);
    return await answer.text();
  };

  test('every question has an answer in words, a table and the way to its rows as data', async () => {
    const viewer = await app.signedIn('viewer');
    for (const { name, sections } of knownQuestions()) {
      const html = await text(viewer, `/analytics/${name}?fiscal_year=2569&lang=en`);
      assert.match(html, /<p class="lead">[^<]{12,}<\/p>/, name);
      const links = [...html.matchAll(/href="(\/api\/v1\/figures\/[^"]*)"/g)].map(([, href = '']) => href);
      // The sample has one unit: nothing is split by units.
      assert.equal(links.length, sections.filter(({ several }) => !several).length * 2, name);
      for (const href of links) await text(viewer, href.replaceAll('&amp;', '&'));
    }
  });

  test('the numbers of the page are those of the figure', async () => {
    const viewer = await app.signedIn('viewer');
    const query = 'fiscal_year=2569&scheme=ucs';
    const page = await text(viewer, `/analytics/funds?${query}&lang=en`);
    const api = await text(viewer, `/api/v1/figures/claims-summary?by=fund&${query}`);
    assert.match(api, /"as_of":"[\d-]+T[\d:.]+\+07:00"/);
    const { total, rows } = figure.parse(JSON.parse(api));
    const baht = (value: unknown) => Number(value).toLocaleString('en-US', { minimumFractionDigits: 2 });
    for (const value of [total.claimed, total.reimbursed, total.loss])
      assert.ok(page.includes(`<td class="num wide-only">${baht(value)}</td>`) || page.includes(baht(value)));
    const json = twin.parse(JSON.parse(await text(viewer, `/analytics/funds.json?${query}`)));
    assert.deepEqual(
      json.rows.filter((row) => row.figure === 'claims-summary').map(({ key, claimed }) => [key, claimed]),
      rows.map(({ key, claimed }) => [key, claimed]),
    );
    const csv = await text(viewer, `/analytics/funds.csv?${query}`);
    assert.equal(csv.trimEnd().split('\r\n').length, json.rows.length + 1);
  });

  test('each row leads to as many claims as it counts', async () => {
    const auditor = await app.signedIn('admin', 'auditor');
    const html = await text(auditor, '/analytics/denials?fiscal_year=2569&lang=en');
    const [, table = ''] = html.split('id="top-error-codes-error_code-lost"');
    const rows = [...table.matchAll(/<a class="code" href="([^"]*)">[^<]*<\/a>[\s\S]*?<td[^>]*>([\d,]+)/g)];
    assert.ok(rows.length >= 3);
    for (const [, href = '', count] of rows.slice(0, 3)) {
      const list = await text(auditor, href.replaceAll('&amp;', '&').replace('/claims?', '/claims.json?'));
      assert.equal(String(z.object({ total: z.number() }).parse(JSON.parse(list)).total), count);
    }
  });

  test('the answers of all questions stand on one page and in its twins', async () => {
    const viewer = await app.signedIn('viewer');
    const html = await text(viewer, '/analytics?lang=en');
    const names = knownQuestions().map(({ name }) => name);
    for (const name of names) assert.ok(html.includes(`href="/analytics/${name}"`), name);
    const { rows } = z
      .object({ rows: z.array(fields) })
      .parse(JSON.parse(await text(viewer, '/analytics.json')));
    assert.deepEqual(
      rows.map(({ question }) => question),
      names,
    );
  });

  test('any figure has a page by anything that it can be split by; what is none is not found', async () => {
    const viewer = await app.signedIn('viewer');
    assert.match(await text(viewer, '/analytics/first-pass-by-fund?lang=en'), /First-pass rate by fund/);
    for (const name of ['nothing', 'weekdays-by-drg'])
      assert.equal((await viewer.get(`/analytics/${name}`)).status, 404);
  });

  test('what waits is of the year that the bar shows, and the same on the overview and in the data of the page', async () => {
    const viewer = await app.signedIn('viewer');
    const cells = (html: string) => {
      const table = /<table[^>]*>(?:(?!<\/table>).)*0–30 days.*?<\/table>/s.exec(html)?.[0] ?? '';
      return [...table.matchAll(/<td[^>]*>([^<]*)/g)].map(([, cell = '']) => cell.trim());
    };
    const overview = cells(await text(viewer, '/dashboard/waiting?lang=en'));
    assert.ok(overview.some((cell) => cell !== '0' && cell !== '0.00'));
    assert.deepEqual(cells(await text(viewer, '/analytics/waiting?lang=en')), overview);
    assert.deepEqual(cells(await text(viewer, '/analytics/pending-by-age?lang=en')), overview);
    const { total } = twin.parse(JSON.parse(await text(viewer, '/analytics/waiting.json')));
    const year = await text(viewer, '/api/v1/figures/pending?fiscal_year=2569&undated=with');
    assert.equal(total[0]?.amount, figure.parse(JSON.parse(year)).total.amount);
  });

  test('the page of one figure has every row, each with its claims', async () => {
    const fileId = await insertFile(fresh.db, { filename: 'eclaim_99999_OP_25690612_090000031.xls' });
    const claim = { fileId, day: '2026-01-09', claimed: '5.00', reimbursed: '1.00' };
    for (let index = 10; index < 35; index += 1)
      await insertClaim(fresh.db, { ...claim, tranId: `p${index}`, fund: `กองทุนที่ ${index}` });
    const auditor = await app.signedIn('admin', 'auditor');
    const question = await text(auditor, '/analytics/funds?fiscal_year=2569&lang=en');
    const [, more = ''] = /<a href="([^"]*)">6 more rows<\/a>/.exec(question) ?? [];
    assert.match(more, /^\/analytics\/claims-summary-by-fund\?/);
    const all = await text(auditor, more.replaceAll('&amp;', '&'));
    for (let index = 10; index < 35; index += 1)
      assert.match(all, new RegExp(`<a [^>]*href="/claims\\?[^"]*"[^>]*>กองทุนที่ ${index}<`));
    assert.doesNotMatch(all, /more rows/);
  });

  test('a figure that cannot honour a filter says so in place of a number of something else', async () => {
    const viewer = await app.signedIn('viewer');
    const html = await text(viewer, '/analytics/years?undated=only&lang=en');
    assert.match(html, /cannot be filtered by undated/);
  });

  test('treating units are shown and offered where a hospital claims for more than itself', async () => {
    const auditor = await app.signedIn('admin', 'auditor');
    const offered = /<select[^>]*name="treating"/;
    const page = async () => await text(auditor, '/analytics/hospitals?fiscal_year=2569&lang=en');
    assert.doesNotMatch(await page(), offered);
    const fileId = await insertFile(fresh.db, { filename: 'eclaim_99999_OP_25690612_090000078.xls' });
    const claim = { fileId, tranId: 'u1', day: '2026-05-04', claimed: '31.05', reimbursed: '30.00' };
    await insertClaim(fresh.db, { ...claim, columns: { hcode: '99004' } });
    const html = await page();
    assert.match(html, offered);
    for (const id of ['claims-summary-treating-reimbursed', 'denial-rate-treating-rate'])
      assert.ok(html.includes(`id="${id}"`), id);
    const list = await text(auditor, '/claims?treating=99004&columns=treating&lang=en');
    assert.match(list, /Rows 1–1 of 1/);
    assert.match(list, /Treating unit 99004/);
    const json = JSON.parse(await text(auditor, '/claims.json?treating=99004&columns=treating'));
    const { rows } = z.object({ rows: z.array(fields) }).parse(json);
    assert.deepEqual(rows, [{ tran_id: 'u1', hcode: '99004' }]);
  });
});
