import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { OpenchsFault } from './fault-kinds.js';
import { createOpenchsServer, type OpenchsServer } from './openchs-server.js';

let server: OpenchsServer;
before(async () => {
  server = await createOpenchsServer({ seed: 'faults' });
});
after(() => server.close());
beforeEach(() => server.fake.reset());

const body = { title: 'Denied', category: 'denial', priority: 'high', description: 'x' };
const key = { 'x-api-key': 'practice-openchs-key' };

interface Given {
  readonly method?: string;
  readonly json?: unknown;
  readonly headers?: Record<string, string>;
}

async function ask(path: string, { method = 'GET', json, headers = {} }: Given = {}) {
  const answer = await fetch(`${server.url}/documented/helpline/api${path}`, {
    method,
    headers: { ...key, ...headers },
    redirect: 'manual',
    ...(json === undefined ? {} : { body: JSON.stringify(json) }),
  });
  const text = await answer.text();
  const isJson = answer.headers.get('content-type')?.includes('json') ?? false;
  return { status: answer.status, headers: answer.headers, text, json: isJson ? JSON.parse(text) : null };
}

const create = (headers: Record<string, string> = {}) =>
  ask('/cases', { method: 'POST', json: body, headers });
const fault = (kind: OpenchsFault['kind'], more: Partial<OpenchsFault> = {}) =>
  server.fake.faults.add({ call: 'documented_create', kind, ...more });
const stored = () => server.fake.documented.all().length;

test('documented: creates, reads, changes and lists as its guide says', async () => {
  const made = await create({ 'idempotency-key': 'A' });
  assert.equal(made.status, 201);
  assert.deepEqual((await create({ 'idempotency-key': 'A' })).json.id, made.json.id);
  assert.equal(stored(), 1);
  assert.equal((await ask(`/cases/${made.json.id}`)).json.priority, 'high');
  const changed = await ask(`/cases/${made.json.id}`, { method: 'PUT', json: { status: 'resolved' } });
  assert.deepEqual([changed.status, changed.json.status, changed.json.title], [200, 'resolved', 'Denied']);
  assert.equal((await ask('/cases/99999')).status, 404);
  assert.equal((await ask('/cases', { method: 'POST', json: { title: 'x' } })).status, 422);
  assert.equal((await ask('/health')).status, 200);
  assert.equal((await ask('/cases', { headers: { 'x-api-key': 'wrong' } })).status, 401);
  const since = encodeURIComponent(changed.json.updated_at);
  assert.equal((await ask(`/cases?updated_since=${since}&limit=1`)).json.length, 1);
  assert.equal((await ask('/cases?updated_since=2999-01-01T00:00:00Z')).json.length, 0);
});

test('transport: what is cut before the work stores nothing, what is cut after it stores', async () => {
  for (const kind of ['reset_before_body', 'reset_after_body'] as const) {
    fault(kind);
    await assert.rejects(create(), TypeError, kind);
    assert.equal(stored(), 0, kind);
  }
  fault('store_then_drop');
  await assert.rejects(create(), TypeError);
  assert.equal(stored(), 1);
  fault('cut_body');
  await assert.rejects(create());
  assert.equal(stored(), 2);
});

test('transport: refuse closes the port for a time, hang and late keep a caller waiting', async () => {
  fault('refuse', { ms: 120 });
  await assert.rejects(create(), TypeError);
  await assert.rejects(create(), (error: Error & { cause?: { code?: string } }) => {
    return error.cause?.code === 'ECONNREFUSED';
  });
  await new Promise((resolve) => setTimeout(resolve, 250));
  assert.equal((await create()).status, 201);
  const soon = AbortSignal.timeout(100);
  fault('hang');
  await assert.rejects(
    fetch(`${server.url}/documented/helpline/api/cases`, { method: 'POST', signal: soon }),
  );
  assert.equal(stored(), 1);
  fault('late', { ms: 60 });
  const began = performance.now();
  assert.equal((await create()).status, 201);
  assert.ok(performance.now() - began >= 55);
});

test('transport: store_late drops the caller and stores afterwards', async () => {
  fault('store_late', { ms: 60 });
  await assert.rejects(create(), TypeError);
  assert.equal(stored(), 0);
  await new Promise((resolve) => setTimeout(resolve, 150));
  assert.equal(stored(), 1);
});

test('transport: a page in place of JSON, a redirect elsewhere, a certificate nobody vouches for', async () => {
  fault('html');
  const page = await create();
  assert.deepEqual([page.status, page.json], [200, null]);
  fault('redirect_away', { location: 'http://elsewhere.invalid/x' });
  const away = await create();
  assert.deepEqual([away.status, away.headers.get('location')], [302, 'http://elsewhere.invalid/x']);
  const bad = await createOpenchsServer({ badCertificate: true });
  try {
    await assert.rejects(
      fetch(`${bad.url}/documented/helpline/api/health`),
      (error: Error & { cause?: Error }) => /self.signed|verify/i.test(String(error.cause)),
    );
  } finally {
    await bad.close();
  }
});

