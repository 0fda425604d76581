import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { OpenchsFault } from '../../practice/openchs/fault-kinds.js';
import { createOpenchsServer, type OpenchsServer } from '../../practice/openchs/openchs-server.js';
import { startPracticeHookServer } from '../../practice/receivers/hook-server.js';
import { openchsFailure, openchsOf, sampleCase, waitingClock } from '../../testing/openchs-target.js';

let server: OpenchsServer;
before(async () => {
  server = await createOpenchsServer();
});
after(() => server.close());
beforeEach(() => server.fake.reset());

const { signal } = new AbortController();
const openchs = (changes: Parameters<typeof openchsOf>[2] = {}) => openchsOf(server, 'documented', changes);
const fault = (call: OpenchsFault['call'], kind: OpenchsFault['kind'], more: Partial<OpenchsFault> = {}) =>
  server.fake.faults.add({ call, kind, ...more });
const stored = () => server.fake.documented.all();

test('opens a case, finds it by its reference, reads and changes it', async () => {
  const site = openchs();
  assert.deepEqual(await site.connect(signal), { seen: 'documented', credentialUntil: null });
  const made = await site.createCase(sampleCase, signal);
  assert.equal(made.status, 'open');
  assert.deepEqual(
    (await site.findByReference(sampleCase.reference, new Date(), signal))?.map(({ id }) => id),
    [made.id],
  );
  assert.deepEqual(await site.findByReference('ECRNOSUCH', new Date(), signal), []);
  assert.equal((await site.updateCase(made.id, 'resolved', signal))?.status, 'resolved');
  assert.equal(await site.getCase('1', signal), null);
  assert.equal(await site.updateCase('1', 'closed', signal), null);
  const create = server.fake.received.all().find(({ call }) => call === 'documented_create');
  assert.equal(create?.headers['idempotency-key'], sampleCase.reference);
});

test('every failure of a creation says what is certain of it', async () => {
  const outcomes: [OpenchsFault['kind'], string, string, number][] = [
    ['refuse', 'openchs_broken_off', 'uncertain', 0],
    ['reset_before_body', 'openchs_broken_off', 'uncertain', 0],
    ['reset_after_body', 'openchs_broken_off', 'uncertain', 0],
    ['hang', 'openchs_silent', 'uncertain', 0],
    ['late', 'openchs_silent', 'uncertain', 1],
    ['store_then_drop', 'openchs_broken_off', 'uncertain', 1],
    ['cut_body', 'openchs_broken_off', 'uncertain', 1],
    ['html', 'openchs_strange_answer', 'uncertain', 0],
    ['redirect_away', 'openchs_redirected', 'uncertain', 0],
    ['unauthorized', 'openchs_credential_refused', 'unauthorized', 0],
    ['invalid_with_code', 'openchs_refused', 'refused', 0],
    ['invalid_without_code', 'openchs_refused', 'refused', 0],
    ['invalid_problem', 'openchs_refused', 'refused', 0],
    ['under_way', 'openchs_not_confirmed', 'uncertain', 0],
    ['timeout_408', 'openchs_fault', 'uncertain', 0],
    ['too_many_seconds', 'openchs_busy', 'not_sent', 0],
    ['server_error', 'openchs_fault', 'uncertain', 0],
    ['bad_gateway', 'openchs_fault', 'uncertain', 0],
    ['unavailable', 'openchs_fault', 'uncertain', 0],
    ['accepted_203', 'openchs_not_confirmed', 'uncertain', 1],
  ];
  for (const [kind, code, outcome, cases] of outcomes) {
    server.fake.reset();
    await server.listen(true);
    fault('documented_create', kind, { ms: 700 });
    const error = await openchsFailure(openchs().createCase(sampleCase, signal));
    assert.deepEqual([error.code, error.outcome, stored().length], [code, outcome, cases], kind);
  }
});

