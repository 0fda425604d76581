import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { z } from 'zod';
import { mayDo } from '../domain/permission.js';
import { type Role, roles } from '../domain/role.js';
import { databases, type FreshDatabase } from '../testing/databases.js';
import { startTestApp, type TestApp } from '../testing/test-app.js';
import { openApiDocument, openApiPath } from './api/openapi.js';
import { isApi } from './api-call.js';
import { routes } from './index.js';
import type { Route } from './route.js';

/** An address of the route: every `:name` is something that exists nowhere. */
const addressOf = (route: Route) => route.path.replace(/:\w+/g, '0');

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** Code of the problem, or null where it was none. */
  readonly code: string | null;
}

/** Streams do not end by themselves: only a problem is read to its end. */
async function statusOf(app: TestApp, route: Route, headers: Record<string, string>): Promise<Answer> {
  const stop = new AbortController();
  const answer = await fetch(`${app.url}${addressOf(route)}`, {
    method: route.method.toUpperCase(),
    redirect: 'manual',
    // Strangers are limited by their address: each route is asked from another one.
    headers: { 'x-forwarded-for': `10.0.0.${routes.indexOf(route) % 250}`, ...headers },
    signal: stop.signal,
  });
  const refused = answer.headers.get('content-type')?.includes('problem') === true;
  const code = refused ? z.looseObject({ code: z.string() }).parse(await answer.json()).code : null;
  stop.abort();
  return { status: answer.status, headers: answer.headers, code };
}

describe('every route', () => {
  let fresh: FreshDatabase;
  let app: TestApp;
  const cookies = new Map<Role, string>();
  before(async () => {
    const [embedded] = databases();
    assert.ok(embedded);
    fresh = await embedded.fresh();
    app = await startTestApp({ db: fresh.db, env: { TRUST_PROXY: '127.0.0.1' } });
    for (const role of roles) {
      const browser = await app.signedIn(role);
      cookies.set(role, [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    }
  });
  after(async () => {
    await app.close();
    await fresh.close();
  });

  test('is closed to nobody in particular: a page leads to sign-in, the API answers 401', async () => {
    for (const route of routes.filter(({ permission }) => permission !== 'public')) {
      const page = await statusOf(app, route, { accept: 'text/html' });
      const where = `${route.method} ${route.path}`;
      if (isApi(route.path) || /\.(json|csv)$|stream$/.test(route.path)) {
        assert.equal(page.status, 401, where);
        assert.match(page.headers.get('content-type') ?? '', /problem\+json/, where);
      } else {
        assert.equal(page.status, 303, where);
        assert.match(page.headers.get('location') ?? '', /^\/login/, where);
      }
    }
  });

  test('opens to exactly the roles that its permission names', async () => {
    for (const route of routes)
      for (const role of roles) {
        const may =
          route.permission === 'public' ||
          route.permission === 'signed_in' ||
          mayDo([role], route.permission);
        const answer = await statusOf(app, route, {
          accept: 'application/problem+json',
          cookie: cookies.get(role) ?? '',
          origin: app.url,
        });
        const where = `${route.method} ${route.path} as ${role}: ${answer.status}`;
        // A change without its token is refused too, but for that reason.
        // Sessions of pages open our own mount alone.
        if (route.api?.mount === 'compat')
          assert.ok(route.api.scope === 'none' || answer.code === 'unauthenticated', where);
        else if (may && route.method !== 'get') assert.equal(answer.code, 'page_too_old', where);
        else if (may) assert.doesNotMatch(answer.code ?? '', /^(not_allowed|insufficient_scope)$/, where);
        else if (isApi(route.path)) assert.equal(answer.code, 'insufficient_scope', where);
        // AI audio is switched on for persons beside their role, and these have it not.
        else if (route.permission === 'ai_audio')
          assert.match(answer.code ?? '', /^(not_allowed|audio_not_switched_on)$/, where);
        else assert.equal(answer.code, 'not_allowed', where);
      }
  });

  test('that changes something refuses a request without the token', async () => {
    const open = ({ api }: Route) => api?.mount === 'compat' && api.scope === 'none';
    for (const route of routes.filter((one) => one.method !== 'get' && !open(one))) {
      const answer = await statusOf(app, route, {
        accept: 'application/problem+json',
        cookie: [...roles].map((role) => cookies.get(role)).find((cookie) => cookie !== undefined) ?? '',
        origin: app.url,
      });
      const refused = route.api?.mount === 'compat' ? 401 : 403;
      assert.equal(answer.status, refused, `${route.method} ${route.path}`);
    }
  });

  test('below /api stands in the OpenAPI document, and the document in nothing else', () => {
    const { paths } = openApiDocument(routes, '') as { paths: Record<string, Record<string, unknown>> };
    const listed = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    );
    const built = routes
      .filter(({ path }) => isApi(path))
      .map(({ method, path }) => `${method} ${openApiPath(path.replace(/^\/(api\/v1|helpline\/api)/, ''))}`);
    assert.deepEqual(listed.sort(), [...new Set(built)].sort());
  });

  test('answers another method with 405 and Allow, OPTIONS with 204, and an unknown address with 404', async () => {
    const browser = await app.signedIn('admin');
    const wrong = await browser.send('/api/v1/session', { method: 'PUT' });
    assert.equal(wrong.status, 405);
    assert.equal(wrong.headers.get('allow'), 'GET, HEAD, OPTIONS');
    assert.equal((await browser.send('/api/v1/session', { method: 'OPTIONS' })).status, 204);
    assert.equal((await browser.get('/no/such/page')).status, 404);
    const page = await (await browser.get('/no/such/page')).text();
    assert.match(page, /ไม่พบหน้าหรือรายการนี้/);
  });

  test('carries the headers that keep a browser safe', async () => {
    const answer = await app.browser().get('/login');
    assert.match(answer.headers.get('content-security-policy') ?? '', /^default-src 'self'/);
    assert.equal(answer.headers.get('x-content-type-options'), 'nosniff');
    assert.equal(answer.headers.get('cache-control'), 'private, no-store');
    assert.equal(answer.headers.get('strict-transport-security'), null);
    assert.match(answer.headers.get('x-request-id') ?? '', /^[0-9a-f-]{36}$/);
    assert.equal(answer.headers.get('x-powered-by'), null);
  });
});
