import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { findCase } from '../../store/cases.js';
import { databases, type FreshDatabase } from '../../testing/databases.js';
import { type OpenchsRig, openOpenchsRig } from '../../testing/openchs-rig.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';

const page = '/openchs';

describe('state of OpenCHS', () => {
  let fresh: FreshDatabase;
  let app: TestApp;
  let rig: OpenchsRig;
  before(async () => {
    const [embedded] = databases();
    assert.ok(embedded);
    fresh = await embedded.fresh();
    rig = await openOpenchsRig(fresh.db, 'gateway', { hospital: '99999' });
    app = await startTestApp({ db: fresh.db, env: { HOSPITAL_CODE: '99999', ...rig.env } });
    await app.signedIn('admin');
  });
  after(async () => {
    await app.close();
    await rig.close();
    await fresh.close();
  });
  const read = async () => await (await (await app.signedIn('claims')).get(`${page}?lang=en`)).text();
  const choose = async (id: number, fields: Readonly<Record<string, string>>) => {
    const answer = await (await app.signedIn('claims')).submit(`${page}/${id}?lang=en`, fields, page);
    return { status: answer.status, html: await answer.text() };
  };

  test('who may not read denials does not see it; before anything was sent it says so', async () => {
    for (const role of ['admin', 'viewer'] as const)
      assert.equal((await (await app.signedIn(role)).get(page)).status, 403, role);
    const html = await read();
    assert.match(html, /No case was sent yet/);
    assert.match(html, /Sending/);
    assert.doesNotMatch(html, /Waiting for a person/);
  });

  test('a person says that an uncertain case exists, sends one again, and leaves one', async () => {
    await rig.take('OP_25690105_101501885', { '990001': '305', '990002': '305', '990003': '305' });
    const { faults } = rig.server.fake;
    faults.add({ call: 'gateway_create', kind: 'store_then_drop' });
    faults.add({ call: 'gateway_create', kind: 'hang', after: 1 });
    faults.add({ call: 'gateway_create', kind: 'no_reference', after: 2 });
    await rig.turn();
    const [first, second, third] = await rig.rows();
    assert.ok(first && second && third);
    const html = await read();
    assert.match(html, /Waiting for a person/);
    assert.equal(html.match(/name="what" value="exists"/g)?.length, 3);
    // Finance reads denials and does not work on them.
    const finance = await app.signedIn('finance');
    const seen = await (await finance.get(`${page}?lang=en`)).text();
    assert.match(seen, /Waiting for a person/);
    assert.doesNotMatch(seen, /name="what"/);
    assert.equal((await finance.submit(`${page}/${first.id}`, { what: 'leave' }, '/claims')).status, 403);

    const wrong = await choose(first.id, { what: 'exists', remote_id: 'lwf9' });
    assert.equal(wrong.status, 422);
    assert.match(wrong.html, /has no case lwf9/);
    assert.equal((await choose(first.id, { what: 'exists', remote_id: 'lwf301' })).status, 303);
    assert.equal((await findCase(fresh.db, first.caseId, null))?.remote?.id, 'lwf301');
    assert.equal((await choose(first.id, { what: 'again' })).status, 422);

    assert.equal((await choose(second.id, { what: 'again' })).status, 303);
    assert.equal((await choose(third.id, { what: 'leave' })).status, 303);
    assert.equal((await choose(99_999, { what: 'leave' })).status, 404);
    assert.equal((await choose(third.id, { what: 'nonsense' })).status, 404);
    await rig.turn();
    const states = (await rig.rows()).map(({ state, problem }) => `${state} ${problem ?? ''}`.trim());
    assert.deepEqual(states, ['done', 'done', 'refused openchs_left']);
    assert.equal(rig.server.fake.gateway.all().length, 2);
    const after = await read();
    assert.match(after, /lwf301 · Ongoing/);
    for (const secret of ['มาร์คเกอร์', 'HN7788990']) assert.ok(!after.includes(secret));
  });

  test('while calls rest the page says since when, why, and when it is tried again', async () => {
    assert.match(await read(), />As usual</);
    await rig.server.listen(false);
    const codes = Object.fromEntries([1, 2, 3, 4, 5, 6].map((n) => [`99001${n}`, '305']));
    await rig.take('OP_25690106_101501886', codes);
    await rig.turn();
    const resting = await read();
    const [, since = '', until = ''] =
      /Resting since ([^,<]+), tried again ([^·<]+) · [^<]*OpenCHS/.exec(resting) ?? [];
    assert.match(since, /20\d\d/, resting.slice(resting.indexOf('Resting'), 300));
    assert.notEqual(since, until);
    // Six waited, five were tried: the calls rest.
    assert.equal((await rig.rows()).filter(({ state }) => state === 'new').length, 1);
    const dashboard = await (await (await app.signedIn('claims')).get('/dashboard?lang=en')).text();
    assert.match(dashboard, /OpenCHS does not answer; it is tried again/);
    await rig.server.listen(true);
    await rig.pass(61);
    await rig.pass(61);
    assert.match(await read(), />As usual</);
  });
});
