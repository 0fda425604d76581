import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { Reply } from '../testing/bare-http.js';
import {
  ask,
  firstFile,
  isWorkbook,
  listingPath,
  loginPath,
  mainPath,
  signIn,
} from '../testing/practice-visit.js';
import type { FaultKind } from './portal/fault-board.js';
import { createPracticeServer, type PracticeServer } from './practice-server.js';

let server: PracticeServer;
before(async () => {
  server = await createPracticeServer({ seed: 'http', today: '2026-02-10' });
});
after(() => server.close());
beforeEach(() => server.reset());

interface FaultCase {
  readonly kind: FaultKind;
  readonly expects: (reply: Reply, whole: Reply) => void;
}

const fileFaults: readonly FaultCase[] = [
  { kind: 'session_over', expects: (reply) => assert.equal(reply.headers.location, loginPath) },
  { kind: 'session_over_error_page', expects: (reply) => assert.match(reply.text, /frmErr/) },
  { kind: 'no_right', expects: (reply) => assert.match(reply.text, /คุณไม่มีสิทธิ์/) },
  {
    kind: 'page_as_html',
    expects: (reply) => {
      assert.match(String(reply.headers['content-type']), /text\/html/);
      assert.match(reply.text, /^<!DOCTYPE/);
    },
  },
  {
    kind: 'page_as_excel',
    expects: (reply) => {
      assert.equal(reply.headers['content-type'], 'application/vnd.ms-excel');
      assert.match(reply.text, /^<!DOCTYPE/);
    },
  },
  { kind: 'empty', expects: (reply) => assert.equal(reply.headers['content-length'], '0') },
  { kind: 'tiny', expects: (reply) => assert.equal(reply.body.length, 80) },
  {
    kind: 'cut_off',
    expects: (reply, whole) => {
      assert.equal(reply.headers['content-length'], String(whole.body.length));
      assert.equal(reply.body.length, Math.floor(whole.body.length / 2));
      assert.notEqual(reply.broken, null);
    },
  },
  {
    kind: 'half_with_length',
    expects: (reply, whole) => {
      assert.equal(reply.headers['content-length'], String(Math.floor(whole.body.length / 2)));
      assert.equal(reply.broken, null);
    },
  },
  {
    kind: 'broken_inside',
    expects: (reply, whole) => {
      assert.ok(isWorkbook(reply.body));
      assert.equal(reply.body.length, whole.body.length);
      assert.notDeepEqual(reply.body, whole.body);
    },
  },
  { kind: 'server_error', expects: (reply) => assert.equal(reply.status, 500) },
  {
    kind: 'unavailable',
    expects: (reply) => assert.deepEqual([reply.status, reply.headers['retry-after']], [503, '3']),
  },
  {
    kind: 'unavailable_date',
    expects: (reply) => {
      assert.equal(reply.status, 503);
      assert.ok(Date.parse(String(reply.headers['retry-after'])) > 0);
    },
  },
  { kind: 'too_many', expects: (reply) => assert.equal(reply.status, 429) },
  { kind: 'forbidden', expects: (reply) => assert.equal(reply.status, 403) },
  {
    kind: 'reset_in_body',
    expects: (reply, whole) => {
      assert.equal(reply.broken, 'ECONNRESET');
      assert.ok(reply.body.length < whole.body.length);
    },
  },
  { kind: 'header_too_large', expects: (reply) => assert.equal(reply.status, 400) },
  { kind: 'wrong_password', expects: (reply) => assert.match(reply.text, /ไม่ถูกต้อง/) },
  { kind: 'locked_account', expects: (reply) => assert.match(reply.text, /ถูกระงับ/) },
  { kind: 'sso_notice', expects: (reply) => assert.match(reply.text, /ประกาศใช้งานระบบ SSO/) },
];

for (const { kind, expects } of fileFaults) {
  test(`fault ${kind}: once, after one good answer, then good again`, async () => {
    const headers = await signIn(server);
    const href = await firstFile(server, headers);
    server.faults.add({ call: 'rep_file', kind, after: 1 });
    const whole = await ask(server, href, { headers });
    assert.ok(isWorkbook(whole.body));
    expects(await ask(server, href, { headers }), whole);
    const again = kind.startsWith('session_over') ? await signIn(server) : headers;
    assert.deepEqual((await ask(server, href, { headers: again })).body, whole.body);
    assert.equal(server.faults.all()[0]?.spoilt, 1);
  });
}

test('a connection is reset before the head, and a call is never answered until the other side gives up', async () => {
  server.faults.add({ call: 'main', kind: 'reset_before' });
  await assert.rejects(ask(server, mainPath), { code: 'ECONNRESET' });
  server.faults.add({ call: 'main', kind: 'no_answer' });
  const signal = AbortSignal.timeout(150);
  await assert.rejects(fetch(`${server.url}${mainPath}`, { signal }), { name: 'TimeoutError' });
});

test('slow answers come whole in the end: byte by byte, and with a silence in the middle', async () => {
  const whole = (await ask(server, mainPath)).text;
  server.faults.add({ call: 'main', kind: 'drip', ms: 0 });
  assert.equal((await ask(server, mainPath)).text, whole);
  server.faults.add({ call: 'main', kind: 'silence', ms: 120 });
  const from = performance.now();
  assert.equal((await ask(server, mainPath)).text, whole);
  assert.ok(performance.now() - from >= 100);
});

test('the listing can lose its table or gain a column, and any fault can last', async () => {
  const headers = await signIn(server);
  server.faults.add({ call: 'listing', kind: 'no_table' });
  assert.doesNotMatch((await ask(server, listingPath(), { headers })).text, /content2/);
  server.faults.add({ call: 'listing', kind: 'extra_column' });
  assert.match((await ask(server, listingPath(), { headers })).text, /<tr><td><input type="checkbox"/);
  server.faults.add({ call: 'any', kind: 'server_error', times: 'always' });
  for (let i = 0; i < 3; i++) assert.equal((await ask(server, listingPath(), { headers })).status, 500);
  await ask(server, '/practice/faults', { method: 'DELETE' });
  assert.equal((await ask(server, listingPath(), { headers })).status, 200);
});