test('a port that is closed and a certificate that nobody vouches for: nothing was sent', async () => {
  await server.listen(false);
  const closed = await openchsFailure(openchs().createCase(sampleCase, signal));
  await server.listen(true);
  assert.deepEqual([closed.code, closed.outcome], ['openchs_unreachable', 'not_sent']);
  const bad = await createOpenchsServer({ badCertificate: true });
  try {
    const error = await openchsFailure(openchsOf(bad, 'documented').createCase(sampleCase, signal));
    assert.deepEqual([error.code, error.outcome], ['openchs_tls_failed', 'not_sent']);
    assert.equal(bad.fake.received.all().length, 0);
    await openchsOf(bad, 'documented', { verifyTls: false }).createCase(sampleCase, signal);
    assert.equal(bad.fake.documented.all().length, 1);
  } finally {
    await bad.close();
  }
});

test('a refused field is named, and a refused credential is no field', async () => {
  fault('documented_create', 'invalid_with_code');
  const refused = await openchsFailure(openchs().createCase(sampleCase, signal));
  assert.deepEqual([refused.details.field, refused.details.reason], ['reporters_uuid', 'REQUIRED']);
  fault('documented_create', 'invalid_problem');
  const { details } = await openchsFailure(openchs().createCase(sampleCase, signal));
  assert.deepEqual([details.field, details.reason], ['reporter_phone', 'is no telephone number']);
  const wrong = await openchsFailure(openchs({ credential: 'wrong' }).connect(signal));
  assert.equal(wrong.code, 'openchs_credential_refused');
});

test('the credential follows no redirect and no page of a list to another place', async () => {
  const elsewhere = await startPracticeHookServer();
  try {
    fault('any', 'redirect_away', { location: `${elsewhere.url}/taken`, times: 'always' });
    assert.equal((await openchsFailure(openchs().getCase('1', signal))).code, 'openchs_redirected');
    assert.equal(elsewhere.calls.length, 0);
  } finally {
    await elsewhere.close();
  }
});

test("addresses of the own network are refused unless named, this network's automatic ones always", async () => {
  const refused = await openchsFailure(openchs({ allowedNetworks: [] }).connect(signal));
  assert.deepEqual([refused.code, refused.outcome], ['openchs_address_not_allowed', 'not_sent']);
  for (const baseUrl of [
    'http://169.254.169.254',
    'https://[fe80::1]',
    'https://user@example.org',
    'ftp://x.example',
  ]) {
    const error = await openchsFailure(
      openchs({ baseUrl, allowedNetworks: ['0.0.0.0/0', '::/0'] }).connect(signal),
    );
    assert.equal(error.code, 'openchs_address_not_allowed', baseUrl);
  }
  assert.equal(server.fake.received.all().length, 0);
});

test('a name is resolved, each of its addresses checked, and the one that answers is used', async () => {
  const baseUrl = `${server.url.replace('127.0.0.1', 'localhost')}/documented`;
  const both = openchs({ baseUrl, allowedNetworks: ['127.0.0.1', '::1'], totalMs: 5_000 });
  assert.equal((await both.connect(signal)).seen, 'documented');
  const neither = await openchsFailure(openchs({ baseUrl, allowedNetworks: ['10.0.0.0/8'] }).connect(signal));
  assert.equal(neither.code, 'openchs_address_not_allowed');
});

