import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { OpenchsFault } from '../../practice/openchs/fault-kinds.js';
import { createOpenchsServer, type OpenchsServer } from '../../practice/openchs/openchs-server.js';
import { openchsFailure, openchsOf, sampleCase } from '../../testing/openchs-target.js';

let server: OpenchsServer;
before(async () => {
  server = await createOpenchsServer();
});
after(() => server.close());
beforeEach(() => server.fake.reset());

const { signal } = new AbortController();
// The practice server runs by the real clock, and so does what counts its seconds.
const openchs = (changes: Parameters<typeof openchsOf>[2] = {}) =>
  openchsOf(server, 'native', { now: () => new Date(), ...changes });
const fault = (call: OpenchsFault['call'], kind: OpenchsFault['kind'], more: Partial<OpenchsFault> = {}) =>
  server.fake.faults.add({ call, kind, ...more });
const native = () => server.fake.native;

test('signs in once, opens a case, finds it by both marks, reads and closes it', async () => {
  const site = openchs();
  assert.deepEqual(await site.connect(signal), { seen: 'native', credentialUntil: null });
  const made = await site.createCase(sampleCase, signal);
  assert.deepEqual([made.status, made.title], ['open', sampleCase.title]);
  assert.ok(made.description.includes(sampleCase.description), made.description);
  const found = await site.findByReference(sampleCase.reference, new Date(0), signal);
  assert.deepEqual(
    found?.map(({ id }) => id),
    [made.id],
  );
  assert.deepEqual(await site.findByReference('ECRNONE', new Date(0), signal), []);
  assert.equal((await site.updateCase(made.id, 'closed', signal))?.status, 'closed');
  assert.equal(await site.getCase('1', signal), null);
  assert.equal(await site.updateCase('1', 'closed', signal), null);
  const [stored] = native().cases();
  assert.deepEqual(
    [
      stored?.src,
      stored?.theirref,
      stored?.src_uid,
      stored?.src_callid,
      stored?.reporter_phone,
      stored?.priority,
    ],
    ['webform', sampleCase.reference, sampleCase.reference, sampleCase.reference, '66200000000', '3'],
  );
  assert.equal(native().signIns(), 1);
  const methods = server.fake.received.all().map(({ method }) => method);
  assert.deepEqual([...new Set(methods)].sort(), ['GET', 'POST']);
});

test('a wrong password and a counsellor are refused, each with its own text', async () => {
  const wrong = await openchsFailure(openchs({ credential: 'practice:no' }).connect(signal));
  assert.deepEqual(
    [wrong.code, wrong.outcome, wrong.details.status],
    ['openchs_credential_refused', 'unauthorized', 412],
  );
  const counsellor = openchs({ credential: 'counsellor:practice-password' });
  for (const work of [counsellor.connect(signal), counsellor.findByReference('R', new Date(), signal)])
    assert.equal((await openchsFailure(work)).code, 'openchs_role');
});

test('ten calls that are told 401 at once make one sign-in and one repeat', async () => {
  const site = openchs();
  const { id } = await site.createCase(sampleCase, signal);
  native().endSessions();
  const cases = await Promise.all(Array.from({ length: 10 }, () => site.getCase(id, signal)));
  assert.ok(cases.every((one) => one?.id === id));
  assert.equal(native().signIns(), 2);
  fault('native_get', 'expired_session');
  assert.equal((await site.getCase(id, signal))?.id, id);
  fault('native_get', 'unauthorized', { times: 'always' });
  assert.equal((await openchsFailure(site.getCase(id, signal))).outcome, 'unauthorized');
  assert.equal(native().signIns(), 4);
});

test('columns are found by the key of the answer, wherever they stand', async () => {
  const site = openchs();
  for (const kind of ['columns_inserted', 'columns_removed', 'columns_reordered'] as const) {
    fault('native_create', kind);
    const made = await site.createCase({ ...sampleCase, reference: `ECR${kind}` }, signal);
    for (const call of ['native_get', 'native_list'] as const) fault(call, kind, { times: 2 });
    assert.equal((await site.getCase(made.id, signal))?.status, 'open', kind);
    const found = await site.findByReference(`ECR${kind}`, new Date(0), signal);
    assert.deepEqual(
      found?.map(({ id }) => id),
      [made.id],
      kind,
    );
    server.fake.faults.clear();
  }
});

