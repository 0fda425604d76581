import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { z } from 'zod';
import { loadSeeds } from '../../services/load-seeds.js';
import { agreement, claimAddresses } from '../../testing/claim-addresses.js';
import type { FreshDatabase } from '../../testing/databases.js';
import { freshEmbedded } from '../../testing/fresh-embedded.js';
import { insertPageSample, sampleNow } from '../../testing/page-sample.js';
import { insertClaim, insertFile } from '../../testing/sample-rows.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';

const list = z.object({ total: z.number(), totals: z.object({ claimed: z.string() }) });

/** Links to lists of claims with the number that they promise. */
function claimLinks(html: string): { href: string; count: number }[] {
  const links = html.matchAll(/<a href="([^"]*\/claims\?[^"]*)">([\d,]+) claims<\/a>/g);
  return [...links].map(([, href = '', count = '']) => ({
    href: href.replaceAll('&amp;', '&'),
    count: Number(count.replaceAll(',', '')),
  }));
}

describe('the overview', () => {
  let fresh: FreshDatabase;
  let app: TestApp;
  before(async () => {
    fresh = await freshEmbedded();
    await loadSeeds({ db: fresh.db });
    await insertPageSample(fresh.db);
    app = await startTestApp({ db: fresh.db, parts: { now: () => sampleNow } });
  });
  after(async () => {
    await app.close();
    await fresh.close();
  });

  const queries = ['', 'fiscal_year=2568', 'scheme=ucs&kind=op', 'from=2025-11-01&to=2026-02-01'];
  for (const query of [...queries, 'status=denied', 'undated=only'])
    test(`each card leads to as many claims as it counts (${query || 'no filter'})`, async () => {
      const auditor = await app.signedIn('admin', 'auditor');
      const html = await (await auditor.get(`/dashboard?${query}&lang=en`)).text();
      const links = claimLinks(html);
      assert.equal(links.length, 4);
      for (const { href, count } of links) {
        const answer = await auditor.get(href.replace('/claims?', '/claims.json?'));
        assert.equal(list.parse(await answer.json()).total, count, href);
      }
    });

  test('each number with claims behind it opens a list that says that it agrees with the figure', async () => {
    const auditor = await app.signedIn('admin', 'auditor');
    for (const query of ['', 'fiscal_year=2569&scheme=ucs']) {
      const addresses = claimAddresses(await (await auditor.get(`/dashboard?${query}&lang=en`)).text());
      assert.ok(addresses.length > 20, query);
      for (const address of addresses)
        assert.match(await (await auditor.get(address)).text(), agreement, `${query} ${address}`);
    }
  });

  test('claims that passed have no codes of denied ones', async () => {
    const viewer = await app.signedIn('viewer');
    const codes = async (status: string) => {
      const html = await (await viewer.get(`/dashboard?fiscal_year=2569&status=${status}&lang=en`)).text();
      return /<section[^>]*id="by-codes".*?<\/section>/s.exec(html)?.[0] ?? '';
    };
    assert.match(await codes('denied'), /C312/);
    assert.doesNotMatch(await codes('passed'), /C\d{3}/);
  });

  test('what waits by age comes by itself where a page of many claims does not wait for it', async () => {
    const auditor = await app.signedIn('admin', 'auditor');
    const part = (html: string) => /<section[^>]*id="by-age".*?<\/section>/s.exec(html)?.[0];
    const query = 'fiscal_year=2569&scheme=ucs&lang=en';
    const alone = part(await (await auditor.get(`/dashboard/waiting?${query}`)).text());
    assert.match(alone ?? '', /0–30 days.*31–60 days/s);
    assert.equal(alone, part(await (await auditor.get(`/dashboard?${query}`)).text()));
  });

  test('the CMI is of inpatients alone, as the figure has it', async () => {
    const fileId = await insertFile(fresh.db, { filename: 'eclaim_99999_OP_25690612_090000077.xls' });
    const claim = { fileId, day: '2025-11-05', claimed: '1.00', reimbursed: '1.00' };
    await insertClaim(fresh.db, { ...claim, tranId: 'w1', columns: { adjrw: '90.0000' } });
    await insertClaim(fresh.db, { ...claim, tranId: 'w2', kind: 'IP', columns: { adjrw: '2.5000' } });
    const viewer = await app.signedIn('viewer');
    const answer = await viewer.get('/api/v1/figures/case-mix?fiscal_year=2569&by=scheme');
    const { cmi } = z.object({ total: z.object({ cmi: z.string() }) }).parse(await answer.json()).total;
    const html = await (await viewer.get('/dashboard?fiscal_year=2569&lang=en')).text();
    assert.ok(html.includes(`<b>${Number(cmi).toFixed(4)}</b>`), cmi);
  });

  test('who may not see claims sees the numbers without a way to them', async () => {
    const viewer = await app.signedIn('viewer');
    const html = await (await viewer.get('/dashboard?lang=en')).text();
    assert.doesNotMatch(html, /\/claims\?/);
    assert.match(html, /<span>\d+ claims<\/span>/);
  });

  test('each filter has a chip that takes just this one away', async () => {
    const viewer = await app.signedIn('viewer');
    const html = await (
      await viewer.get('/dashboard?fiscal_year=2569&scheme=ucs&fund=none&status=denied&lang=en')
    ).text();
    const chips = [...html.matchAll(/<a class="chip" href="([^"]*)"/g)].map(([, href]) => href);
    assert.deepEqual(chips, [
      '/dashboard?fiscal_year=2569&amp;fund=none&amp;status=denied',
      '/dashboard?fiscal_year=2569&amp;scheme=ucs&amp;status=denied',
      '/dashboard?fiscal_year=2569&amp;scheme=ucs&amp;fund=none',
    ]);
  });

  test('a number says whether it is whole, with the way to what is missing', async () => {
    const viewer = await app.signedIn('viewer');
    const html = await (await viewer.get('/dashboard?lang=en')).text();
    assert.match(html, /href="\/downloads\?fiscal_year=2569#grid"[^>]*>missing: \d+/);
    assert.match(html, /REP complete for \d+ of 36 months × schemes/);
    // The lists are of the own hospital: of another one they say nothing.
    const other = await (await viewer.get('/dashboard?lang=en&hospital=99998')).text();
    assert.match(other, /completeness not known/);
    assert.doesNotMatch(other, /REP complete for|missing: \d/);
  });

  test('each card says as of when it is, also where nothing is said of what is whole', async () => {
    const auditor = await app.signedIn('admin', 'auditor');
    for (const query of ['', 'undated=only']) {
      const html = await (await auditor.get(`/dashboard?${query}`)).text();
      const cards = html.split('<article class="kpi">').slice(1);
      assert.equal(cards.length, 4);
      for (const card of cards) assert.match(card.split('</article>')[0] ?? '', /<time datetime="/, query);
    }
  });

  test('every table has its definition, and several schemes stand chosen together', async () => {
    const auditor = await app.signedIn('admin', 'auditor');
    const html = await (await auditor.get('/dashboard?scheme=ucs&scheme=ofc')).text();
    for (const id of ['by-month', 'by-scheme', 'by-kind', 'by-fund', 'by-age', 'by-codes', 'by-drg'])
      assert.match(new RegExp(`id="${id}"[\\s\\S]*?</section>`).exec(html)?.[0] ?? '', /class="def /, id);
    const chosen = [...html.matchAll(/name="scheme" value="(\w+)" checked/g)].map(([, scheme]) => scheme);
    assert.deepEqual(chosen, ['ucs', 'ofc']);
  });

  test('the running month is marked, and years are compared over finished months', async () => {
    const viewer = await app.signedIn('viewer');
    const html = await (await viewer.get('/dashboard?lang=en')).text();
    assert.match(html, /Jun 26<span class="sub">running/);
    assert.match(html, /Compared over 3 finished months that both years have \(Oct 25 – Mar 26\)/);
  });
});
