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

async function ask(path: string, json?: unknown, token = 'practice-gateway-token') {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const init = json === undefined ? {} : { method: 'POST', headers, body: JSON.stringify(json) };
  const answer = await fetch(`${server.url}/gateway/api/${path}`, init);
  const text = await answer.text();
  const isJson = answer.headers.get('content-type')?.includes('json') ?? false;
  return { status: answer.status, text, json: isJson ? JSON.parse(text) : null };
}

const form = 'webhook/webform/';
const fault = (call: OpenchsFault['call'], kind: OpenchsFault['kind']) =>
  server.fake.faults.add({ call, kind });
const complaint = { narrative: 'Denied', category: 'denial', priority: 'high', status: 'x', plan: 'y' };

test('the code comes once, and gives a token', async () => {
  const who = { email: 'it@hospital.example', organization_name: 'Practice hospital' };
  const verify = (otp: string) => ask(`${form}auth/verify-otp/`, { ...who, otp });
  assert.equal((await verify('246810')).status, 404);
  assert.equal((await ask(`${form}auth/request-verification/`, who)).status, 200);
  assert.equal((await verify('111111')).status, 400);
  const { json } = await verify('246810');
  assert.deepEqual([json.status, json.organization_id], ['success', 7]);
  assert.ok(Date.parse(json.expires) > server.fake.now() + 364 * 86_400_000);
  assert.equal((await verify('246810')).status, 404);
});

test('a complaint keeps the narrative alone, and twice the same makes two', async () => {
  assert.equal((await ask(form, complaint, 'wrong')).status, 401);
  assert.equal((await ask(form, { plan: 'x' })).status, 400);
  const { json } = await ask(form, complaint);
  assert.match(json.case_reference, /^lwf\d+$/);
  assert.deepEqual(server.fake.gateway.all()[0]?.fields, { narrative: 'Denied' });
  await ask(form, complaint);
  assert.equal(server.fake.gateway.all().length, 2);
  const status = await ask(`case/status/${json.case_reference}/`);
  assert.deepEqual([status.status, status.json.case_status], [200, 'Ongoing']);
  server.fake.gateway.close(301);
  assert.equal((await ask('case/status/lwf301/')).json.case_status, 'Closed');
  assert.equal((await ask('case/status/lwf9/')).status, 404);
  assert.equal((await ask('case/status/other/')).status, 400);
});

test('gateway faults', async () => {
  fault('gateway_create', 'no_reference');
  const silent = await ask(form, complaint);
  assert.deepEqual(
    [silent.status, silent.json.status, 'case_reference' in silent.json],
    [200, 'success', false],
  );
  assert.equal(server.fake.gateway.all().length, 0);
  fault('gateway_create', 'token_expired');
  assert.equal((await ask(form, complaint)).status, 401);
  fault('gateway_create', 'organisation_inactive');
  assert.equal((await ask(form, complaint)).status, 403);
  fault('gateway_create', 'server_error_text');
  const broken = await ask(form, complaint);
  assert.deepEqual([broken.status, broken.text.includes('secret detail')], [500, true]);
  const { json } = await ask(form, complaint);
  fault('gateway_status', 'status_unknown');
  assert.equal((await ask(`case/status/${json.case_reference}/`)).json.case_status, 'Unknown');
});