test('failures of a creation: fields are named, what is not confirmed is uncertain, doubles are seen', async () => {
  const site = openchs();
  for (const [kind, code, outcome, field] of [
    ['no_category', 'openchs_refused', 'refused', 'case_category_id'],
    ['invalid_without_code', 'openchs_refused', 'refused', '–'],
    ['accepted_203', 'openchs_not_confirmed', 'uncertain', undefined],
    ['store_then_drop', 'openchs_broken_off', 'uncertain', undefined],
    ['server_error', 'openchs_fault', 'uncertain', undefined],
  ] as const) {
    fault('native_create', kind);
    const before = server.fake.received.all().length;
    const error = await openchsFailure(site.createCase(sampleCase, signal));
    assert.deepEqual([error.code, error.outcome, error.details.field], [code, outcome, field], kind);
    const sent = server.fake.received.all().slice(before);
    assert.equal(sent.filter(({ call }) => call === 'native_create').length, 1, kind);
  }
  server.fake.reset();
  fault('native_create', 'duplicate_create');
  const other = openchs();
  await other.createCase(sampleCase, signal);
  assert.equal((await other.findByReference(sampleCase.reference, new Date(0), signal))?.length, 2);
});

test('changes: told as cases to read, over many pages, also with blank fields and a total that grows', async () => {
  const site = openchs();
  const first = await site.listChanges(null, signal);
  assert.deepEqual(first.changedIds, []);
  const { id } = await site.createCase(sampleCase, signal);
  for (let n = 0; n < 230; n += 1) native().create({ status: '1', theirref: `other-${n}` });
  native().change(id, { status: '2' });
  fault('native_changes', 'blank_activity_fields', { times: 'always' });
  fault('native_changes', 'total_changing', { times: 2 });
  const second = await site.listChanges(first.checkpoint, signal);
  assert.deepEqual(
    [second.isTold, second.changedIds.length, second.changedIds.includes(id)],
    [true, 231, true],
  );
  const again = await site.listChanges(second.checkpoint, signal);
  assert.deepEqual([again.changedIds, again.checkpoint], [[], second.checkpoint]);
  native().change(id, { status: '1' });
  assert.deepEqual((await site.listChanges(again.checkpoint, signal)).changedIds, [id]);
});

test('an activity that is dated ahead moves no checkpoint into the future, and one that is there comes back', async () => {
  const now = new Date(Math.ceil(Date.now() / 1000) * 1000 + 60_000);
  const site = openchs({ now: () => now });
  const seconds = now.getTime() / 1000;
  const at = (checkpoint: string) => Number((JSON.parse(checkpoint) as { at: number }).at);
  const first = await site.listChanges(null, signal);
  const ours = native().create({ status: '1' });
  server.fake.moveClock(4 * 3_600_000);
  const ahead = native().create({ status: '1' });
  const second = await site.listChanges(first.checkpoint, signal);
  assert.deepEqual([...second.changedIds].sort(), [ours.id, ahead.id].sort());
  assert.ok(at(second.checkpoint) <= seconds);
  const far = JSON.stringify({ at: seconds + 40 * 3_600, applied: [] });
  const third = await site.listChanges(far, signal);
  assert.ok(third.changedIds.includes(ours.id ?? ''));
  assert.ok(at(third.checkpoint) <= seconds);
});

test('a total that never stands still ends the reading, and is said', async () => {
  const site = openchs();
  for (let n = 0; n < 150; n += 1) native().create({ status: '1' });
  fault('native_changes', 'total_changing', { times: 'always' });
  const changes = await site.listChanges(
    JSON.stringify({ at: Math.floor(Date.now() / 1000), applied: [] }),
    signal,
  );
  assert.deepEqual([changes.isTold, changes.changedIds], [false, []]);
});

test('the wrong profile is named by what it answers', async () => {
  const site = openchsOf(server, 'documented', { baseUrl: `${server.url}/native` });
  assert.equal((await site.connect(signal)).seen, 'native');
});
