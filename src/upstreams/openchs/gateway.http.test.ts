import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { OpenchsFault } from '../../practice/openchs/fault-kinds.js';
import { createOpenchsServer, type OpenchsServer } from '../../practice/openchs/openchs-server.js';
import { openchsFailure, openchsOf, openchsTarget, sampleCase } from '../../testing/openchs-target.js';
import { askGatewayCode, endOfToken, takeGatewayCode } from './gateway.js';
import { createBreaker } from './index.js';
import { createSite } from './site.js';

let server: OpenchsServer;
before(async () => {
  server = await createOpenchsServer();
});
after(() => server.close());
beforeEach(() => server.fake.reset());

const { signal } = new AbortController();
const openchs = () => openchsOf(server, 'gateway');
const fault = (call: OpenchsFault['call'], kind: OpenchsFault['kind']) =>
  server.fake.faults.add({ call, kind });

test('a code gives a token, a complaint a reference, whose status is read without the token', async () => {
  const settings = openchsTarget(server, 'gateway');
  const site = createSite(settings, createBreaker(settings.now));
  const who = { email: 'it@hospital.example', organisation: 'Practice hospital' };
  await askGatewayCode(site, who, signal);
  assert.equal(
    (await openchsFailure(takeGatewayCode(site, { ...who, code: '1' }, signal))).outcome,
    'refused',
  );
  const { token, until } = await takeGatewayCode(site, { ...who, code: '246810' }, signal);
  assert.equal(token, settings.credential);
  assert.ok((until?.getTime() ?? 0) > Date.now());
  assert.equal((await openchs().connect(signal)).seen, 'gateway');
  const made = await openchs().createCase(sampleCase, signal);
  assert.match(made.id, /^lwf\d+$/);
  assert.equal((await openchs().getCase(made.id, signal))?.status, 'open');
  server.fake.gateway.close(Number(made.id.slice(3)));
  assert.equal((await openchs().getCase(made.id, signal))?.status, 'closed');
  assert.equal(await openchs().getCase('lwf1', signal), null);
  const asked = server.fake.received.all().filter(({ call }) => call === 'gateway_status');
  assert.ok(asked.every(({ headers }) => headers.authorization === undefined));
  const sent = String(server.fake.gateway.all()[0]?.fields.narrative);
  assert.ok(sent.includes(sampleCase.title) && sent.endsWith(`Ref ${sampleCase.reference}`), sent);
});

test('success without a reference is no success, and texts of faults are not repeated', async () => {
  for (const [kind, code, outcome] of [
    ['no_reference', 'openchs_refused', 'refused'],
    ['token_expired', 'openchs_credential_refused', 'unauthorized'],
    ['organisation_inactive', 'openchs_credential_refused', 'unauthorized'],
    ['server_error_text', 'openchs_fault', 'uncertain'],
    ['html', 'openchs_strange_answer', 'uncertain'],
  ] as const) {
    fault('gateway_create', kind);
    const error = await openchsFailure(openchs().createCase(sampleCase, signal));
    assert.deepEqual([error.code, error.outcome], [code, outcome], kind);
    assert.doesNotMatch(error.text('en'), /secret detail/);
  }
  assert.equal(server.fake.gateway.all().length, 0);
});

test('an unknown status is kept as it came, and nothing can be looked up by our reference', async () => {
  const made = await openchs().createCase(sampleCase, signal);
  fault('gateway_status', 'status_unknown');
  const read = await openchs().getCase(made.id, signal);
  assert.deepEqual([read?.status, read?.rawStatus], [null, 'Unknown']);
  assert.equal(await openchs().findByReference(sampleCase.reference, new Date(0), signal), null);
  assert.equal((await openchs().listChanges(null, signal)).isTold, false);
});

test('a token tells its own end, and one that is over is refused before anything is sent', async () => {
  const token = (exp: unknown) => `h.${Buffer.from(JSON.stringify({ exp })).toString('base64url')}.s`;
  assert.deepEqual(endOfToken(token(1_800_000_000)), new Date(1_800_000_000_000));
  for (const none of ['x', 'a.b.c', token('soon')]) assert.equal(endOfToken(none), null);
  const over = openchsOf(server, 'gateway', { credential: token(1_000_000_000) });
  assert.equal((await openchsFailure(over.connect(signal))).code, 'openchs_credential_refused');
});
