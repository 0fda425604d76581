import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { cookiesOf } from '../testing/bare-http.js';
import { ask, loginPath, mainPath, signIn } from '../testing/practice-visit.js';
import { createPracticeServer, type PracticeServer } from './practice-server.js';

let server: PracticeServer;
before(async () => {
  server = await createPracticeServer({ seed: 'http', today: '2026-02-10' });
});
after(() => server.close());
beforeEach(() => server.reset());

test('manners: calls at once or within 300 ms are refused, a followed redirect and a patient caller are not', async () => {
  server.setSwitches({ manners: '429' });
  const pause = () => new Promise((resolve) => setTimeout(resolve, 320));
  const sent = await ask(server, loginPath, { form: { user: 'practice', pass: 'practice' } });
  const headers = { Cookie: cookiesOf(sent) };
  assert.equal((await ask(server, String(sent.headers.location), { headers })).status, 200);
  assert.equal((await ask(server, mainPath, { headers })).status, 429);
  await pause();
  assert.equal((await ask(server, mainPath, { headers })).status, 200);
  await pause();
  const both = await Promise.all([ask(server, mainPath, { headers }), ask(server, mainPath, { headers })]);
  assert.deepEqual(both.map(({ status }) => status).sort(), [200, 429]);
  server.setSwitches({ manners: '403' });
  assert.equal((await ask(server, mainPath, { headers })).status, 403);
});

test('analytics cookies and headers above 8 kB are refused', async () => {
  server.setSwitches({ cookieTrap: true });
  const page = await ask(server, loginPath);
  assert.match(cookiesOf(page), /_ga=.*_gid=/);
  assert.equal((await ask(server, mainPath, { headers: { Cookie: cookiesOf(page) } })).status, 400);
  assert.equal((await ask(server, mainPath, { headers: { Cookie: 'JSESSIONID=1' } })).status, 200);
  assert.equal((await ask(server, mainPath, { headers: { Cookie: `x=${'y'.repeat(8300)}` } })).status, 400);
});

test('what was asked is written down with names of cookies and no secret', async () => {
  const headers = await signIn(server);
  await ask(server, `${mainPath}?token=geheim&mo=1`, { headers });
  const { text } = await ask(server, '/practice/requests');
  const last = JSON.parse(text).requests.at(-1);
  assert.deepEqual([last.call, last.method, last.status], ['main', 'GET', 200]);
  assert.deepEqual(last.cookieNames, ['JSESSIONID']);
  assert.deepEqual(last.query, { token: '…', mo: '1' });
  assert.doesNotMatch(text, /geheim/);
  assert.ok(!text.includes(String(headers.Cookie).slice(11)));
});

test('control calls refuse what they do not know, and the start page explains accounts and faults', async () => {
  assert.equal(
    (await ask(server, '/practice/faults', { json: { call: 'listing', kind: 'nonsense' } })).status,
    400,
  );
  assert.equal((await ask(server, '/practice/switches', { json: { signIn: 'x' } })).status, 400);
  const html = { Accept: 'text/html' };
  const added = await ask(server, '/practice/faults', {
    form: { call: 'listing', kind: 'no_table', times: '2' },
    headers: html,
  });
  assert.equal(added.headers.location, '/');
  const page = (await ask(server, '/')).text;
  assert.match(page, /practice/);
  assert.match(page, /หน้ารายการไม่มีตาราง/);
  assert.doesNotMatch(page, /undefined|NaN/);
  assert.deepEqual(server.faults.all()[0]?.fault.times, 2);
  await ask(server, '/practice/reset', { method: 'POST' });
  assert.equal(server.faults.all().length, 0);
});
