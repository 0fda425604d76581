import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { hashToken } from '../../services/sign-in.js';
import { latestAudit } from '../../store/audit-log.js';
import { insertSession } from '../../store/user-sessions.js';
import { findUserByName } from '../../store/users.js';
import { databases, type FreshDatabase } from '../../testing/databases.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import type { TestBrowser } from '../../testing/test-browser.js';

describe('the page of keys', () => {
  let fresh: FreshDatabase;
  let app: TestApp;
  let admin: TestBrowser;
  before(async () => {
    const [embedded] = databases();
    assert.ok(embedded);
    fresh = await embedded.fresh();
    app = await startTestApp({ db: fresh.db });
    admin = await app.signedIn('admin');
  });
  after(async () => {
    await app.close();
    await fresh.close();
  });

  const fields = {
    name: 'HIS',
    scopes: ['claims:read', 'cases:read'],
    hospital: '99999',
    expiresAt: '2199-09-30',
    addresses: '10.20.0.0/16\n127.0.0.1',
    ratePerMinute: '120',
    overlapSeconds: '30',
    dedupeWindowSeconds: '0',
  };
  const keyIn = (html: string) => /ecr_[a-z0-9]{8}_[\w-]{43}/.exec(html)?.[0] ?? null;

  test('makes a key, shows it this once and nowhere kept, and revokes it', async () => {
    const made = await admin.submit('/settings/keys?lang=en', fields, '/settings/keys');
    assert.equal(made.status, 200);
    assert.match(made.headers.get('cache-control') ?? '', /no-store/);
    const key = keyIn(await made.text());
    assert.ok(key);
    const headers = { 'x-api-key': key };
    assert.equal((await fetch(`${app.url}/api/v1/session`, { headers })).status, 200);
    const listed = await (await admin.get('/settings/keys')).text();
    assert.equal(keyIn(listed), null);
    const prefix = key.slice(4, 12);
    for (const text of [prefix, 'HIS', '99999', '10.20.0.0/16', '120', 'claims:read', '30 s', 'test.admin'])
      assert.ok(listed.includes(text), text);
    const gone = await admin.submit(`/settings/keys/${prefix}/revoke`, {}, '/settings/keys');
    assert.equal(gone.status, 303);
    const after = await (await admin.get(gone.headers.get('location') ?? '')).text();
    assert.ok(after.includes(`The key ${prefix} was revoked`));
    assert.equal((await fetch(`${app.url}/api/v1/session`, { headers })).status, 401);
    const audit = await latestAudit(fresh.db, 4);
    assert.deepEqual(
      audit.filter(({ subject }) => subject === `api key ${prefix}`).map(({ action }) => action),
      ['change', 'change'],
    );
  });

  test('shows the living sessions of one-time codes with a masked person, and ends one', async () => {
    const user = await findUserByName(fresh.db, 'test.admin');
    assert.ok(user);
    const now = app.parts.now();
    const open = async (token: string, kind: 'otp' | 'page', expiresAt: Date) =>
      await insertSession(fresh.db, {
        ...{
          tokenHash: hashToken(token),
          userId: user.id,
          kind,
          address: '10.20.0.7',
          userAgent: 'HIS',
          now,
        },
        expiresAt,
      });
    const later = new Date(now.getTime() + 3_600_000);
    await open('a-code', 'otp', later);
    await open('another', 'otp', new Date(now.getTime() - 1));
    const page = await (await admin.get('/settings/keys?lang=en')).text();
    const [end = '', ...more] = page.match(/\/settings\/keys\/sessions\/\d+/g) ?? [];
    assert.equal(more.length, 0);
    const row = /<th scope="row" class="mono"[\s\S]*?<\/tr>/.exec(page)?.[0] ?? '';
    assert.ok(row.includes('te••••in') && row.includes('10.20.0.7') && !row.includes('test.admin'), row);
    const headers = { cookie: `HELPLINE_SESSION_ID=a-code` };
    const call = async () => (await fetch(`${app.url}/api/v1/session`, { headers })).status;
    assert.equal(await call(), 200);
    const ended = await admin.submit(end, {}, '/settings/keys');
    const after = await (await admin.get(ended.headers.get('location') ?? '')).text();
    assert.ok(after.includes('The session was ended') && after.includes('No session is open'));
    assert.equal(await call(), 401);
    assert.equal((await latestAudit(fresh.db, 1))[0]?.subject, 'api session of test.admin');
    assert.equal((await admin.submit(end, {}, '/settings/keys')).status, 404);
  });

  test('names the field that is wrong, keeps what was typed, and makes no key', async () => {
    const wrong = [
      [{ name: '' }, 'Give a name'],
      [{ scopes: [] }, 'Choose at least one'],
      [{ hospital: '12' }, 'has 5 digits'],
      [{ expiresAt: '2020-01-01' }, 'must lie after today'],
      [{ addresses: '10.20.0.0/99' }, 'Write networks as'],
      [{ ratePerMinute: 'many' }, 'Calls in a minute: 1'],
      [{ overlapSeconds: '301' }, 'From 0 to 300'],
      [{ dedupeWindowSeconds: '-1' }, 'From 0 to 600'],
    ] as const;
    for (const [change, text] of wrong) {
      const answer = await admin.submit('/settings/keys', { ...fields, ...change });
      const page = await answer.text();
      assert.equal(answer.status, 422, text);
      assert.ok(page.includes(text), text);
      assert.equal(keyIn(page), null);
      if (!('ratePerMinute' in change)) assert.ok(page.includes('value="120"'));
    }
    const two = await admin.submit('/settings/keys', { ...fields, name: '', hospital: '12' });
    assert.match(await two.text(), /Give a name[\s\S]*has 5 digits/);
  });

  test('is the administrator’s alone', async () => {
    const officer = await app.signedIn('claims');
    assert.equal((await officer.get('/settings/keys')).status, 403);
  });

  test('every problem has a page of its own, in both languages and for everybody', async () => {
    const stranger = app.browser();
    for (const slug of ['unauthenticated', 'too-large', 'unavailable', 'address-not-allowed', 'validation']) {
      const page = await stranger.get(`/help/problems/${slug}`);
      assert.equal(page.status, 200, slug);
      const html = await page.text();
      assert.ok(html.includes('lang="th"') && html.includes('lang="en"'), slug);
    }
    assert.equal((await stranger.get('/help/problems/no-such')).status, 404);
  });

  test('the guide lists every address of the document', async () => {
    const page = await (await admin.get('/help/api?lang=en')).text();
    for (const text of [
      '/api/v1/health',
      '/helpline/api/health',
      '/figures/{name}',
      'downloads:start',
      'X-Hub-Signature-256',
    ])
      assert.ok(page.includes(text), text);
  });

  test('the guide tells the fields of each event and what parameters and headers mean, in both languages', async () => {
    const said = {
      en: ['Code of the first problem', 'rows.refused', 'Rows of a page', 'Up to when the answer is whole'],
      th: ['รหัสของปัญหาแรก', 'rows.refused', 'จำนวนแถวต่อหน้า', 'คำตอบครบถึงเวลานี้'],
    };
    for (const [language, texts] of Object.entries(said)) {
      const page = await (await admin.get(`/help/api?lang=${language}`)).text();
      for (const text of [...texts, 'id="event-webhook-ping"']) assert.ok(page.includes(text), text);
    }
  });
});
