import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { z } from 'zod';
import { AppError } from '../../domain/errors.js';
import { databases, type FreshDatabase } from '../../testing/databases.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';

describe('health of the API', () => {
  let fresh: FreshDatabase;
  let app: TestApp;
  let away = false;
  before(async () => {
    const [embedded] = databases();
    assert.ok(embedded);
    fresh = await embedded.fresh();
    const db = {
      ...fresh.db,
      ping: async () => {
        if (away) throw new AppError('database_unavailable');
        await fresh.db.ping();
      },
    };
    app = await startTestApp({ db, parts: { now: () => new Date('2026-02-03T02:15:27.482Z') } });
  });
  after(async () => {
    await app.close();
    await fresh.close();
  });

  for (const mount of ['/api/v1', '/helpline/api']) {
    const ask = async (headers: Record<string, string> = {}) =>
      await fetch(`${app.url}${mount}/health`, { headers });

    test(`${mount}: a good key 200, a bad key 401, none 200`, async () => {
      assert.equal((await ask({ 'x-api-key': await app.key() })).status, 200);
      assert.equal((await ask({ 'x-api-key': 'ecr_bad' })).status, 401);
      const open = await ask();
      assert.equal(open.status, 200);
      assert.equal(open.headers.get('cache-control'), 'private, no-cache');
      const body = z.record(z.string(), z.string()).parse(await open.json());
      assert.deepEqual(Object.keys(body), ['status', 'version', 'time']);
      assert.equal(body.time, '2026-02-03T09:15:27.482000+07:00');
    });

    test(`${mount}: 503 while the database is away, with the time to wait`, async () => {
      away = true;
      const answer = await ask();
      away = false;
      assert.equal(answer.status, 503);
      assert.equal(answer.headers.get('retry-after'), '5');
      const { type } = z.looseObject({ type: z.string() }).parse(await answer.json());
      assert.equal(type, '/help/problems/unavailable');
    });

    test(`${mount}: HEAD follows GET, OPTIONS is 204, another method 405`, async () => {
      const head = await fetch(`${app.url}${mount}/health`, { method: 'HEAD' });
      assert.deepEqual([head.status, await head.text()], [200, '']);
      const options = await fetch(`${app.url}${mount}/health`, { method: 'OPTIONS' });
      assert.deepEqual([options.status, options.headers.get('allow')], [204, 'GET, HEAD, OPTIONS']);
      const put = await fetch(`${app.url}${mount}/health`, { method: 'PUT' });
      assert.deepEqual([put.status, put.headers.get('allow')], [405, 'GET, HEAD, OPTIONS']);
    });
  }
});
