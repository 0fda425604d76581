import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { z } from 'zod';
import type { FreshDatabase } from '../../testing/databases.js';
import { freshEmbedded } from '../../testing/fresh-embedded.js';
import { insertStatement } from '../../testing/sample-items.js';
import { insertClaim, insertFile } from '../../testing/sample-rows.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';

/** 08:12 in Thailand: the strip is of all since 08:00 of the day before. */
const now = new Date('2026-06-18T01:12:00Z');
const list = z.object({ total: z.number() });
const claims = z.object({
  total: z.number(),
  totals: z.object({ claimed: z.string(), reimbursed: z.string() }),
});

describe('the morning strip of the overview', () => {
  let fresh: FreshDatabase;
  let app: TestApp;
  before(async () => {
    fresh = await freshEmbedded();
    const file = (filename: string, at: string, columns = {}) =>
      insertFile(fresh.db, { filename, completedAt: new Date(at), columns });
    const old = await file('eclaim_99999_OP_25690501_090000001.xls', '2026-06-17T00:59:00Z');
    const early = await file('eclaim_99999_OP_25690502_0900000002.xls', '2026-06-17T01:00:00Z', {
      rows_read: 4,
    });
    const late = await file('eclaim_99999_OP_25690503_09000000003.xls', '2026-06-17T23:14:00Z', {
      rows_read: 3,
    });
    let number = 0;
    const claim = (fileId: number, claimed: string, more: object) => {
      number += 1;
      return insertClaim(fresh.db, {
        ...{ tranId: `9900${number}`, fileId, day: '2024-05-01', claimed, reimbursed: '0.00', ...more },
      });
    };
    for (const fileId of [old, early, late]) {
      await claim(fileId, '100.25', { codes: ['C312'] });
      await claim(fileId, '50.00', { reimbursed: '40.50', firstDenied: true });
      await claim(fileId, '7.00', { reimbursed: '7.00' });
    }
    await claim(early, '1.00', { codes: ['C305'], day: null });
    const statement = { import_completed_at: '2026-06-17T02:00:00Z', rows_read: 5 };
    await insertStatement(fresh.db, statement);
    await insertStatement(fresh.db, { import_completed_at: '2026-06-01T02:00:00Z', filename: 'old.xls' });
    app = await startTestApp({ db: fresh.db, parts: { now: () => now } });
    await app.signedIn('admin');
  });
  after(async () => {
    await app.close();
    await fresh.close();
  });

  /** The facts of the strip: the number in its words, and where it leads. */
  async function facts(): Promise<Map<string, string>> {
    const auditor = await app.signedIn('auditor');
    const html = await (await auditor.get('/dashboard?lang=en')).text();
    const links = html.matchAll(/<a[^>]*href="([^"]*imported_since[^"]*)"[^>]*>(.*?)<\/a>/gs);
    return new Map(
      [...links].map(([, href = '', inner = '']) => [
        inner
          .replace(/<[^>]*>/g, ' ')
          .replace(/\s+/g, ' ')
          .trim(),
        href.replaceAll('&amp;', '&'),
      ]),
    );
  }

  test('each number opens as many rows as it counts, with their money', async () => {
    const auditor = await app.signedIn('auditor');
    const strip = await facts();
    const leads = async (pattern: RegExp, path: string, twin: string) => {
      const [text, href] = [...strip].find(([words]) => pattern.test(words)) ?? ['', ''];
      assert.ok(href.startsWith(`${path}?`), `${pattern}: ${[...strip.keys()].join(' | ')}`);
      return { text, answer: await (await auditor.get(href.replace(path, twin))).json(), href };
    };
    const denied = await leads(/3 .*denied/i, '/claims', '/claims.json');
    const { total, totals } = claims.parse(denied.answer);
    assert.deepEqual([total, totals.claimed], [3, '201.50']);
    assert.match(denied.text, /201\.50/);
    const recovered = claims.parse((await leads(/2 .*81\.00/, '/claims', '/claims.json')).answer);
    assert.deepEqual([recovered.total, recovered.totals.reimbursed], [2, '81.00']);
    const files = await leads(/2 .*1 .*12/, '/files', '/files.json');
    assert.equal(list.parse(files.answer).total, 2);
    const html = await (await auditor.get(`${files.href}&lang=en`)).text();
    const [statements] =
      /href="([^"]*kind=stm[^"]*imported_since[^"]*)"[^>]*>[^<]*<b>1<\/b>/.exec(html)?.slice(1) ?? [];
    assert.ok(statements, 'the tab of statements counts those of these days too');
    const address = statements.replaceAll('&amp;', '&').replace('/files?', '/files.json?');
    assert.equal(list.parse(await (await auditor.get(address)).json()).total, 1);
  });

  test('the list says since when, in Thai and English, can leave it again, and goes out by it', async () => {
    const auditor = await app.signedIn('auditor');
    const href = [...(await facts())].find(([words]) => /denied/i.test(words))?.[1] ?? '';
    const chips = async (language: string) => [
      ...(await (await auditor.get(`${href}&lang=${language}`)).text()).matchAll(
        /class="chip" href="([^"]*)"[^>]*><span[^>]*>([^<]*)</g,
      ),
    ];
    const english = await chips('en');
    assert.deepEqual(
      english.map(([, , text]) => text),
      ['Denied', 'Imported since 17 Jun 2026 08:00'],
    );
    assert.equal(english[1]?.[1], '/claims?status=denied');
    assert.equal((await chips('th'))[1]?.[2], 'นำเข้าตั้งแต่ 17 มิ.ย. 2569 08:00 น.');
    const finance = await app.signedIn('finance');
    const csv = await (await finance.get(href.replace('/claims?', '/claims.csv?'))).text();
    assert.equal(csv.trimEnd().split('\r\n').length, 4);
    const query = href.slice('/claims?'.length);
    const kept = await auditor.submit('/saved-views', { page: 'claims', query, name: 'new' }, '/claims');
    assert.equal(kept.headers.get('location'), href);
    for (const wrong of ['2569-06-17', 'yesterday']) {
      assert.equal((await auditor.get(`/claims?imported_since=${wrong}`)).status, 400);
      assert.equal((await auditor.get(`/files?imported_since=${wrong}`)).status, 400);
    }
  });
});
