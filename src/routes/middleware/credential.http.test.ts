import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Request as Request_, Response as Response_ } from 'express';
import { z } from 'zod';
import { sql } from '../../db/sql.js';
import { commandLineActor } from '../../services/actor.js';
import { endApiKey } from '../../services/make-api-key.js';
import { listApiKeys } from '../../store/api-keys.js';
import { databases, type FreshDatabase } from '../../testing/databases.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import { readerOf, setReader } from '../reader.js';
import type { ApiAddress } from '../route.js';
import { checkScope, credential } from './credential.js';

const problem = z.looseObject({ type: z.string(), code: z.string(), status: z.number(), detail: z.string() });

describe('the credentials of the API', () => {
  let fresh: FreshDatabase;
  let app: TestApp;
  let now = new Date('2026-02-03T09:00:00Z');
  before(async () => {
    const [embedded] = databases();
    assert.ok(embedded);
    fresh = await embedded.fresh();
    app = await startTestApp({ db: fresh.db, env: { TRUST_PROXY: '127.0.0.1' }, parts: { now: () => now } });
  });
  after(async () => {
    await app.close();
    await fresh.close();
  });

  /** Strangers are limited by their address: each call comes from another one. */
  let visitors = 0;
  const elsewhere = () => {
    visitors += 1;
    return { 'x-forwarded-for': `10.66.${visitors >> 8}.${visitors & 255}` };
  };
  const ask = async (headers: Record<string, string>, path = '/api/v1/session') =>
    await fetch(`${app.url}${path}`, { headers: { ...elsewhere(), ...headers } });
  const codeOf = async (answer: Response) => problem.parse(await answer.json()).code;
  const prefixOf = (key: string) => key.split('_')[1] ?? '';

  test('a key opens by its own header and as a bearer token, never in the address', async () => {
    const key = await app.key();
    assert.match(key, /^ecr_[a-z0-9]{8}_[\w-]{43}$/);
    const named = await ask({ 'x-api-key': key });
    assert.equal(named.status, 200);
    const told = z.looseObject({}).parse(await named.json());
    assert.deepEqual([told.kind, told.scopes], ['key', ['cases:read', 'cases:write']]);
    assert.equal((await ask({ authorization: `Bearer ${key}` })).status, 200);
    assert.equal((await ask({ authorization: `bearer ${key}`, 'x-api-key': key })).status, 200);
    for (const name of ['key', 'api_key', 'access_token', 'X-API-Key'])
      assert.equal((await ask({}, `/api/v1/session?${name}=${key}`)).status, 401, name);
  });

  test('none at all is 401 with WWW-Authenticate, before the first administrator too', async () => {
    const answer = await ask({});
    assert.equal(answer.status, 401);
    assert.equal(answer.headers.get('www-authenticate'), 'Bearer');
    assert.match(answer.headers.get('content-type') ?? '', /^application\/problem\+json/);
    const body = problem.parse(await answer.json());
    assert.equal(body.type, '/help/problems/unauthenticated');
  });

  test('a bad key is 401, all bad keys with one text, even if a good cookie comes with it', async () => {
    const good = await app.key();
    const other = await app.key();
    await app.signedIn('admin');
    const officer = await app.signedIn('claims');
    const cookie = [...officer.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const bad = [
      '',
      'x',
      good.slice(0, -1),
      `${good}x`,
      good.toUpperCase(),
      good.replace(/_[a-z0-9]{8}_/, '_00000000_'),
      `ecr_${prefixOf(good)}_${other.slice(13)}`,
    ];
    const details = new Set<string>();
    for (const key of bad) {
      const answer = await ask({ 'x-api-key': key, cookie });
      assert.equal(answer.status, 401, key);
      details.add(problem.parse(await answer.json()).detail);
    }
    assert.equal(details.size, 1);
    assert.equal((await ask({ 'x-api-key': good, authorization: `Bearer ${other}` })).status, 401);
    assert.equal((await ask({ cookie })).status, 200);
  });

  test('no text of the stored row opens anything', async () => {
    const key = await app.key();
    const [stored] = await fresh.db.query<Record<string, unknown>>(
      sql`select * from api_keys where prefix = ${prefixOf(key)}`,
    );
    assert.ok(stored);
    const texts = Object.values(stored).map(String);
    assert.ok(!texts.some((text) => text.includes(key.slice(13))));
    for (const text of texts) {
      assert.equal((await ask({ 'x-api-key': text.replace(/[^\x20-\x7e]/g, '') })).status, 401, text);
      assert.equal((await ask({ 'x-api-key': `ecr_${prefixOf(key)}_${text.slice(0, 43)}` })).status, 401);
    }
  });

  test('revoked and over are 401 on the very next call, also in another process', async () => {
    const env = { TRUST_PROXY: '127.0.0.1' };
    const second = await startTestApp({ db: fresh.db, env, parts: { now: () => now } });
    try {
      const everywhere = async (key: string) =>
        await Promise.all(
          [app.url, second.url].map(
            async (url) =>
              (await fetch(`${url}/api/v1/session`, { headers: { ...elsewhere(), 'x-api-key': key } }))
                .status,
          ),
        );
      const revoked = await app.key();
      assert.deepEqual(await everywhere(revoked), [200, 200]);
      await endApiKey(app.parts, prefixOf(revoked), commandLineActor);
      assert.deepEqual(await everywhere(revoked), [401, 401]);
      await assert.rejects(endApiKey(app.parts, prefixOf(revoked), commandLineActor), {
        code: 'key_not_found',
      });
      const short = await app.key({ expiresAt: new Date(now.getTime() + 60_000) });
      assert.deepEqual(await everywhere(short), [200, 200]);
      now = new Date(now.getTime() + 60_000);
      assert.deepEqual(await everywhere(short), [401, 401]);
    } finally {
      await second.close();
    }
  });

  test('a scope that is missing is 403 and named, an address that is not in the list too', async () => {
    const poor = await ask({ 'x-api-key': await app.key() }, '/api/v1/figures');
    assert.equal(poor.status, 403);
    const refused = problem.parse(await poor.json());
    assert.equal(refused.type, '/help/problems/insufficient-scope');
    assert.match(refused.detail, /claims:read/);
    const bound = await app.key({ addresses: ['10.20.0.0/16', '2001:db8::/32'] });
    const from = async (address: string) => await ask({ 'x-api-key': bound, 'x-forwarded-for': address });
    assert.equal((await from('10.20.7.9')).status, 200);
    assert.equal((await from('2001:db8::7')).status, 200);
    const foreign = await from('10.21.0.1');
    assert.equal(foreign.status, 403);
    assert.equal(problem.parse(await foreign.json()).type, '/help/problems/address-not-allowed');
  });

  test('another spelling of the path is no address, so that no session of pages stands in for a scope', async () => {
    await app.signedIn('admin');
    const officer = await app.signedIn('claims');
    const cookie = [...officer.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { 'x-api-key': await app.key(), cookie };
    assert.equal((await ask(headers, '/api/v1/figures')).status, 403);
    for (const path of ['/API/v1/figures', '/api/V1/figures', '/Helpline/api/cases', '/Healthz'])
      assert.equal((await ask(headers, path)).status, 404, path);
  });

  test('a key counts alone, whoever was found before it', async () => {
    const key = await app.key();
    const req = { ip: '127.0.0.1', get: (name: string) => (name === 'x-api-key' ? key : undefined) };
    const res = { req, locals: {} };
    const asResponse = res as unknown as Response_; // as much of it as the guard reads
    const user = { id: 1, username: 'x', fullName: null, roles: ['admin'], language: 'th' } as const;
    setReader(asResponse, {
      ...{ language: 'th', theme: 'auto', shortcuts: true, csrfToken: '', requestId: '', local: false },
      ...{ livePosition: '', user: { ...user, granted: [], mustChangePassword: false, sessionHash: null } },
    });
    const address = { mount: 'native', scope: 'claims:read' } as ApiAddress;
    await credential(app.parts, address)(req as unknown as Request_, asResponse, () => undefined);
    assert.equal(readerOf(asResponse).user, null);
    assert.throws(() => checkScope(address, 'claims')(asResponse.req, asResponse, () => undefined), {
      code: 'insufficient_scope',
    });
  });

  test('what proxies say of the address counts only for those in TRUST_PROXY', async () => {
    const direct = await startTestApp({ db: fresh.db, parts: { now: () => now } });
    try {
      const bound = await app.key({ addresses: ['10.20.0.0/16'] });
      const headers = { 'x-api-key': bound, 'x-forwarded-for': '10.20.7.9' };
      assert.equal((await fetch(`${direct.url}/api/v1/session`, { headers })).status, 403);
    } finally {
      await direct.close();
    }
  });

  test('the last use is noted at most once a minute', async () => {
    const key = await app.key();
    const lastUse = async () =>
      (await listApiKeys(fresh.db)).find(({ prefix }) => prefix === prefixOf(key))?.lastUsedAt ?? null;
    assert.equal(await lastUse(), null);
    await ask({ 'x-api-key': key });
    const first = await lastUse();
    assert.equal(Date.parse(first ?? ''), now.getTime());
    now = new Date(now.getTime() + 59_000);
    await ask({ 'x-api-key': key });
    assert.equal(await lastUse(), first);
    now = new Date(now.getTime() + 2_000);
    await ask({ 'x-api-key': key });
    assert.equal(Date.parse((await lastUse()) ?? ''), now.getTime());
  });

  test('without sign-in for pages the API still wants a credential', async () => {
    const open = await startTestApp({ db: fresh.db, env: { AUTH: 'off' } });
    try {
      assert.equal((await fetch(`${open.url}/dashboard`)).status, 200);
      assert.equal((await fetch(`${open.url}/api/v1/session`)).status, 401);
    } finally {
      await open.close();
    }
  });

  test('the session of the pages opens our own mount and not the other', async () => {
    await app.signedIn('admin');
    const officer = await app.signedIn('claims');
    assert.equal((await officer.send('/api/v1/health', {})).status, 200);
    assert.equal((await officer.send('/api/v1/session', {})).status, 200);
    assert.equal((await officer.send('/helpline/api/health', {})).status, 200);
    assert.equal((await officer.send('/helpline/api/no-such', {})).status, 404);
    assert.equal(await codeOf(await officer.send('/helpline/api/session', {})), 'not_found');
  });

  test('the document is open to everybody only where the setting says so', async () => {
    assert.equal((await ask({ 'x-forwarded-for': '10.7.0.1' }, '/api/v1/openapi.json')).status, 401);
    assert.equal((await ask({ 'x-api-key': await app.key() }, '/api/v1/openapi.json')).status, 200);
    const open = await startTestApp({ db: fresh.db, env: { API_DOCUMENT_PUBLIC: 'on' } });
    try {
      const answer = await fetch(`${open.url}/api/v1/openapi.json`);
      assert.equal(answer.status, 200);
      assert.match(await answer.text(), /^{"openapi":"3.1/);
      const bad = { headers: { 'x-api-key': 'bad' } };
      assert.equal((await fetch(`${open.url}/api/v1/openapi.json`, bad)).status, 401);
    } finally {
      await open.close();
    }
  });

  test('no key and no cookie stands in the log, wherever it was put', async () => {
    const key = await app.key({ scopes: ['cases:write'] });
    const officer = await app.signedIn('claims');
    const session = officer.cookies.get('eclaim_session') ?? '';
    await ask({ 'x-api-key': key, cookie: `eclaim_session=${session}; HELPLINE_SESSION_ID=${key}` });
    await ask({ authorization: `Bearer ${key}`, referer: `http://x/?key=${key}`, 'user-agent': key });
    await ask({}, `/api/v1/cases/${key}?key=${key}`);
    await ask({}, `/api/v1/${key}`);
    await fetch(`${app.url}/helpline/api/cases`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-api-key': key },
      body: `{"title":"${key}","broken`,
    });
    const { ring } = app.parts;
    const lines = Array.from({ length: ring.last() }, (_, at) => ring.at(at + 1)?.json ?? '');
    const log = lines.join('\n');
    assert.ok(log.includes('request answered'));
    assert.ok(!log.includes(key.slice(13)));
    assert.ok(session.length > 20 && !log.includes(session));
  });
});
