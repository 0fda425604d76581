import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { databases, type FreshDatabase } from '../../testing/databases.js';
import { startTestApp, type TestApp, testPassword } from '../../testing/test-app.js';

describe('first run and sign-in', () => {
  let fresh: FreshDatabase;
  let app: TestApp;
  before(async () => {
    const [embedded] = databases();
    assert.ok(embedded);
    fresh = await embedded.fresh();
    app = await startTestApp({ db: fresh.db });
  });
  after(async () => {
    await app.close();
    await fresh.close();
  });

  test('until there is an administrator every page leads to /setup, and the API is open to keys alone', async () => {
    const browser = app.browser();
    const page = await browser.get('/dashboard');
    assert.equal(page.status, 303);
    assert.equal(page.headers.get('location'), '/setup');
    const api = await browser.send('/api/v1/figures', {});
    assert.equal(api.status, 401);
    assert.match(await api.text(), /unauthenticated/);
    const withKey = await browser.send('/api/v1/cases', { headers: { 'x-api-key': await app.key() } });
    assert.equal(withKey.status, 200);
    assert.equal((await browser.get('/healthz')).status, 200);
  });

  test('a visitor from another machine needs the set-up code', async () => {
    const browser = app.browser();
    const elsewhere = { 'x-forwarded-for': '10.0.0.9', accept: 'text/html' };
    const page = await (await browser.get('/setup', elsewhere)).text();
    assert.match(page, /name="code"/);
    const fields = { username: 'admin', password: testPassword, repeat: testPassword };
    const send = async (code: string) =>
      await browser.send('/setup', {
        method: 'POST',
        headers: elsewhere,
        body: new URLSearchParams({ ...fields, code, _csrf: await browser.token('/setup') }),
      });
    assert.equal((await send('')).status, 403);
    assert.equal((await send('TEST-WRONG')).status, 403);
    assert.equal((await browser.get('/setup')).status, 200);
  });

  test('set-up makes the administrator, the hospital and the account, each step saved, and is closed afterwards', async () => {
    const browser = app.browser();
    const weak = await browser.submit('/setup', { username: 'admin', password: 'short', repeat: 'short' });
    assert.equal(weak.status, 422);
    assert.match(await weak.text(), /id="e-password"/);
    const first = await browser.submit('/setup', {
      username: 'Admin',
      password: testPassword,
      repeat: testPassword,
    });
    assert.equal(first.status, 303);
    const wrong = await browser.submit('/setup', { HOSPITAL_CODE: '12', HOSPITAL_BEDS: '' });
    assert.equal(wrong.status, 422);
    assert.equal(
      (await browser.submit('/setup', { HOSPITAL_CODE: '99999', HOSPITAL_BEDS: '120' })).status,
      303,
    );
    const stranger = await app.browser().get('/setup');
    assert.match(stranger.headers.get('location') ?? '', /^\/login/);
    const done = await browser.submit('/setup', {
      ECLAIM_USERNAME: 'u99',
      ECLAIM_PASSWORD: 'geheim-99',
      do: 'try',
    });
    assert.equal(done.status, 303);
    const closed = await browser.get('/setup');
    assert.equal(closed.headers.get('location'), '/dashboard');
    const now = await app.parts.settings.current();
    assert.equal(now.HOSPITAL_CODE, '99999');
    assert.equal(now.HOSPITAL_BEDS, 120);
    assert.equal(now.ECLAIM_PASSWORD?.reveal(), 'geheim-99');
  });

  test('sign-in gives a new session cookie, kept from scripts, and leads to the page asked for', async () => {
    const browser = app.browser();
    const turned = await browser.get('/settings/users?x=1');
    assert.equal(turned.headers.get('location'), '/login?next=%2Fsettings%2Fusers%3Fx%3D1');
    const answer = await browser.submit('/login', {
      username: 'ADMIN',
      password: testPassword,
      next: '/settings/users',
    });
    assert.equal(answer.status, 303);
    assert.equal(answer.headers.get('location'), '/settings/users');
    const line = answer.headers.getSetCookie().find((text) => text.startsWith('eclaim_session='));
    assert.match(line ?? '', /HttpOnly/);
    assert.match(line ?? '', /SameSite=Lax/);
    assert.equal((await browser.get('/settings/users')).status, 200);
  });

  test('an address of another site is never followed after sign-in', async () => {
    for (const next of ['//evil.example', '/\\evil.example', 'https://evil.example', '/a\nb']) {
      const answer = await app
        .browser()
        .submit('/login', { username: 'admin', password: testPassword, next });
      assert.equal(answer.headers.get('location'), '/dashboard');
    }
  });

  test('a wrong password and an unknown name get the same answer', async () => {
    const browser = app.browser();
    const wrong = await browser.submit('/login', { username: 'admin', password: 'not the password' });
    const unknown = await browser.submit('/login', { username: 'nobody', password: 'not the password' });
    assert.equal(wrong.status, 401);
    assert.equal(unknown.status, 401);
    const plain = (html: string) => html.replace(/value="[^"]*"/g, '').replace(/[0-9a-f-]{36}/g, '');
    assert.equal(plain(await wrong.text()), plain(await unknown.text()));
  });

  test('after ten wrong tries one waits, also with the right password', async () => {
    const browser = app.browser();
    for (let i = 0; i < 10; i++)
      await browser.submit('/login', { username: 'victim', password: `wrong ${i}` });
    const answer = await browser.submit('/login', { username: 'victim', password: 'wrong again' });
    assert.equal(answer.status, 429);
    assert.ok(Number(answer.headers.get('retry-after')) > 0);
  });

  test('a change without the token or from another site is refused', async () => {
    const browser = await app.signedIn('admin');
    const body = new URLSearchParams({ HOSPITAL_CODE: '11111' });
    const noToken = await browser.send('/settings/hospital', { method: 'POST', body });
    assert.equal(noToken.status, 403);
    const token = await browser.token('/settings/hospital');
    const foreign = await browser.send('/settings/hospital', {
      method: 'POST',
      body: new URLSearchParams({ HOSPITAL_CODE: '11111', _csrf: token }),
      headers: { origin: 'https://evil.example' },
    });
    assert.equal(foreign.status, 403);
    assert.equal((await app.parts.settings.current()).HOSPITAL_CODE, '99999');
    const others = await app.signedIn('admin');
    const swapped = await others.send('/settings/hospital', {
      method: 'POST',
      body: new URLSearchParams({ HOSPITAL_CODE: '11111', _csrf: token }),
    });
    assert.equal(swapped.status, 403);
  });

  test('signing out ends the session itself, not only the cookie', async () => {
    const browser = await app.signedIn('viewer');
    const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    assert.equal((await browser.submit('/logout', {}, '/settings/account')).status, 303);
    const again = await app.browser().get('/settings/account', { cookie });
    assert.match(again.headers.get('location') ?? '', /^\/login/);
  });

  test('a new password ends the other sessions and keeps this one', async () => {
    const here = await app.signedIn('finance');
    const there = await app.signedIn('finance');
    const changed = await here.submit(
      '/settings/account/password',
      { present: testPassword, password: 'มะม่วงน้ำดอกไม้ 12', repeat: 'มะม่วงน้ำดอกไม้ 12' },
      '/settings/account',
    );
    assert.equal(changed.status, 303);
    assert.equal((await here.get('/settings/account')).status, 200);
    assert.equal((await there.get('/settings/account')).status, 303);
  });

  test('a person added by the administrator has to choose a password before anything else', async () => {
    const admin = await app.signedIn('admin');
    const added = await admin.submit('/settings/users', {
      username: 'somchai',
      roles: ['claims', 'finance'],
    });
    const password = /<p class="mono">([^<]+)<\/p>/.exec(await added.text())?.[1];
    assert.ok(password);
    const browser = app.browser();
    await browser.submit('/login', { username: 'somchai', password });
    assert.equal((await browser.get('/settings')).headers.get('location'), '/settings/account?due=1');
    await browser.submit(
      '/settings/account/password',
      { present: password, password: testPassword, repeat: testPassword },
      '/settings/account',
    );
    assert.equal((await browser.get('/settings')).headers.get('location'), '/settings/account');
  });

  test('the last administrator cannot be taken away', async () => {
    const admin = await app.signedIn('admin');
    const fields = { roles: ['viewer'], active: 'yes' };
    assert.equal((await admin.submit('/settings/users/admin', fields, '/settings/users')).status, 303);
    assert.equal((await admin.submit('/settings/users/test.admin', fields, '/settings/users')).status, 409);
    assert.equal((await admin.get('/settings/users')).status, 200);
  });

  test('the account is tried at NHSO before it is saved, and the password is never shown', async () => {
    const admin = await app.signedIn('admin');
    const saved = await admin.submit('/settings/nhso', {
      ECLAIM_USERNAME: 'u98',
      ECLAIM_PASSWORD: 'geheim-98',
      do: 'try',
    });
    assert.equal(saved.headers.get('location'), '/settings/nhso?done=tried');
    for (const page of ['/settings/nhso', '/settings/effective']) {
      const html = await (await admin.get(page)).text();
      assert.ok(!html.includes('geheim'));
    }
  });
});