test('reads are tried again for at most five times, and for no longer than the site wants', async () => {
  const clock = waitingClock();
  const { id } = await openchs().createCase(sampleCase, signal);
  const site = openchs({ ...clock });
  fault('documented_get', 'unavailable', { times: 3 });
  assert.equal((await site.getCase(id, signal))?.id, id);
  assert.equal(clock.waits.length, 3);
  fault('documented_get', 'unavailable', { times: 'always' });
  const before = server.fake.received.all().length;
  assert.equal((await openchsFailure(openchs().getCase(id, signal))).code, 'openchs_fault');
  assert.equal(server.fake.received.all().length - before, 5);
  server.fake.faults.clear();
  for (const kind of ['too_many_seconds', 'too_many_date'] as const) {
    const own = waitingClock(Date.now());
    fault('documented_get', kind, { ms: 40_000 });
    assert.equal((await openchs({ ...own }).getCase(id, signal))?.id, id);
    assert.ok((own.waits[0] ?? 0) > 38_000, `${kind} ${own.waits[0]}`);
  }
  // Without a time the own waits hold, the first of which is at most two seconds.
  const own = waitingClock(Date.now());
  fault('documented_get', 'too_many_bare');
  assert.equal((await openchs({ ...own }).getCase(id, signal))?.id, id);
  assert.ok((own.waits[0] ?? 0) > 0 && (own.waits[0] ?? 0) <= 4_000, String(own.waits));
  fault('documented_get', 'too_many_seconds', { ms: 200_000 });
  assert.equal((await openchsFailure(openchs().getCase(id, signal))).code, 'openchs_busy');
});

test('each form of a list is read to its end, also with equal times over a page break', async () => {
  for (let n = 0; n < 250; n += 1)
    server.fake.documented.create({ title: `t${n}`, description: `x\n\nRef R${n}` }, null);
  for (const kind of [null, 'shape_results', 'naive_times', 'equal_updated_at'] as const) {
    server.fake.faults.clear();
    if (kind) fault('documented_list', kind, { times: 'always' });
    const found = await openchs().findByReference('R249', new Date(Date.now() - 3_600_000), signal);
    assert.deepEqual(
      found?.map(({ title }) => title),
      ['t249'],
      String(kind),
    );
  }
  server.fake.reset();
  const began = Date.now() - 30_000;
  for (let n = 0; n < 250; n += 1) server.fake.documented.createAt(began + n, { title: `t${n}` });
  for (const kind of ['shape_data', 'shape_success'] as const) {
    server.fake.faults.clear();
    fault('documented_list', kind, { times: 'always' });
    const changes = await openchs().listChanges(new Date(Date.now() - 60_000).toISOString(), signal);
    assert.deepEqual([changes.isTold, changes.cases.length], [true, 250], kind);
  }
});

test('a site that gives fewer rows at once than were asked for is read to its end', async () => {
  const began = Date.now() - 3_600_000;
  for (let n = 0; n < 250; n += 1)
    server.fake.documented.createAt(began + n * 1000, { title: `t${n}`, description: `x\n\nRef R${n}` });
  for (const kind of [null, 'shape_data', 'shape_success', 'shape_results', 'naive_times'] as const) {
    server.fake.faults.clear();
    fault('documented_list', 'small_pages', { times: 'always' });
    if (kind) fault('documented_list', kind, { times: 'always' });
    const found = await openchs().findByReference('R249', new Date(), signal);
    assert.deepEqual(
      found?.map(({ title }) => title),
      ['t249'],
      String(kind),
    );
    const changes = await openchs().listChanges(new Date(began).toISOString(), signal);
    assert.deepEqual([changes.isTold, changes.cases.length], [true, 250], String(kind));
  }
});

test('a site that gives few rows at once, the newest first, is found out: what it holds back is not taken for unchanged', async () => {
  const began = Date.now() - 3_600_000;
  const old = began - 30 * 86_400_000;
  const fill = (count: number, from: number) => {
    for (let n = 0; n < count; n += 1)
      server.fake.documented.createAt(from + n * 1000, {
        title: `t${n}`,
        description: `x\n\nRef R${from}-${n}`,
      });
  };
  const changesOf = async () => {
    const { isTold, cases, checkpoint } = await openchs().listChanges(new Date(began).toISOString(), signal);
    return [isTold, cases.length, checkpoint === new Date(began).toISOString()];
  };
  fault('documented_list', 'newest_first', { times: 'always' });
  fill(60, old);
  fill(37, began);
  assert.deepEqual(
    await changesOf(),
    [true, 37, false],
    'it gives more at once than it gave, so these are all',
  );
  fault('documented_list', 'small_pages', { times: 'always' });
  assert.deepEqual(await changesOf(), [true, 37, false], '40 at once');
  fill(3, began + 1);
  assert.deepEqual(await changesOf(), [false, 0, true], 'as many as it gives at once');
  fill(200, began + 2);
  assert.deepEqual(await changesOf(), [false, 0, true], 'far more than it gives at once');
  const site = openchs();
  const find = (reference: string) => site.findByReference(reference, new Date(began + 86_400_000), signal);
  assert.equal(await find(`R${began}-0`), null, 'it may be there');
  assert.deepEqual(
    (await find(`R${began + 2}-199`))?.map(({ title }) => title),
    ['t199'],
    'what is found is there',
  );
});

