import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { OpenchsFault } from './fault-kinds.js';
import { createOpenchsServer, type OpenchsServer } from './openchs-server.js';

let server: OpenchsServer;
before(async () => {
  server = await createOpenchsServer();
});
after(() => server.close());
beforeEach(() => server.fake.reset());

const body = {
  gbv_related: '0',
  case_category_id: '362',
  narrative: 'He said "no"\n<b>',
  plan: 'x',
  priority: '3',
  status: '1',
  reporters_uuid: { fname: 'Office', lname: '-', age_group_id: '361', sex_id: '121', phone: '66812345678' },
  theirref: 'REF-1',
  src_callid: 'REF-1',
};

async function ask(
  path: string,
  {
    method = 'GET',
    session = '',
    json,
    headers = {},
  }: { method?: string; session?: string; json?: unknown; headers?: Record<string, string> } = {},
) {
  const answer = await fetch(`${server.url}/native/helpline/api${path}`, {
    method,
    headers: { ...(session === '' ? {} : { authorization: `Bearer ${session}` }), ...headers },
    ...(json === undefined ? {} : { body: typeof json === 'string' ? json : JSON.stringify(json) }),
  });
  const text = await answer.text();
  const isJson = answer.headers.get('content-type')?.includes('json') ?? false;
  return { status: answer.status, headers: answer.headers, text, json: isJson ? JSON.parse(text) : null };
}

async function signIn(name = 'practice', password = 'practice-password') {
  const authorization = `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`;
  return await ask('/', { method: 'POST', headers: { authorization } });
}
const sessionOf = async (name?: string): Promise<string> => (await signIn(name)).json.ss[0][0];
const fault = (call: OpenchsFault['call'], kind: OpenchsFault['kind']) =>
  server.fake.faults.add({ call, kind });
const at = (json: { cases: string[][]; cases_k: Record<string, string[]> }, field: string) =>
  json.cases[0]?.[Number(json.cases_k[field]?.[0])];

test('sign-in: 412 for a wrong password, 401 and a worthless cookie without one, a bearer that works', async () => {
  assert.equal((await signIn('practice', 'wrong')).status, 412);
  const none = await ask('/cases');
  assert.deepEqual([none.status, none.headers.get('set-cookie')?.includes('anonymous')], [401, true]);
  const { json } = await signIn();
  assert.equal(json.ss[0].length, 5);
  assert.equal(json.ss[0][3], '2');
  assert.match(JSON.stringify(json.contacts), /Invented Person/);
  assert.equal((await ask('/cases', { headers: { 'session-id': json.ss[0][0] } })).status, 401);
  assert.equal((await ask('/cases', { headers: { 'x-api-key': 'practice-openchs-key' } })).status, 401);
  assert.equal((await ask('/cases', { session: json.ss[0][0] })).status, 200);
  assert.equal(server.fake.native.signIns(), 2);
});

test('rows: 122 fields in 125 cells, text escaped on store, phones rewritten, no idempotency', async () => {
  const session = await sessionOf();
  const made = await ask('/cases', { method: 'POST', session, json: body });
  assert.equal(made.status, 201);
  assert.deepEqual([Object.keys(made.json.cases_k).length, made.json.cases[0].length], [122, 125]);
  assert.equal(at(made.json, 'narrative'), 'He said \\"no\\"\\n&lt;b&gt;');
  assert.equal(at(made.json, 'reporter_phone'), '66812345678');
  const reporters_uuid = { ...body.reporters_uuid, phone: '+66 81-234-5678' };
  const other = await ask('/cases', { method: 'POST', session, json: { ...body, reporters_uuid } });
  assert.equal(at(other.json, 'reporter_phone'), '25466812345678');
  await ask('/cases', { method: 'POST', session, json: body });
  assert.equal(server.fake.native.cases().length, 3);
  assert.equal((await ask('/cases', { method: 'POST', session, json: '{' })).status, 400);
  const wrong = await ask('/cases', {
    method: 'POST',
    session,
    json: { ...body, plan: '', case_category_id: '9' },
  });
  assert.equal(wrong.status, 412);
  assert.deepEqual(
    wrong.json.errors.map((row: string[]) => [row[2], row[5]]),
    [
      ['REQUIRED', 'plan'],
      ['INVALID_FOREIGN_KEY', 'case_category_id'],
    ],
  );
});

