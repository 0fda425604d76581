import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { z } from 'zod';
import type { FreshDatabase } from '../../testing/databases.js';
import { freshEmbedded } from '../../testing/fresh-embedded.js';
import { insertClaim, insertFile } from '../../testing/sample-rows.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';

const twin = z.object({ rows: z.array(z.record(z.string(), z.unknown())), total: z.number() });
const kept = [
  ...([
    ['denied', null],
    ['waiting_stm', null],
    ['matched', '8.00'],
    ['matched', '8.01'],
  ] as const),
  ...([
    ['part_paid', '5.00'],
    ['over', '9.00'],
    ['reversed', '-1.00'],
    ['not_covered', null],
  ] as const),
] as const;

describe('the list of claims and what statements say of them', () => {
  let fresh: FreshDatabase;
  let app: TestApp;
  before(async () => {
    fresh = await freshEmbedded();
    const fileId = await insertFile(fresh.db, { filename: 'eclaim_99999_OP_25690105_201501885.xls' });
    for (const [index, [state, stated]] of kept.entries())
      await insertClaim(fresh.db, {
        ...{ tranId: `99070000${index}`, fileId, day: '2026-01-05', claimed: '10.00', reimbursed: '8.00' },
        ...{ scheme: state === 'not_covered' ? 'ofc' : 'ucs', codes: state === 'denied' ? ['401'] : [] },
        columns: { recon_state: state, stm_amount: stated },
      });
    app = await startTestApp({ db: fresh.db, env: { HOSPITAL_CODE: '99999' } });
    await app.signedIn('admin');
  });
  after(async () => {
    await app.close();
    await fresh.close();
  });

  test('claims are filtered by what statements say of them, which a column shows in words and baht', async () => {
    const auditor = await app.signedIn('auditor');
    const rowsOf = async (query: string) =>
      twin
        .parse(await (await auditor.get(`/claims.json?${query}`)).json())
        .rows.map(({ state, stated }) => `${state} ${stated}`);
    assert.deepEqual((await rowsOf('')).sort(), kept.map(([state, stated]) => `${state} ${stated}`).sort());
    assert.deepEqual(await rowsOf('state=matched&sort=day'), ['matched 8.00', 'matched 8.01']);
    assert.deepEqual(await rowsOf('state=part_paid,reversed'), ['reversed -1.00', 'part_paid 5.00']);
    assert.deepEqual(await rowsOf('waiting_stm=all'), ['waiting_stm null']);
    assert.deepEqual(await rowsOf('state=waiting_rep'), []);
    const asked = '/claims?lang=en&state=not_covered,matched&columns=state,stated&limit=1';
    const html = await (await auditor.get(asked)).text();
    assert.match(html, /aria-label="Drop the filter Not covered \+ Matched"/);
    assert.match(html, /<option value="not_covered,matched" selected>Not covered \+ Matched/);
    assert.match(html, />Stated</);
    assert.equal((await auditor.get('/claims?state=paid')).status, 400);
    const csv = await (await (await app.signedIn('finance')).get('/claims.csv?state=not_covered')).text();
    const [head = '', first = ''] = csv.split('\r\n');
    assert.equal(first.split(',')[head.split(',').indexOf('state')], 'not_covered');
    assert.ok(head.split(',').includes('stated'));
  });

  test('the further fields stand open where one of them is asked, and not for what has no field there', async () => {
    const auditor = await app.signedIn('auditor');
    const isOpen = async (query: string) =>
      /<details class="filters__more"[^>]* open>/.test(await (await auditor.get(`/claims?${query}`)).text());
    assert.deepEqual(
      [await isOpen('drg=none'), await isOpen('weekday=1'), await isOpen('payment_column=iphc')],
      [true, true, false],
    );
  });
});