test('many cases of one time behind a page of few are not taken for unchanged', async () => {
  const at = Date.now() - 3_600_000;
  for (const kind of [null, 'newest_first'] as const) {
    server.fake.reset();
    fault('documented_list', 'small_pages', { times: 'always' });
    if (kind) fault('documented_list', kind, { times: 'always' });
    server.fake.documented.createAt(at - 60_000, { title: 'first' });
    for (let n = 0; n < 55; n += 1) server.fake.documented.createAt(at, { title: `t${n}` });
    const { isTold } = await openchs().listChanges(new Date(at - 120_000).toISOString(), signal);
    assert.equal(isTold, false, String(kind));
  }
});

test('a site that ignores updated_since is found out, and cannot be searched', async () => {
  for (let n = 0; n < 5; n += 1) server.fake.documented.create({ title: `t${n}` }, null);
  fault('documented_list', 'ignore_updated_since', { times: 'always' });
  const later = new Date(Date.now() + 10 * 86_400_000);
  assert.equal(await openchs().findByReference('R1', later, signal), null);
  const changes = await openchs({ now: () => later }).listChanges(later.toISOString(), signal);
  const { isTold, cases, checkpoint } = changes;
  assert.deepEqual([isTold, cases.length, checkpoint], [false, 0, later.toISOString()]);
});

test('a row that is dated ahead moves no checkpoint into the future, and one that is there comes back', async () => {
  const now = new Date();
  const site = openchs({ now: () => now });
  const first = await site.listChanges(null, signal);
  const ours = server.fake.documented.createAt(now.getTime() - 1000, { title: 'of now' });
  server.fake.documented.createAt(now.getTime() + 3_600_000, { title: 'dated ahead' });
  const second = await site.listChanges(first.checkpoint, signal);
  assert.ok(second.cases.length === 2 && Date.parse(second.checkpoint) <= now.getTime());
  const third = await site.listChanges(new Date(now.getTime() + 3_600_000).toISOString(), signal);
  assert.ok(
    third.cases.some(({ id }) => id === String(ours.id)) && Date.parse(third.checkpoint) <= now.getTime(),
  );
});

test('an empty answer to a change is an error, and the change is read back', async () => {
  const { id } = await openchs().createCase(sampleCase, signal);
  fault('documented_update', 'empty_on_put');
  const error = await openchsFailure(openchs().updateCase(id, 'closed', signal));
  assert.deepEqual([error.code, error.outcome], ['openchs_strange_answer', 'uncertain']);
});

test("changes are told from the checkpoint, which is the site's own time, and moves on with them", async () => {
  const site = openchs();
  const first = await site.listChanges(null, signal);
  const { id } = await site.createCase(sampleCase, signal);
  const second = await site.listChanges(first.checkpoint, signal);
  const ids = second.cases.map((one) => one.id);
  assert.deepEqual(ids, [id]);
  server.fake.moveClock(3_600_000);
  server.fake.documented.change(Number(id), { status: 'closed' });
  const third = await site.listChanges(second.checkpoint, signal);
  const states = third.cases.map(({ status }) => status);
  assert.deepEqual(states, ['closed']);
  assert.ok(third.checkpoint > second.checkpoint);
});
