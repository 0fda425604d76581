import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { z } from 'zod';
import { databases, type FreshDatabase } from '../../testing/databases.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import { isApi } from '../api-call.js';
import { routes } from '../index.js';

type Init = Omit<RequestInit, 'headers'> & { readonly headers?: Record<string, string> };

const problemShape = z.looseObject({
  type: z.string(),
  detail: z.string(),
  instance: z.string(),
  request_id: z.string(),
  errors: z.array(z.record(z.string(), z.string())).optional(),
});

/** What holds for every address of the API, on both mounts. Each answer is held against the OpenAPI document besides. */
describe('the rules of the API', () => {
  let fresh: FreshDatabase;
  let app: TestApp;
  let key: string;
  before(async () => {
    const [embedded] = databases();
    assert.ok(embedded);
    fresh = await embedded.fresh();
    app = await startTestApp({ db: fresh.db, env: { TRUST_PROXY: '127.0.0.1' } });
    await app.signedIn('admin');
    key = await app.key({
      scopes: ['cases:read', 'cases:write', 'downloads:start', 'claims:read'],
      ratePerMinute: 10_000,
    });
  });
  after(async () => {
    await app.close();
    await fresh.close();
  });

  const send = async (path: string, init: Init = {}) =>
    await fetch(`${app.url}${path}`, { redirect: 'manual', ...init });
  const withKey = async (path: string, init: Init = {}) =>
    await send(path, { ...init, headers: { 'x-api-key': key, ...init.headers } });
  const post = async (path: string, body: string | Uint8Array, type = 'application/json') =>
    await withKey(path, { method: 'POST', body, headers: { 'content-type': type } });
  const problemOf = async (answer: Response) => problemShape.parse(await answer.json());
  const slugOf = async (answer: Response) =>
    (await problemOf(answer)).type.replace('/help/problems/', `${answer.status} `);

  test('an unknown path is 404 and another method 405 before anybody is asked for a credential', async () => {
    for (const mount of ['/api/v1', '/helpline/api']) {
      assert.equal(await slugOf(await send(`${mount}/no-such`)), '404 not-found');
      const put = await send(`${mount}/cases`, { method: 'PUT' });
      assert.equal(put.headers.get('allow'), 'GET, HEAD, POST, OPTIONS');
      const refused = await problemOf(put);
      assert.equal(refused.type, '/help/problems/method-not-allowed');
      assert.equal(put.status, 405);
      // Machines read English, also before it is known who they are.
      assert.match(String(refused.title), /^[\x20-\x7e]+$/);
      const options = await send(`${mount}/cases`, { method: 'OPTIONS' });
      assert.deepEqual([options.status, await options.text()], [204, '']);
      assert.equal(options.headers.get('allow'), 'GET, HEAD, POST, OPTIONS');
    }
    assert.equal(await slugOf(await send('/helpline/api/figures')), '404 not-found');
  });

  test('a fixed path beside one with a name has methods of its own', async () => {
    const methodsOf = async (path: string, method: string) => {
      const answer = await send(path, { method });
      return `${answer.status} ${answer.headers.get('allow')}`;
    };
    for (const mount of ['/api/v1', '/helpline/api']) {
      for (const method of ['GET', 'PUT', 'PATCH', 'DELETE'])
        assert.equal(await methodsOf(`${mount}/cases/import`, method), '405 POST, OPTIONS', method);
      assert.equal(await methodsOf(`${mount}/cases/import`, 'OPTIONS'), '204 POST, OPTIONS');
      assert.equal(await methodsOf(`${mount}/cases/export`, 'PUT'), '405 GET, HEAD, OPTIONS');
      assert.equal(await slugOf(await withKey(`${mount}/cases/imports`)), '404 not-found');
    }
    assert.equal(await methodsOf('/helpline/api/cases/7', 'DELETE'), '405 GET, HEAD, PUT, PATCH, OPTIONS');
  });

  test('every address wants a credential but health and sign-in, and its scope', async () => {
    const poor = await app.key({ scopes: ['webhooks:manage'], ratePerMinute: 10_000 });
    const rich = await app.key({ scopes: ['cases:read'], ratePerMinute: 10_000 });
    for (const { path, method, api } of routes.filter(({ path }) => isApi(path))) {
      const address = path.replace(/:\w+/g, '0');
      const init = {
        method: method.toUpperCase(),
        headers: { 'x-forwarded-for': `10.1.0.${address.length}` },
      };
      const none = await send(address, init);
      if (api?.scope === 'none') assert.notEqual(none.status, 401, path);
      else assert.equal(none.status, 401, path);
      if (api?.scope === undefined || api.scope === 'none' || api.scope === 'any') continue;
      const other = api.scope === 'webhooks:manage' ? rich : poor;
      const refused = await send(address, { ...init, headers: { ...init.headers, 'x-api-key': other } });
      assert.equal(await slugOf(refused), '403 insufficient-scope', path);
    }
  });

  test('every answer has a request id, may not be guessed or kept, and names no origin', async () => {
    for (const path of ['/api/v1/cases', '/helpline/api/cases', '/api/v1/no-such', '/helpline/api/health']) {
      const answer = await withKey(path, { headers: { origin: 'https://elsewhere.example' } });
      assert.match(answer.headers.get('x-request-id') ?? '', /^[0-9a-f-]{36}$/);
      assert.equal(answer.headers.get('x-content-type-options'), 'nosniff');
      assert.equal(answer.headers.get('cache-control'), 'private, no-cache', path);
      assert.equal(answer.headers.get('access-control-allow-origin'), null);
      assert.deepEqual(answer.headers.getSetCookie(), []);
    }
  });

  test('a problem names the call, and tells no fault of the program', async () => {
    const answer = await withKey('/helpline/api/cases/999999999');
    const problem = await problemOf(answer);
    assert.equal(problem.instance, '/helpline/api/cases/999999999');
    assert.equal(problem.request_id, answer.headers.get('x-request-id'));
    const page = await fetch(`${app.url}${problem.type}`);
    assert.equal(page.status, 200);
    assert.doesNotMatch(JSON.stringify(problem), /select |at \w+ \(|\.js:/i);
  });

  test('below a sub-path the addresses of problems and of the document are below it too', async () => {
    const below = await startTestApp({ db: fresh.db, env: { BASE_URL: 'https://his.example/eclaim' } });
    try {
      const refused = await fetch(`${below.url}/eclaim/api/v1/session`);
      const { type, instance } = await problemOf(refused);
      assert.deepEqual([type, instance], ['/eclaim/help/problems/unauthenticated', '/eclaim/api/v1/session']);
      const answer = await fetch(`${below.url}/eclaim/api/v1/openapi.json`, {
        headers: { 'x-api-key': key },
      });
      const { servers } = z
        .looseObject({ servers: z.array(z.looseObject({ url: z.string() })) })
        .parse(await answer.json());
      assert.deepEqual(
        servers.map(({ url }) => url),
        ['/eclaim/api/v1', '/eclaim/helpline/api'],
      );
    } finally {
      await below.close();
    }
  });

  test('bodies: JSON in UTF-8 of at most 1 MiB, every field known', async () => {
    for (const path of ['/api/v1/cases', '/helpline/api/cases']) {
      assert.equal(await slugOf(await post(path, '{"title":')), '400 malformed');
      assert.equal(await slugOf(await post(path, 'title=x', 'text/plain')), '415 unsupported-media-type');
      const broken = new Uint8Array([...new TextEncoder().encode('{"title":"'), 0xff, 0x22, 0x7d]);
      assert.equal(await slugOf(await post(path, broken)), '400 malformed');
      const much = JSON.stringify({ title: 'a'.repeat(1024 * 1024) });
      assert.equal(await slugOf(await post(path, much)), '413 too-large');
      const unknown = await post(
        path,
        JSON.stringify({ title: 'x', category: 'denial', priority: 'low', colour: 'red' }),
      );
      assert.equal(unknown.status, 422);
      const { errors } = await problemOf(unknown);
      assert.deepEqual(errors, [{ pointer: '/colour', detail: 'is not a field' }]);
      assert.equal((await post(path, '')).status, 422);
    }
  });

  test('parameters: an unknown one is 400 and named, one that is out of range too', async () => {
    for (const path of ['/api/v1/cases', '/helpline/api/cases']) {
      const unknown = await withKey(`${path}?colour=red`);
      assert.equal(unknown.status, 400);
      const problem = await problemOf(unknown);
      assert.equal(problem.type, '/help/problems/unknown-parameter');
      assert.deepEqual(problem.errors, [
        { parameter: 'colour', detail: 'is not a parameter of this address' },
      ]);
      assert.equal(await slugOf(await withKey(`${path}?limit=0`)), '400 invalid-parameter');
      assert.equal(await slugOf(await withKey(`${path}?limit=5&limit=6`)), '400 invalid-parameter');
    }
  });

  test('the order of the checks: credential, scope, limit, kind of the body, parameters, resource', async () => {
    const text = { method: 'POST', body: 'x', headers: { 'content-type': 'text/plain' } };
    assert.equal((await send('/api/v1/cases?colour=red', text)).status, 401);
    const reader = await app.key({ scopes: ['cases:read'], ratePerMinute: 1 });
    const as = { ...text, headers: { ...text.headers, 'x-api-key': reader } };
    assert.equal((await send('/api/v1/cases?colour=red', as)).status, 403);
    const writer = await app.key({ scopes: ['cases:write'], ratePerMinute: 1 });
    const write = { ...text, headers: { ...text.headers, 'x-api-key': writer } };
    assert.equal((await send('/api/v1/cases?colour=red', write)).status, 415);
    assert.equal((await send('/api/v1/cases?colour=red', write)).status, 429);
    assert.equal((await withKey('/api/v1/cases/999999999?colour=red')).status, 400);
    assert.equal((await withKey('/api/v1/cases/999999999')).status, 404);
  });

  test('a change by the session of the pages needs its token and a page of ours; by a key neither', async () => {
    const officer = await app.signedIn('claims');
    const token = await officer.token('/settings/account');
    const body = JSON.stringify({ title: 'x', category: 'denial', priority: 'low' });
    const json = { 'content-type': 'application/json' };
    const change = async (headers: Record<string, string>) =>
      await officer.send('/api/v1/cases', { method: 'POST', body, headers: { ...json, ...headers } });
    assert.equal(await slugOf(await change({})), '403 page-too-old');
    const foreign = { origin: 'https://elsewhere.example', 'x-csrf-token': token };
    assert.equal(await slugOf(await change(foreign)), '403 foreign-origin');
    assert.equal((await change({ 'x-csrf-token': token })).status, 201);
    const keyed = await withKey('/api/v1/cases', {
      method: 'POST',
      body,
      headers: { ...json, origin: 'https://elsewhere.example' },
    });
    assert.equal(keyed.status, 201);
  });

  test('machines are answered in English, in Thai where they ask for it', async () => {
    const refused = async (headers: Record<string, string>) =>
      (await problemOf(await withKey('/api/v1/cases/0', { headers }))).detail;
    assert.match(await refused({}), /does not exist|not/);
    assert.match(await refused({ 'accept-language': 'th' }), /[ก-๙]/);
  });
});