test('status: each of the statuses, in number as asked, with and without a wait', async () => {
  const statuses: [OpenchsFault['kind'], number][] = [
    ['unauthorized', 401],
    ['invalid_with_code', 412],
    ['invalid_without_code', 412],
    ['invalid_problem', 422],
    ['under_way', 409],
    ['timeout_408', 408],
    ['too_many_seconds', 429],
    ['too_many_date', 429],
    ['too_many_bare', 429],
    ['server_error', 500],
    ['bad_gateway', 502],
    ['unavailable', 503],
  ];
  for (const [kind, status] of statuses) {
    fault(kind, { ms: 3000 });
    const spoilt = await create();
    assert.equal(spoilt.status, status, kind);
    const waits = spoilt.headers.get('retry-after');
    if (kind === 'too_many_seconds') assert.equal(waits, '3');
    else if (kind === 'too_many_date') assert.match(waits ?? '', /GMT$/);
    else assert.equal(waits, null);
    if (kind === 'invalid_with_code') assert.equal(spoilt.json.errors[0].length, 7);
    if (kind === 'invalid_without_code') assert.equal(spoilt.json.errors[0].length, 2);
  }
  assert.equal(stored(), 0);
  fault('accepted_203');
  assert.deepEqual([(await create()).status, stored()], [203, 1]);
  fault('unauthorized', { times: 'always' });
  assert.deepEqual([(await create()).status, (await create()).status], [401, 401]);
});

test('documented: each way in which a server may break the promises of the guide', async () => {
  const list = (kind: OpenchsFault['kind']) =>
    server.fake.faults.add({ call: 'documented_list', kind, times: 1 });
  fault('ignore_idempotency_key', { times: 'always' });
  for (let n = 0; n < 3; n += 1) await create({ 'idempotency-key': 'same' });
  assert.equal(stored(), 3);
  list('ignore_updated_since');
  assert.equal((await ask('/cases?updated_since=2999-01-01T00:00:00Z')).json.length, 3);
  list('shape_data');
  assert.equal((await ask('/cases')).json.data.length, 3);
  list('shape_success');
  const { json } = await ask('/cases?limit=2');
  assert.deepEqual([json.success, json.data.length, json.pagination.total], [true, 2, 3]);
  list('shape_results');
  const first = (await ask('/cases?limit=2')).json;
  assert.deepEqual([first.results.length, first.next.includes('offset=2')], [2, true]);
  for (let n = 0; n < 60; n += 1) server.fake.documented.create({ title: 'many' }, null);
  list('small_pages');
  assert.equal((await ask('/cases?limit=100')).json.length, 40);
  list('newest_first');
  const ids = (await ask('/cases')).json.map((row: { id: number }) => row.id);
  assert.deepEqual(
    ids,
    ids.toSorted((a: number, b: number) => b - a),
  );
  list('naive_times');
  assert.match((await ask('/cases')).json[0].updated_at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/);
  list('equal_updated_at');
  const times = (await ask('/cases')).json.map((row: { updated_at: string }) => row.updated_at);
  assert.equal(new Set(times).size, 1);
  server.fake.faults.add({ call: 'documented_update', kind: 'empty_on_put' });
  const { id } = server.fake.documented.all()[0] ?? { id: 0 };
  const put = await ask(`/cases/${id}`, { method: 'PUT', json: { status: 'closed' } });
  assert.deepEqual([put.status, put.text], [200, '']);
  assert.equal(server.fake.documented.find(String(id))?.fields.status, 'open');
});

test('faults come by number, by path, and at random from the seed', async () => {
  fault('unavailable', { after: 1, times: 2 });
  const statuses = [];
  for (let n = 0; n < 4; n += 1) statuses.push((await create()).status);
  assert.deepEqual(statuses, [201, 503, 503, 201]);
  server.fake.faults.clear();
  server.fake.faults.add({
    call: 'any',
    kind: 'unavailable',
    path: '/documented/helpline/api/health',
    times: 'always',
  });
  assert.deepEqual([(await ask('/health')).status, (await create()).status], [503, 201]);
  server.fake.faults.clear();
  const runs = await Promise.all(
    [1, 2].map(async () => {
      const one = await createOpenchsServer({ seed: 'again' });
      one.fake.faults.add({ call: 'any', kind: 'unavailable', chance: 0.5, times: 'always' });
      const seen = [];
      for (let n = 0; n < 24; n += 1)
        seen.push((await fetch(`${one.url}/documented/helpline/api/health`)).status);
      await one.close();
      return seen.join(' ');
    }),
  );
  assert.equal(runs[0], runs[1]);
  assert.match(runs[0] ?? '', /200.*503|503.*200/);
});

test('the control port switches faults, moves the clock, and tells what came without credentials', async () => {
  const control = async (method: string, path: string, json?: unknown) => {
    const init = json === undefined ? { method } : { method, body: JSON.stringify(json) };
    const answer = await fetch(`${server.controlUrl}${path}`, init);
    return { status: answer.status, text: await answer.text() };
  };
  assert.equal((await control('POST', '/faults', { call: 'any', kind: 'nonsense' })).status, 400);
  assert.equal((await control('POST', '/faults', { call: 'any', kind: 'unavailable' })).status, 200);
  assert.equal((await create()).status, 503);
  assert.match((await control('GET', '/faults')).text, /"spoilt":1/);
  await control('DELETE', '/faults');
  const before = server.fake.now();
  await control('POST', '/clock', { advance_s: 3600 });
  assert.ok(server.fake.now() - before >= 3_600_000);
  assert.equal((await create()).status, 201);
  const { text } = await control('GET', '/requests');
  assert.match(text, /documented_create/);
  assert.match(text, /Denied/);
  assert.doesNotMatch(text, /practice-openchs-key/);
  assert.match((await control('GET', '/cases')).text, /"caseNumber"/);
  await control('POST', '/reset');
  assert.equal(stored(), 0);
  assert.equal((await control('GET', '/elsewhere')).status, 404);
});
