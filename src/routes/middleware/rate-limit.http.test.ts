import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from '../../db/sql.js';
import { databases, type FreshDatabase } from '../../testing/databases.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';

describe('the limits of the API', () => {
  let fresh: FreshDatabase;
  let app: TestApp;
  before(async () => {
    const [embedded] = databases();
    assert.ok(embedded);
    fresh = await embedded.fresh();
    app = await startTestApp({ db: fresh.db, env: { TRUST_PROXY: '127.0.0.1' } });
    await app.signedIn('admin');
  });
  after(async () => {
    await app.close();
    await fresh.close();
  });

  const ask = async (headers: Record<string, string>, path = '/api/v1/session', url = app.url) =>
    await fetch(`${url}${path}`, { headers });
  /** As if the windows had begun so long ago. */
  const age = async (seconds: number) =>
    await fresh.db.execute(
      sql`update rate_windows set started_at = ${new Date(Date.now() - seconds * 1000)}`,
    );

  test('call N passes, the next is 429, and after exactly Retry-After it passes again', async () => {
    const key = await app.key({ ratePerMinute: 3 });
    for (const left of [2, 1, 0]) {
      const answer = await ask({ 'x-api-key': key });
      assert.equal(answer.status, 200);
      assert.equal(answer.headers.get('ratelimit-policy'), '"key";q=3;w=60');
      assert.match(answer.headers.get('ratelimit') ?? '', new RegExp(`^"key";r=${left};t=\\d+$`));
      assert.equal(answer.headers.get('x-ratelimit-remaining'), String(left));
    }
    await age(58);
    const over = await ask({ 'x-api-key': key });
    assert.equal(over.status, 429);
    assert.equal(over.headers.get('cache-control'), 'no-store');
    const wait = Number(over.headers.get('retry-after'));
    assert.ok(Number.isInteger(wait) && wait >= 1 && wait <= 2, String(wait));
    const reset = Number(over.headers.get('x-ratelimit-reset')) - Date.now() / 1000;
    assert.ok(Math.abs(reset - wait) <= 2, String(reset));
    await sleep(wait * 1000);
    assert.equal((await ask({ 'x-api-key': key })).status, 200);
  });

  test('processes share one count, and one caller leaves the others and the pages alone', async () => {
    const second = await startTestApp({ db: fresh.db });
    try {
      const [busy, quiet] = [await app.key({ ratePerMinute: 4 }), await app.key({ ratePerMinute: 4 })];
      const statuses: number[] = [];
      for (const url of [app.url, second.url, app.url, second.url, app.url, second.url])
        statuses.push((await ask({ 'x-api-key': busy }, '/api/v1/session', url)).status);
      assert.deepEqual(statuses, [200, 200, 200, 200, 429, 429]);
      assert.equal((await ask({ 'x-api-key': quiet })).status, 200);
      const officer = await app.signedIn('claims');
      assert.equal((await officer.get('/dashboard')).status, 200);
      assert.equal((await officer.send('/api/v1/session', {})).status, 200);
    } finally {
      await second.close();
    }
  });

  test('1,000 calls with random bad keys are limited by their address, good keys from there are not', async () => {
    const good = await app.key();
    const from = { 'x-forwarded-for': '10.9.9.9' };
    const statuses = new Map<number, number>();
    for (let at = 0; at < 1000; at += 50) {
      const some = Array.from({ length: 50 }, () => {
        const key = `ecr_${randomBytes(4).toString('hex')}_${randomBytes(32).toString('base64url')}`;
        return ask({ ...from, 'x-api-key': key });
      });
      for (const { status } of await Promise.all(some)) statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
    assert.equal(statuses.size, 2);
    assert.ok((statuses.get(401) ?? 0) >= 30);
    // The windows may have changed in between on a slow machine.
    assert.ok((statuses.get(401) ?? 0) <= 120, String(statuses.get(401)));
    assert.equal((await ask({ ...from, 'x-api-key': good })).status, 200);
    assert.equal((await ask({ 'x-forwarded-for': '10.9.9.8' })).status, 401);
  });

  test('health is limited by address, 60 in a minute, and takes nothing from the key', async () => {
    const key = await app.key({ ratePerMinute: 1 });
    const from = { 'x-forwarded-for': '10.9.8.7' };
    await age(0);
    for (const path of ['/api/v1/health', '/helpline/api/health']) {
      const answer = await ask({ ...from, 'x-api-key': key }, path);
      assert.equal(answer.status, 200);
      assert.equal(answer.headers.get('ratelimit-policy'), '"health";q=60;w=60');
    }
    const many = await Promise.all(Array.from({ length: 60 }, () => ask(from, '/helpline/api/health')));
    assert.equal(many.filter(({ status }) => status === 429).length, 2);
    assert.equal((await ask({ 'x-api-key': key })).status, 200);
    assert.equal((await ask({ 'x-api-key': key })).status, 429);
  });

  test('pages and health checks of containers are not counted', async () => {
    for (let call = 0; call < 40; call += 1) {
      const answer = await ask({ 'x-forwarded-for': '10.9.8.6' }, ['/healthz', '/login'][call % 2]);
      assert.equal(answer.status, 200);
      assert.equal(answer.headers.get('ratelimit'), null);
    }
  });
});
