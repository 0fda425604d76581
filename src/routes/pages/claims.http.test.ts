import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { z } from 'zod';
import { sql } from '../../db/sql.js';
import { latestAudit } from '../../store/audit-log.js';
import { type ClaimHistory, importClaimHistory } from '../../testing/claim-history.js';
import type { FreshDatabase } from '../../testing/databases.js';
import { freshEmbedded } from '../../testing/fresh-embedded.js';
import { importRoom } from '../../testing/import-parts.js';
import { insertClaim, insertFile } from '../../testing/sample-rows.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';

const twin = z.object({
  rows: z.array(z.record(z.string(), z.unknown())),
  total: z.number(),
  next_cursor: z.string().nullable(),
});

describe('the list of claims and its search', () => {
  const room = importRoom();
  let fresh: FreshDatabase;
  let app: TestApp;
  let history: ClaimHistory;
  before(async () => {
    fresh = await freshEmbedded();
    history = await importClaimHistory(fresh.db, room);
    for (let index = 0; index < 9; index += 1)
      await insertClaim(fresh.db, {
        tranId: `99070000${index}`,
        fileId: history.firstFile,
        scheme: 'ofc',
        day: '2026-01-05',
        claimed: '10.00',
        reimbursed: '0.00',
        codes: index % 3 === 0 ? ['401'] : [],
      });
    app = await startTestApp({ db: fresh.db, env: { HOSPITAL_CODE: '99999' } });
    await app.signedIn('admin');
  });
  after(async () => {
    await app.close();
    await fresh.close();
    room.remove();
  });

  test('it goes on behind its cursor, nothing twice and nothing left out, under every filter', async () => {
    const auditor = await app.signedIn('auditor');
    const wanted = {
      '': 11,
      'scheme=ofc': 9,
      'scheme=ofc&status=denied': 3,
      'rep_no=690300087': 1,
      // All claims of the first REP have newer versions but one.
      'rep_no=690200002': 1,
      'q=990604417': 1,
      'q=690300087': 1,
      'q=990699999': 0,
    };
    for (const [query, count] of Object.entries(wanted)) {
      const seen: unknown[] = [];
      for (let cursor: string | null = ''; cursor !== null; ) {
        const page: z.infer<typeof twin> = twin.parse(
          await (await auditor.get(`/claims.json?${query}&limit=4&cursor=${cursor}`)).json(),
        );
        assert.equal(page.total, count, query);
        seen.push(...page.rows.map((row) => row.tran_id));
        cursor = page.next_cursor;
      }
      assert.deepEqual([seen.length, new Set(seen).size], [count, count], query);
    }
    const finance = await app.signedIn('finance');
    const csv = await (await finance.get('/claims.csv?scheme=ofc')).text();
    assert.equal(csv.trimEnd().split('\r\n').length, 10);
    for (const query of [
      'kind=xx',
      'no_such_filter=1',
      'fund=9900000000017',
      'sort=name',
      'cursor=nonsense',
      'q=9900000000017',
      'rep_no=9900000000017',
    ])
      assert.equal((await auditor.get(`/claims?${query}`)).status, 400, query);
  });

  test('a page says where it stands and keeps its filter on the way to the next', async () => {
    const auditor = await app.signedIn('auditor');
    const html = await (await auditor.get('/claims?lang=en&scheme=ofc&limit=4')).text();
    assert.match(html, /Rows 1–4 of 9/);
    assert.match(html, /rel="next" href="\/claims\?scheme=ofc&amp;limit=4&amp;cursor=/);
    assert.doesNotMatch(html, /สมมุติ|9900000417921/);
  });

  test('the totals are those of all pages, and a filter is taken away by its chip', async () => {
    const auditor = await app.signedIn('auditor');
    const html = await (
      await auditor.get('/claims?lang=en&scheme=ofc&status=denied&from=2026-01-01&to=2026-02-01&limit=1')
    ).text();
    assert.match(html, /Totals of the list/);
    assert.match(html, /<dt>Claimed<\/dt><dd><b>30.00<\/b>/);
    const chips = [...html.matchAll(/class="chip" href="([^"]*)" aria-label="([^"]*)"/g)];
    assert.deepEqual(
      chips.map(([, href, label]) => [label, href?.replaceAll('&amp;', '&')]),
      [
        ['Drop the filter January 2026', '/claims?scheme=ofc&status=denied&limit=1'],
        ['Drop the filter OFC', '/claims?from=2026-01-01&to=2026-02-01&status=denied&limit=1'],
        ['Drop the filter Denied', '/claims?from=2026-01-01&to=2026-02-01&scheme=ofc&limit=1'],
      ],
    );
  });

  test('the page of totals alone (claims-totals) adds up the same claims, and leads back to them', async () => {
    const auditor = await app.signedIn('auditor');
    const filter = 'scheme=ofc&status=denied&from=2026-01-01&to=2026-02-01';
    const html = await (await auditor.get(`/claims/totals?lang=en&${filter}`)).text();
    assert.match(html, /<dt>Claimed<\/dt><dd><b>30.00<\/b>/);
    const [, back = ''] = /<ol class="crumbs"><li><a href="([^"]*)"/.exec(html) ?? [];
    const list = new URL(back.replaceAll('&amp;', '&'), 'http://localhost');
    assert.equal(list.pathname, '/claims');
    assert.deepEqual(
      Object.fromEntries(list.searchParams),
      Object.fromEntries(new URLSearchParams(filter)),
      'the same filter',
    );
    assert.equal((await auditor.get('/claims/totals?scheme=zz')).status, 400);
  });

  test('columns and order are chosen by the address', async () => {
    const auditor = await app.signedIn('auditor');
    const html = await (await auditor.get('/claims?lang=en&columns=drg,claimed&sort=-claimed')).text();
    const heads = [...html.matchAll(/<th scope="col"[^>]*>(?:<a [^>]*>)?([^<]*)/g)].map(([, text]) => text);
    assert.deepEqual(heads, ['TRAN_ID', 'DRG', 'Claimed']);
    assert.match(html, /aria-sort="descending"><a href="\/claims\?sort=claimed&amp;columns=drg%2Cclaimed"/);
    assert.match(html, /<td class="col-claimed num" data-label="Claimed">1,000.00<\/td>/);
    assert.equal((await auditor.get('/claims?columns=pid')).status, 400);
  });

  test('the values of claims are listed with the way to them, and suggested to the fields of the filter', async () => {
    const auditor = await app.signedIn('auditor');
    const html = await (await auditor.get('/claims/values?lang=en&scheme=ofc')).text();
    const [, of401] = /<a href="([^"]*error_code=401[^"]*)">.*?<\/a> <span class="faint">3</.exec(html) ?? [];
    assert.equal(of401, '/claims?scheme=ofc&amp;error_code=401');
    assert.match(
      await (await auditor.get(`${of401?.replaceAll('&amp;', '&')}&lang=en`)).text(),
      /Rows 1–3 of 3/,
    );
    const { rows } = twin.parse(await (await auditor.get('/claims/values.json')).json());
    const hospitals = rows.filter(({ field }) => field === 'hospital');
    assert.deepEqual(hospitals, [{ field: 'hospital', value: '99999', claims: 11, text: null }]);
    const viewer = await app.signedIn('viewer');
    assert.equal((await viewer.get('/claims/values')).status, 403);
  });

  test('the form of the page leads to an address of the contract', async () => {
    const auditor = await app.signedIn('auditor');
    const answer = await auditor.get(
      '/claims?period=2026-01&period_was=&scheme=ofc&kind=&sort=&columns=day&columns=an',
    );
    assert.equal(answer.status, 303);
    assert.equal(
      answer.headers.get('location'),
      '/claims?scheme=ofc&columns=day%2Can&from=2026-01-01&to=2026-02-01',
    );
  });

  test('a view is kept, renamed and taken away by its owner alone', async () => {
    const auditor = await app.signedIn('auditor');
    const finance = await app.signedIn('finance');
    const query = 'scheme=ofc&sort=-loss';
    const keep = (more: object) => ({ page: 'claims', query: `${query}&cursor=abc`, ...more });
    const saved = await auditor.submit('/saved-views', keep({ name: 'ค้างนาน' }), '/claims');
    assert.deepEqual([saved.status, saved.headers.get('location')], [303, `/claims?${query}`]);
    const linkOf = (html: string) => /action="(\/saved-views\/\d+)"/.exec(html)?.[1] ?? '';
    const own = await (await auditor.get('/claims?lang=en')).text();
    assert.match(own, /<a class="break" href="\/claims\?scheme=ofc&amp;sort=-loss">ค้างนาน<\/a>/);
    const link = linkOf(own);
    assert.equal(linkOf(await (await finance.get('/claims')).text()), '');
    assert.equal((await finance.submit(link, keep({ name: 'x' }), '/claims')).status, 404);
    await finance.submit(`${link}/delete`, keep({}), '/claims');
    await auditor.submit(link, keep({ name: 'Long open' }), '/claims');
    assert.match(await (await auditor.get('/claims')).text(), />Long open<\/a>/);
    for (const name of ['', 'of 9900000000017'])
      assert.equal((await auditor.submit('/saved-views', keep({ name }), '/claims')).status, 422);
    const ofPerson = keep({ name: 'y', query: 'q=9900000000017' });
    assert.equal((await auditor.submit('/saved-views', ofPerson, '/claims')).status, 400);
    await auditor.submit(`${link}/delete`, keep({}), '/claims');
    assert.equal(linkOf(await (await auditor.get('/claims')).text()), '');
  });

  test('opened from a figure it says back whether it has the same claims', async () => {
    const auditor = await app.signedIn('auditor');
    const filter = 'fiscal_year=2569&undated=with&scheme=ofc';
    const from = 'from_figure=claims-summary&figure_by=scheme&figure_key=ofc';
    const page = async (query: string) => await (await auditor.get(`/claims?lang=en&${query}`)).text();
    const html = await page(`${filter}&${from}&limit=4`);
    assert.match(html, /This list has 9 claims, claimed 90\.00 baht/);
    assert.match(html, /It agrees with the figure/);
    assert.match(html, /rel="next" href="[^"]*from_figure=claims-summary/, 'the next page says it too');
    assert.match(html, /class="chip" href="\/claims\?fiscal_year=2569&amp;undated=with&amp;limit=4"/);
    assert.match(
      await page(
        `${filter}&status=denied&from_figure=denial-rate&figure_by=scheme&figure_key=ofc&figure_field=denied`,
      ),
      /This list has 3 claims.*It agrees with the figure/,
    );
    await fresh.db.execute(sql`update claim_sums set claims = claims + 1 where scheme = 'OFC'`);
    assert.match(await page(`${filter}&${from}`), /It does not agree: figure 1\d, list 9/);
    await fresh.db.execute(sql`update claim_sums set claims = claims - 1 where scheme = 'OFC'`);
    assert.doesNotMatch(await page(`${filter}&from_figure=no-such`), /From the figure/);
  });

  test('a TRAN_ID leads to its claim and a REP no. to its list', async () => {
    const auditor = await app.signedIn('auditor');
    const claim = await auditor.submit('/claims', { q: ` ${history.tranId} ` });
    assert.deepEqual([claim.status, claim.headers.get('location')], [303, `/claims/${history.tranId}`]);
    const rep = await auditor.submit('/claims', { q: history.repNo });
    assert.deepEqual([rep.status, rep.headers.get('location')], [303, `/claims?rep_no=${history.repNo}`]);
  });

  test('numbers of a patient are searched for who may see names, recorded, and in no address', async () => {
    const claims = await app.signedIn('claims');
    for (const number of [history.hn, history.an, history.pid]) {
      const answer = await claims.submit('/claims', { q: number });
      assert.equal(answer.status, 200);
      const html = await answer.text();
      assert.match(html, new RegExp(`href="/claims/${history.tranId}`));
      assert.doesNotMatch(html, new RegExp(`href="[^"]*${number}`));
      const [entry] = await latestAudit(fresh.db, 1);
      assert.deepEqual([entry?.action, entry?.subject], ['search', 'claims']);
    }
    const auditor = await app.signedIn('auditor');
    const none = await (await auditor.submit('/claims', { q: history.pid }, '/claims?lang=en')).text();
    assert.match(none, /This number was not found/);
    assert.doesNotMatch(none, new RegExp(`href="/claims/${history.tranId}`));
    const byHn = await (await auditor.submit('/claims', { q: history.hn })).text();
    assert.match(byHn, new RegExp(`href="/claims/${history.tranId}`));
  });

  test('who may see names for a reason alone gives it for a search by citizen id, and it is kept', async () => {
    const finance = await app.signedIn('finance');
    const asked = await finance.submit('/claims', { q: history.pid }, '/claims?lang=en');
    assert.equal(asked.status, 422);
    const html = await asked.text();
    assert.match(html, /The citizen id is not searched for yet/);
    assert.doesNotMatch(html, new RegExp(`href="/claims/${history.tranId}`));
    const reason = 'ผู้ป่วยถามเรื่องเงิน';
    const found = await (await finance.submit('/claims', { q: history.pid, reason })).text();
    assert.match(found, new RegExp(`href="/claims/${history.tranId}`));
    const entry = await fresh.db.first<{ action: string; reason: string }>(
      sql`select action, reason from audit_log order by id desc limit 1`,
    );
    assert.deepEqual(entry, { action: 'search', reason });
  });

  test('all claims of one person are found, page by page, with the totals of all of them', async () => {
    const fileId = await insertFile(fresh.db, { filename: 'eclaim_99999_OP_25681101_090000001.xls' });
    const numbers = Array.from({ length: 120 }, (_, index) => String(995_000_000 + index));
    for (const tranId of numbers)
      await insertClaim(fresh.db, {
        ...{ tranId, fileId, day: '2025-10-03', claimed: '2.50', reimbursed: '1.25' },
        hn: '0099123',
      });
    const claims = await app.signedIn('claims');
    const seen: string[] = [];
    const pages: string[] = [];
    let cursor: string | undefined = '';
    while (cursor !== undefined && pages.length < 5) {
      const html = await (await claims.submit('/claims', { q: '0099123', cursor }, '/claims?lang=en')).text();
      assert.match(html, /300\.00[\s\S]*150\.00/);
      assert.doesNotMatch(html, /href="[^"]*0099123/);
      seen.push(...[...html.matchAll(/data-row="(\d+)"/g)].map(([, row]) => row ?? ''));
      pages.push(html);
      cursor = cursorsOf(html).next;
    }
    assert.deepEqual([pages.length, seen], [3, numbers.toReversed()]);
    const back = cursorsOf(pages[2] ?? '').previous ?? '';
    const second = await (await claims.submit('/claims', { q: '0099123', cursor: back })).text();
    const rows = [...second.matchAll(/data-row="(\d+)"/g)].map(([, row]) => row);
    assert.deepEqual(rows, seen.slice(50, 100));
  });

  test('the page of a file leads to its claims', async () => {
    const auditor = await app.signedIn('auditor');
    const html = await (await auditor.get(`/files/${history.appealFile}`)).text();
    assert.match(html, new RegExp(`href="/claims\\?file_id=${history.appealFile}"`));
  });
});

/** Cursors of the buttons that lead to other pages of a search. */
function cursorsOf(html: string): { readonly previous?: string; readonly next?: string } {
  const found: { previous?: string; next?: string } = {};
  for (const [, cursor = '', icon] of html.matchAll(/name="cursor" value="([^"]+)">[\s\S]*?#i-(back|right)/g))
    found[icon === 'back' ? 'previous' : 'next'] = cursor;
  return found;
}
