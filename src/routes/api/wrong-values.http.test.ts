import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { z } from 'zod';
import { eachDatabase } from '../../testing/databases.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';

const problem = z.looseObject({
  errors: z
    .array(
      z.strictObject({
        parameter: z.string().optional(),
        pointer: z.string().optional(),
        header: z.string().optional(),
        detail: z.string().min(5),
      }),
    )
    .default([]),
});

eachDatabase('what is wrong in a call to the API is named', (database) => {
  let app: TestApp;
  let key = '';
  before(async () => {
    app = await startTestApp({ db: database.db });
    const scopes = [
      ...(['cases:read', 'cases:write', 'imports:write', 'exports:create'] as const),
      ...(['claims:read', 'webhooks:manage'] as const),
    ];
    key = await app.key({ scopes, ratePerMinute: 10_000 });
  });
  after(async () => await app.close());

  const send = async (
    method: string,
    path: string,
    body?: string | object,
    headers: Record<string, string> = {},
  ) =>
    await fetch(`${app.url}/api/v1${path}`, {
      method,
      headers: {
        'x-api-key': key,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
  /** Status and places of an answer: `400 ?limit`, `422 /title`, `409 Idempotency-Key`. */
  const placesOf = async (answer: Response) => {
    const { errors } = problem.parse(await answer.json());
    const places = errors.map(({ parameter, pointer, header }) => {
      assert.equal([parameter, pointer, header].filter((place) => place !== undefined).length, 1);
      return parameter === undefined ? (pointer ?? header) : `?${parameter}`;
    });
    return [answer.status, ...places].join(' ');
  };
  const asked = async (path: string) => await placesOf(await send('GET', path));
  const minimal = { title: 'ขอเอกสาร', category: 'document', priority: 'low' };
  const made = async (fields: object = {}, headers: Record<string, string> = {}) =>
    await send('POST', '/cases', { ...minimal, ...fields }, headers);

  test('parameters of lists and figures: times, words, days, periods, splits', async () => {
    const expected = {
      '/cases?updated_since=yesterday': '?updated_since',
      '/cases?created_after=2569-01-01': '?created_after',
      '/cases?created_before=x': '?created_before',
      '/cases?cursor=abc': '?cursor',
      '/cases?status=open,odd': '?status',
      '/claims?state=paid': '?state',
      '/claims?status=odd': '?status',
      '/claims?scheme=ucs,abc': '?scheme',
      '/claims?from=2569-01-01': '?from',
      '/claims?from=2026-02-01&to=2026-01-01': '?to',
      '/claims?fiscal_year=2026': '?fiscal_year',
      '/claims?fiscal_year=2569&from=2026-01-01': '?fiscal_year',
      '/claims?undated=only&from=2026-01-01': '?undated',
      '/claims?imported_since=x': '?imported_since',
      '/claims?updated_since=x': '?updated_since',
      '/claims?cursor=abc': '?cursor',
      '/denials?kind=zz': '?kind',
      '/denials?cursor=abc': '?cursor',
      '/reconciliation?waiting_stm=1': '?waiting_stm',
      '/events?cursor=abc': '?cursor',
      '/figures/claims-summary?by=age': '?by',
      '/figures/claims-summary?first_passed=perhaps': '?first_passed',
      '/figures/work-done?drg=04510': '?drg',
      '/claims/summary?from=2026-13-01': '?from',
      '/reconciliation/his-status?from=2569-01-01': '?from',
      '/reconciliation/his-status?from=2026-02-01&to=2026-02-01': '?to',
      '/jobs?from=2026-02-02&to=2026-02-01': '?to',
      '/jobs?to=2569-02-01': '?to',
      '/jobs?type=nothing': '?type',
      '/jobs?state=odd': '?state',
      '/jobs?who=0': '?who',
    };
    for (const [path, places] of Object.entries(expected))
      assert.equal(await asked(path), `400 ${places}`, path);
  });

  test('a word that no file or import has is refused with those that there are, not answered with nothing', async () => {
    for (const [path, words] of Object.entries({
      '/files?status=foo': /completed, completed_with_problems/,
      '/files?kind=stm&status=foo': /undone/,
      '/files?scheme=foo': /ucs, ofc/,
      '/imports?status=pending': /unchanged/,
    })) {
      const answer = await send('GET', path);
      assert.equal(answer.status, 400, path);
      const { errors } = problem.parse(await answer.json());
      assert.equal(errors[0]?.parameter, path.split('?')[1]?.split('&').at(-1)?.split('=')[0]);
      assert.match(errors[0]?.detail ?? '', words, path);
    }
    for (const path of ['/files?status=&scheme=UCS', '/files?status=undone', '/imports?status=unchanged'])
      assert.equal((await send('GET', path)).status, 200, path);
    assert.equal(await asked('/files?month=2569-01'), '400 ?month');
    assert.equal(await asked('/files?imported_since=2569-01-01'), '400 ?imported_since');
    assert.equal(await asked('/files?imported_since=2026-01-32'), '400 ?imported_since');
  });

  test('fields of a body, and headers', async () => {
    assert.equal((await made({ case_number: 'TWICE' })).status, 201);
    assert.equal(await placesOf(await made({ case_number: 'TWICE' })), '409 /case_number');
    const once = { 'idempotency-key': 'one' };
    const first = await made({}, once);
    assert.equal(first.status, 201);
    assert.equal(await placesOf(await made({ title: 'อื่น' }, once)), '422 Idempotency-Key');
    const { id } = z.looseObject({ id: z.number() }).parse(await first.json());
    const stale = await send('PATCH', `/cases/${id}`, { title: 'ใหม่' }, { 'if-match': '"9"' });
    assert.equal(await placesOf(stale), '412 If-Match');
    const order = { kind: 'cases', reason: 'monthly', filters: { created_after: 'soon' } };
    assert.equal(await placesOf(await send('POST', '/exports', order)), '400 /filters/created_after');
    const hook = { url: 'https://10.1.2.3/', events: ['case.*'], description: '' };
    assert.equal(await placesOf(await send('POST', '/webhooks', hook)), '422 /url');
    const csv = 'title,"sur, name",a/b,title\nก,ข,ค,ง\n';
    const columns = await send('POST', '/cases/import', csv, { 'content-type': 'text/csv' });
    assert.equal(await placesOf(columns), '422 /sur, name /a~1b /title');
  });

  test('a cursor has its own place: a time beside it is refused', async () => {
    const since = 'updated_since=1970-01-01T00:00:00Z';
    await made();
    await made();
    for (const list of ['cases', 'claims', 'events']) {
      const page = await send('GET', `/${list}?${since}&limit=1`);
      const cursor = page.headers.get('x-next-cursor');
      assert.ok(cursor);
      assert.equal((await send('GET', `/${list}?cursor=${cursor}&limit=1`)).status, 200);
      assert.equal(await asked(`/${list}?cursor=${cursor}&limit=1&${since}`), '400 ?updated_since');
    }
    const browsed = (await send('GET', '/cases?limit=1')).headers.get('x-next-cursor');
    assert.equal(await asked(`/cases?limit=1&cursor=${browsed}&${since}`), '400 ?updated_since');
  });

  test('where no body is asked for, none or an empty one comes, and no field is passed over', async () => {
    const hook = { url: 'https://203.0.114.1/hooks', events: ['case.*'], description: '' };
    const answer = await send('POST', '/webhooks', hook);
    assert.equal(answer.status, 201, await answer.clone().text());
    const { id } = z.looseObject({ id: z.number() }).parse(await answer.json());
    const path = `/webhooks/${id}`;
    for (const [below, success] of Object.entries({ '/rotate': 200, '/ping': 202 })) {
      for (const body of [undefined, '', {}])
        assert.equal((await send('POST', `${path}${below}`, body)).status, success, `${below} ${body}`);
      assert.equal(await placesOf(await send('POST', `${path}${below}`, { more: 1 })), '422 /more');
    }
    const replay = `${path}/deliveries/1/replay`;
    assert.equal((await send('POST', replay, {})).status, 404);
    assert.equal(await placesOf(await send('POST', replay, { delay: 5 })), '422 /delay');
    assert.equal(await placesOf(await send('POST', '/logout', { all: true })), '422 /all');
    assert.equal((await send('POST', '/logout', {})).status, 204);
    assert.equal(await placesOf(await send('DELETE', path, { force: true })), '422 /force');
    assert.equal((await send('DELETE', path)).status, 204);
  });

  test('who lacks a right is told the same by name, with a key and as a person', async () => {
    const said = async (answer: Response) => {
      const { type, detail } = z
        .looseObject({ type: z.string(), detail: z.string() })
        .parse(await answer.json());
      return [answer.status, type, /claims:read/.test(detail)];
    };
    const expected = [403, '/help/problems/insufficient-scope', true];
    await app.signedIn('admin');
    const viewer = await app.signedIn('viewer');
    const poor = await app.key();
    for (const path of ['/claims', '/files', '/jobs/none']) {
      assert.deepEqual(await said(await viewer.send(`/api/v1${path}`, {})), expected, path);
      assert.deepEqual(await said(await send('GET', path, undefined, { 'x-api-key': poor })), expected, path);
    }
  });

  test('a text that no database takes is refused by name wherever it stands, on pages and in forms too', async () => {
    const names = ['q', 'rep_no', 'error_code', 'fund', 'main_hospital'];
    for (const name of names)
      assert.equal(await placesOf(await send('GET', `/claims?${name}=a%00b`)), `400 ?${name}`);
    const exported = { kind: 'cases', format: 'json', reason: 'review' };
    assert.equal(
      await placesOf(await send('POST', '/exports', { ...exported, reason: 'a\0' })),
      '422 /reason',
    );
    assert.equal(
      await placesOf(await send('POST', '/exports', { ...exported, filters: { external_ref: '\ud83d' } })),
      '422 /filters/external_ref',
    );
    const officer = await app.signedIn('claims');
    const pages = ['/claims?q=%00', '/dashboard?fund=%00', '/files?q=%00', '/claims/a%00b'];
    for (const page of pages) assert.equal((await officer.get(page)).status, 400, page);
    assert.equal((await officer.submit('/claims', { q: 'a\0b' })).status, 400);
    assert.equal((await officer.get('/claims?q=100%25')).status, 200);
  });
});
