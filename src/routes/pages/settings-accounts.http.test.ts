import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from '../../db/sql.js';
import { jobDefinitions } from '../../jobs/index.js';
import { createPracticeServer, type PracticeServer } from '../../practice/practice-server.js';
import { portalAccounts } from '../../services/portal-accounts.js';
import { latestAudit } from '../../store/audit-log.js';
import { listNhsoAccounts } from '../../store/nhso-accounts.js';
import { findUpstreamSession } from '../../store/upstream-sessions.js';
import { eachDatabase } from '../../testing/databases.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import type { TestBrowser } from '../../testing/test-browser.js';
import { temporaryFolder } from '../../testing/test-server.js';

eachDatabase('several accounts at NHSO', (database) => {
  let practice: PracticeServer;
  let app: TestApp;
  let admin: TestBrowser;
  const folder = temporaryFolder('accounts');

  before(async () => {
    practice = await createPracticeServer({ today: '2026-01-20' });
    app = await startTestApp({
      db: database.db,
      env: {
        ECLAIM_BASE_URL: practice.url,
        IAM_BASE_URL: practice.url,
        SMT_BASE_URL: practice.url,
        ECLAIM_USERNAME: 'first.account',
        ECLAIM_PASSWORD: 'wrong',
        HOSPITAL_CODE: '99999',
        NHSO_PAUSE_MS: '0',
        DOWNLOAD_DIR: folder.folder,
      },
      jobs: jobDefinitions,
    });
    admin = await app.signedIn('admin');
  });
  after(async () => {
    await app.close();
    await practice.close();
    folder.remove();
  });

  const send = (fields: Readonly<Record<string, string>>) =>
    admin.submit('/settings/nhso/accounts', fields, '/settings/nhso');
  const names = async () => (await listNhsoAccounts(database.db)).map(({ username }) => username);
  const idOf = async (name: string) => {
    const found = (await listNhsoAccounts(database.db)).find(({ username }) => username === name);
    return String(found?.id);
  };
  const used = async () =>
    (await portalAccounts(app.parts, await app.parts.settings.current())).map(({ username }) => username);
  const passwords = () => practice.requests().filter(({ call }) => call === 'login').length;
  const runMonth = async (month: number) => {
    const asked = { month, year: 2569, schemes: ['lgo'], import: false };
    const { job } = await app.parts.runner.enqueue('download_rep', asked, { userId: null });
    return await app.parts.runner.runNow(job, {});
  };

  test('accounts are added, ordered, switched off and removed; passwords lie encrypted', async () => {
    assert.equal((await send({ do: 'add', username: 'other', password: 'practice' })).status, 303);
    assert.equal((await send({ do: 'add', username: 'practice', password: 'practice' })).status, 303);
    for (const username of ['practice', 'first.account', ''])
      assert.equal((await send({ do: 'add', username, password: 'x' })).status, 422, username);
    assert.deepEqual(await names(), ['other', 'practice']);
    await send({ do: 'up', account: await idOf('practice') });
    assert.deepEqual(await names(), ['practice', 'other']);
    await send({ do: 'down', account: await idOf('practice') });
    assert.deepEqual(await used(), ['first.account', 'other', 'practice']);
    await send({ do: 'off', account: await idOf('other') });
    assert.deepEqual(await used(), ['first.account', 'practice']);
    await send({ do: 'remove', account: await idOf('other') });
    assert.deepEqual(await names(), ['practice']);
    const secrets = await database.db.query<{ name: string; cipher: Uint8Array }>(
      sql`select name, cipher from secrets where name like 'nhso-account:%'`,
    );
    assert.equal(secrets.length, 1);
    assert.doesNotMatch(Buffer.from(secrets[0]?.cipher ?? []).toString('latin1'), /practice/);
    const html = await (await admin.get('/settings/nhso?lang=en')).text();
    assert.match(html, /2\. practice/);
    assert.doesNotMatch(html, /value="practice"/);
    const [last] = await latestAudit(database.db, 1);
    assert.match(JSON.stringify(last), /nhso account o••••: removed/);
  });

  test('a refused account is set aside with an alert, the next one does the same run, and it is not tried again', async () => {
    const first = await runMonth(1);
    assert.equal(first.status, 'completed');
    assert.equal(passwords(), 2);
    const refused = await findUpstreamSession(database.db, 'eclaim', 'first.account');
    assert.equal(refused?.state, 'refused');
    const html = await (await admin.get('/alerts?lang=en')).text();
    assert.match(html, /NHSO refused account fi••••nt/);
    assert.equal((await runMonth(2)).status, 'completed');
    assert.equal(passwords(), 2);
    const person = await app.signedIn('claims');
    const page = await (await person.get('/session?lang=en')).text();
    assert.match(page, /Try again/);
    const tried = await person.submit('/session', { account: String(refused?.id), do: 'otp_begin' });
    assert.equal(tried.status, 422);
    assert.match(await tried.text(), /NHSO refused this user name or password/);
    assert.equal(passwords(), 3);
  });

  test('where every account is set aside the job fails by that name and asks nothing', async () => {
    await send({ do: 'off', account: await idOf('practice') });
    const before = practice.requests().length;
    const job = await runMonth(3);
    assert.deepEqual([job.status, job.problem?.code], ['failed', 'account_set_aside']);
    assert.equal(practice.requests().length, before);
  });
});
