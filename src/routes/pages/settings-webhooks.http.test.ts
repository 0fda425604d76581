import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createWebhookSender } from '../../jobs/webhook-sender.js';
import { type PracticeHookServer, startPracticeHookServer } from '../../practice/receivers/hook-server.js';
import { databases, type FreshDatabase } from '../../testing/databases.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import type { TestBrowser } from '../../testing/test-browser.js';

describe('the pages of webhooks', () => {
  let fresh: FreshDatabase;
  let app: TestApp;
  let admin: TestBrowser;
  let server: PracticeHookServer;
  before(async () => {
    const [embedded] = databases();
    assert.ok(embedded);
    fresh = await embedded.fresh();
    server = await startPracticeHookServer();
    app = await startTestApp({ db: fresh.db, env: { WEBHOOK_ALLOWED_NETWORKS: '127.0.0.1' } });
    admin = await app.signedIn('admin');
  });
  after(async () => {
    await app.close();
    await server.close();
    await fresh.close();
  });
  const list = '/settings/webhooks';
  const secretIn = (html: string) => /whsec_[A-Za-z0-9+/]{43}=/.exec(html)?.[0] ?? null;
  const send = () =>
    createWebhookSender({ ...app.parts, limits: { connectMs: 1000, totalMs: 1500 }, chance: () => 0 }).turn();
  const page = async (path: string) => await (await admin.get(path)).text();

  test('an endpoint is added with its secret shown once, pinged, replayed, changed, and removed', async () => {
    assert.match(await page(`${list}?lang=en`), /There is no endpoint yet/);
    const fields = {
      url: `${server.url}/hooks`,
      description: 'HIS <1>',
      events: ['case.*', 'import.failed'],
    };
    const made = await admin.submit(list, fields, list);
    assert.equal(made.status, 200);
    assert.match(made.headers.get('cache-control') ?? '', /no-store/);
    const secret = secretIn(await made.text());
    assert.ok(secret);
    const listed = await page(list);
    assert.equal(secretIn(listed), null);
    assert.ok(listed.includes('HIS &lt;1&gt;') && listed.includes('import.failed'));
    const one = /\/settings\/webhooks\/\d+/.exec(listed)?.[0] ?? '';
    assert.match(await page(one), /href="\/settings\/webhooks" aria-current="page"/);
    assert.equal((await admin.submit(`${one}/ping`, {}, one)).status, 303);
    await send();
    const log = await page(`${one}?state=delivered`);
    assert.match(log, /webhook\.ping/);
    assert.match(log, /HTTP 200/);
    const replay = /\/settings\/webhooks\/\d+\/deliveries\/\d+\/replay/.exec(log)?.[0] ?? '';
    assert.equal((await admin.submit(replay, {}, one)).status, 303);
    await send();
    assert.equal(server.calls.length, 2);
    assert.equal(server.calls[0]?.headers['webhook-id'], server.calls[1]?.headers['webhook-id']);
    const rotated = secretIn(await (await admin.submit(`${one}/rotate`, {}, one)).text());
    assert.ok(rotated !== null && rotated !== secret);
    const saved = await admin.submit(one, { ...fields, description: 'HIS 2' }, one);
    assert.equal(saved.status, 303);
    await admin.submit(`${one}/switch`, { to: 'off' }, one);
    const off = await page(one);
    assert.ok(off.includes('HIS 2') && !off.includes('/ping'));
    assert.equal((await admin.submit(`${one}/delete`, {}, one)).status, 303);
    assert.equal((await admin.get(one)).status, 404);
  });

  test('what is wrong stands beside its field, and what was written stays', async () => {
    const bad = await admin.submit(`${list}?lang=en`, { url: 'his', description: 'HIS', events: [] }, list);
    assert.equal(bad.status, 422);
    const html = await bad.text();
    assert.match(html, /Give an address that begins with https/);
    assert.match(html, /Pick at least one event/);
    const inside = await admin.submit(
      list,
      { url: 'https://10.0.0.7/hooks', description: '', events: ['case.*'] },
      list,
    );
    assert.equal(inside.status, 422);
    const told = await inside.text();
    assert.ok(told.includes('https://10.0.0.7/hooks') && told.includes('WEBHOOK_ALLOWED_NETWORKS'));
  });

  test('only administrators see them', async () => {
    const reader = await app.signedIn('viewer');
    assert.equal((await reader.get(list)).status, 403);
  });
});
