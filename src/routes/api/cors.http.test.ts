import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { databases, type FreshDatabase } from '../../testing/databases.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';

const listed = 'https://his.hospital.example';

/** Without a list there is no such header: api-rules.http.test.ts. */
describe('the API for programs in browsers', () => {
  let fresh: FreshDatabase;
  let app: TestApp;
  let key: string;
  before(async () => {
    const [embedded] = databases();
    assert.ok(embedded);
    fresh = await embedded.fresh();
    app = await startTestApp({ db: fresh.db, env: { API_CORS_ORIGINS: `${listed}, http://10.0.0.7:8080` } });
    await app.signedIn('admin');
    key = await app.key();
  });
  after(async () => {
    await app.close();
    await fresh.close();
  });

  const ask = async (path: string, origin: string, init: RequestInit = {}) =>
    await fetch(`${app.url}${path}`, { ...init, headers: { origin, ...init.headers } });

  test('a listed origin may read answers and problems, its preflight says what it may send; cookies are not for it', async () => {
    for (const path of ['/api/v1/cases', '/helpline/api/cases']) {
      const answer = await ask(path, listed, { headers: { 'x-api-key': key } });
      assert.equal(answer.status, 200);
      assert.equal(answer.headers.get('access-control-allow-origin'), listed);
      assert.match(answer.headers.get('access-control-expose-headers') ?? '', /X-Next-Cursor/);
      assert.equal(answer.headers.get('access-control-allow-credentials'), null);
      assert.match(answer.headers.get('vary') ?? '', /Origin/);
      const refused = await ask(path, listed);
      assert.deepEqual([refused.status, refused.headers.get('access-control-allow-origin')], [401, listed]);
      const preflight = await ask(path, listed, {
        method: 'OPTIONS',
        headers: { 'access-control-request-method': 'POST', 'access-control-request-headers': 'x-api-key' },
      });
      assert.equal(preflight.status, 204);
      assert.equal(preflight.headers.get('access-control-allow-origin'), listed);
      assert.match(preflight.headers.get('access-control-allow-headers') ?? '', /X-API-Key/);
      assert.match(preflight.headers.get('access-control-allow-methods') ?? '', /PUT/);
    }
  });

  test('another origin, and pages, are given nothing', async () => {
    for (const [path, origin] of [
      ['/api/v1/cases', 'https://elsewhere.example'],
      ['/api/v1/cases', 'http://his.hospital.example'],
      ['/login', listed],
    ] as const) {
      const answer = await ask(path, origin, { headers: { 'x-api-key': key } });
      assert.equal(answer.headers.get('access-control-allow-origin'), null, `${path} ${origin}`);
    }
  });
});