test('reading: exact search, empty rows for an unknown id, updates by POST alone', async () => {
  const session = await sessionOf();
  const made = await ask('/cases', { method: 'POST', session, json: body });
  const id = at(made.json, 'id');
  assert.equal((await ask('/cases?theirref=REF-1', { session })).json.cases.length, 1);
  assert.equal((await ask('/cases?src_callid=REF', { session })).json.cases.length, 0);
  const unknown = await ask('/cases/1', { session });
  assert.deepEqual([unknown.status, unknown.json.cases], [200, []]);
  assert.ok('cases_no_data' in unknown.json);
  const update = await ask(`/cases/${id}`, { method: 'POST', session, json: { status: '2' } });
  assert.deepEqual([update.status, at(update.json, 'status')], [202, '2']);
  const missing = await ask('/cases/1', { method: 'POST', session, json: { status: '2' } });
  assert.deepEqual([missing.status, missing.json.cases], [202, []]);
  for (const method of ['PUT', 'PATCH', 'DELETE']) {
    const idle = await ask(`/cases/${id}`, { method, session, json: { status: '1' } });
    assert.deepEqual([idle.status, idle.text], [200, ''], method);
  }
  assert.equal(server.fake.native.cases()[0]?.status, '2');
  assert.equal((await ask('/nowhere', { session })).status, 404);
});

test('lists: offsets are rounded down and clamped, unknown parameters ignored, counsellors see nothing', async () => {
  const session = await sessionOf();
  for (let n = 0; n < 25; n += 1) server.fake.native.create({ theirref: `R${n}`, status: '1' });
  const ctx = async (query: string) => (await ask(`/cases?${query}`, { session })).json.cases_ctx[0];
  assert.deepEqual((await ctx('limit=1')).slice(0, 5), ['0', '20', '1', '20', '25']);
  assert.deepEqual((await ctx('_c=10&_a=15')).slice(0, 5), ['10', '10', '11', '20', '25']);
  assert.deepEqual((await ctx('_c=10&_a=90')).slice(0, 5), ['20', '10', '21', '25', '25']);
  assert.equal((await ctx('updated_since=2999-01-01'))[4], '25');
  const now = Math.floor(server.fake.now() / 1000);
  assert.equal((await ctx(`created_on=${now - 200_000};${now - 100_000}`))[4], '0');
  assert.equal((await ctx(`created_on=${now - 200_000};${now - 80_000}`))[4], '25');
  const counsellor = await sessionOf('counsellor');
  assert.deepEqual((await ask('/cases', { session: counsellor })).json.cases, []);
  assert.equal((await ask('/cases/701', { session: counsellor })).json.cases.length, 1);
});

test('every change is one activity, in rising order', async () => {
  const session = await sessionOf();
  server.fake.native.create({ status: '1' });
  server.fake.native.change('701', { status: '2' });
  const { json } = await ask('/case_activities?sort=created_on', { session });
  const column = (field: string) =>
    json.case_activities.map((row: string[]) => row[Number(json.case_activities_k[field][0])]);
  assert.deepEqual(column('activity'), ['1', '2']);
  assert.deepEqual(column('status'), ['1', '2']);
  fault('native_changes', 'blank_activity_fields');
  const blank = await ask('/case_activities', { session });
  assert.doesNotMatch(JSON.stringify(blank.json.case_activities[1].slice(5, 9)), /\b[12]\b/);
});

test('native faults: columns, duplicates, growing totals, expired sessions, an unknown category', async () => {
  const session = await sessionOf();
  const create = () => ask('/cases', { method: 'POST', session, json: body });
  fault('native_create', 'columns_inserted');
  const inserted = await create();
  assert.deepEqual([inserted.json.cases_k.inserted[0], inserted.json.cases[0].length], ['5', 126]);
  fault('native_create', 'columns_removed');
  assert.ok(!('final_status' in (await create()).json.cases_k));
  fault('native_create', 'columns_reordered');
  const reordered = await create();
  assert.equal(reordered.json.cases_k.id[0], '121');
  assert.equal(at(reordered.json, 'theirref'), 'REF-1');
  fault('native_create', 'duplicate_create');
  await create();
  assert.equal(server.fake.native.cases().length, 5);
  fault('native_create', 'no_category');
  assert.equal((await create()).json.errors[0][2], 'INVALID_FOREIGN_KEY');
  const total = async () => (await ask('/case_activities', { session })).json.case_activities_ctx[0][4];
  fault('native_changes', 'total_changing');
  assert.equal(Number(await total()) + 1, Number(await total()));
  fault('native_get', 'expired_session');
  assert.equal((await ask('/cases/701', { session })).status, 401);
  assert.equal((await ask('/cases/701', { session })).status, 401);
});
