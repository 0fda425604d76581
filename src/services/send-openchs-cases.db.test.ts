import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { sql } from '../db/sql.js';
import type { OpenchsFault } from '../practice/openchs/fault-kinds.js';
import { standingKeys } from '../store/alerts.js';
import { findCase } from '../store/cases.js';
import { findOpenchsTarget } from '../store/openchs-targets.js';
import { eachDatabase } from '../testing/databases.js';
import { marked, type OpenchsRig, openOpenchsRig } from '../testing/openchs-rig.js';

eachDatabase('cases of denied claims go to OpenCHS', (database) => {
  const rigs: OpenchsRig[] = [];
  let rig: OpenchsRig;
  let hospital = 99000;
  const open = async (profile: 'documented' | 'native' | 'gateway', changes: Record<string, string> = {}) => {
    rig = await openOpenchsRig(database.db, profile, { hospital: String(++hospital), changes });
    rigs.push(rig);
    return rig;
  };
  const fault = (kind: OpenchsFault['kind'], more: Partial<OpenchsFault> = {}) =>
    rig.server.fake.faults.add({ call: 'any', kind, ...more });
  const states = async () => (await rig.rows()).map(({ state }) => state);
  const there = () => Object.values(rig.server.fake.stored()).flat().length;
  const creations = () =>
    rig.server.fake.received.all().filter(({ call }) => call.endsWith('_create')).length;
  after(async () => {
    for (const one of rigs) await one.close();
  });

  test('the same denial imported three times, in whatever file, is one case here and one there', async () => {
    await open('documented');
    await rig.take('OP_25690105_101501885', {
      '990001': '305',
      '990002': '',
      '990003': '401',
      '990004': 'C12',
    });
    await rig.take('OP_25690105_101501885', {
      '990001': '305',
      '990002': '',
      '990003': '401',
      '990004': 'C12',
    });
    await rig.take('OP_25690106_101501886', { '990001': '305' });
    await rig.take('OP_25690107_101501887', { '990001': '305', '990005': '' });
    assert.deepEqual(await states(), ['new', 'new']);
    await rig.turn();
    await rig.turn();
    assert.deepEqual([await states(), there(), creations()], [['done', 'done'], 2, 2]);
    const [row] = await rig.rows();
    assert.ok(row);
    const local = await findCase(database.db, row.caseId, null);
    assert.deepEqual([local?.source, local?.deny_code, local?.tran_id], ['denial', '305', '990001']);
    assert.equal(local?.remote?.id, row.remoteId);
    assert.equal(local?.remote?.reference, row.reference);
  });

  test('nothing is opened while it is off, and what was denied before stays unsent when it is switched on', async () => {
    await open('documented');
    rig.set({ OPENCHS_ENABLED: 'off' });
    await rig.take('OP_25690105_101501885', { '990001': '305' });
    await rig.turn();
    rig.set({});
    await rig.take('OP_25690105_101501885', { '990001': '305' });
    await rig.turn();
    assert.deepEqual([await states(), there(), rig.server.fake.received.all().length > 0], [[], 0, true]);
  });

  test('no name, citizen id, HN or AN is in anything that was received', async () => {
    for (const profile of ['documented', 'native', 'gateway'] as const) {
      await open(profile, { OPENCHS_SEND_TEXT: 'on' });
      await rig.take('OP_25690105_101501885', { '990001': '305' });
      const [row] = await rig.rows();
      assert.ok(row);
      const note = `โทรหา ${marked.name} ${marked.hn} ${marked.an} เลข ${marked.pid} 9-9000-00778-89-9`;
      await database.db.transaction(async (tx) => {
        const { updateCase } = await import('../store/cases.js');
        const { closeBatch, openBatch } = await import('../store/changes.js');
        const batch = openBatch();
        await updateCase(tx, row.caseId, { description: note }, { batch, resolved: 'as_it_is' });
        await closeBatch(tx, batch);
      });
      await rig.turn();
      assert.deepEqual(await states(), ['done'], profile);
      const received = JSON.stringify(rig.server.fake.received.all());
      assert.match(received, /990001/);
      assert.match(received, /โทรหา/);
      for (const secret of [marked.hn, marked.an, marked.pid, '9-9000-00778', ...marked.name.split(' ')])
        assert.ok(!received.includes(secret), `${profile} ${secret}`);
    }
  });

  for (const profile of ['documented', 'native'] as const) {
    test(`${profile}: what may have arrived is looked for after two minutes, and made once`, async () => {
      for (const kind of [
        'store_then_drop',
        'reset_after_body',
        'hang',
        'server_error',
        'accepted_203',
        ...(profile === 'documented' ? (['under_way'] as const) : []),
      ] as const) {
        await open(profile);
        await rig.take('OP_25690105_101501885', { '990001': '305' });
        rig.server.fake.faults.add({ call: `${profile}_create`, kind });
        await rig.turn();
        assert.deepEqual(await states(), ['uncertain'], kind);
        await rig.pass(100);
        assert.deepEqual([await states(), creations()], [['uncertain'], 1], kind);
        await rig.pass(30);
        await rig.pass(1);
        assert.deepEqual([await states(), there()], [['done'], 1], kind);
      }
    });

    test(`${profile}: a server that is out for a day gets everything afterwards`, async () => {
      await open(profile);
      await rig.server.listen(false);
      await rig.take('OP_25690105_101501885', { '990001': '305', '990002': 'C12', '990003': '305' });
      for (let minutes = 0; minutes < 24 * 60; minutes += 20) await rig.pass(1200);
      assert.ok((await states()).every((state) => state === 'retry' || state === 'new'));
      assert.deepEqual(await standingKeys(database.db, 'openchs/resting'), ['openchs/resting']);
      await rig.server.listen(true);
      for (let n = 0; n < 6; n += 1) await rig.pass(901);
      assert.deepEqual([await states(), there()], [['done', 'done', 'done'], 3]);
      assert.deepEqual(await standingKeys(database.db, 'openchs/resting'), []);
    });
  }

  test('documented: a repeat of what may have arrived says the same under its key, whatever the claim says by now', async () => {
    await open('documented');
    await rig.take('OP_25690105_101501885', { '990001': '305' });
    rig.server.fake.faults.add({ call: 'documented_create', kind: 'server_error' });
    await rig.turn();
    const [before] = await rig.rows();
    assert.equal(before?.sent?.priority, 'high');
    await database.db.execute(
      sql`update claim_current set claimed = claimed + 1 where hospital_code = ${before?.hospitalCode ?? ''}`,
    );
    await rig.pass(130);
    await rig.pass(1);
    const bodies = rig.server.fake.received.all().filter(({ call }) => call === 'documented_create');
    assert.deepEqual([await states(), bodies.length], [['done'], 2]);
    assert.deepEqual(bodies[1]?.body, bodies[0]?.body);
    assert.equal((await rig.rows())[0]?.sent, null);
  });

  test('documented: where updated_since is ignored it cannot be looked for, and a person decides', async () => {
    await open('documented');
    rig.server.fake.documented.createAt(rig.now().getTime() - 3 * 86_400_000, { title: 'of others' });
    await rig.take('OP_25690105_101501885', { '990001': '305' });
    rig.server.fake.moveClock(0);
    fault('ignore_updated_since', { call: 'documented_list', times: 'always' });
    fault('reset_after_body', { call: 'documented_create' });
    await rig.turn();
    await rig.pass(3 * 86_400);
    const [row] = await rig.rows();
    assert.deepEqual([row?.state, row?.nextAt, row?.problem], ['uncertain', null, 'openchs_cannot_look']);
    assert.equal(creations(), 1);
  });

  test('gateway: what may have arrived is never sent again by itself; success without a reference is none', async () => {
    await open('gateway');
    await rig.take('OP_25690105_101501885', { '990001': '305', '990002': '305' });
    fault('store_then_drop', { call: 'gateway_create' });
    fault('no_reference', { call: 'gateway_create', after: 1 });
    await rig.turn();
    for (let n = 0; n < 5; n += 1) await rig.pass(86_400);
    const rows = await rig.rows();
    assert.deepEqual(
      rows.map(({ state, nextAt }) => [state, nextAt]),
      [
        ['uncertain', null],
        ['refused', null],
      ],
    );
    assert.equal(creations(), 2);
    assert.deepEqual(await standingKeys(database.db, 'openchs/'), ['openchs/undecided', 'openchs/refused']);
    rig.set({ OPENCHS_ENABLED: 'off' });
    await rig.turn();
    assert.deepEqual(await standingKeys(database.db, 'openchs/'), []);
  });

  test('documented: what was refused is said anew, and free text goes as it is switched at the time', async () => {
    await open('documented', { OPENCHS_SEND_TEXT: 'on' });
    await rig.take('OP_25690105_101501885', { '990001': '305' });
    rig.server.fake.faults.add({ call: 'documented_create', kind: 'server_error' });
    await rig.turn();
    assert.equal((await rig.rows())[0]?.sent?.withText, true);
    rig.set({ OPENCHS_SEND_TEXT: 'off' });
    rig.server.fake.faults.add({ call: 'documented_create', kind: 'invalid_problem' });
    await rig.pass(130);
    await rig.pass(1);
    assert.deepEqual([await states(), (await rig.rows())[0]?.sent], [['refused'], null]);
  });

  test('412 is sent once and kept with its field; a refused credential stops all until it is changed', async () => {
    await open('native');
    await rig.take('OP_25690105_101501885', { '990001': '305', '990002': '305' });
    fault('no_category', { call: 'native_create' });
    await rig.turn();
    await rig.pass(86_400);
    const [refused, done] = await rig.rows();
    assert.deepEqual(
      [refused?.state, refused?.details.field, done?.state],
      ['refused', 'case_category_id', 'done'],
    );
    assert.equal(creations(), 2);
    rig.set({ OPENCHS_CREDENTIAL: 'practice:wrong' });
    await rig.take('OP_25690106_101501886', { '990003': '305', '990004': '305' });
    const signIns = rig.server.fake.native.signIns();
    for (let n = 0; n < 5; n += 1) await rig.pass(3600);
    assert.equal(rig.server.fake.native.signIns() - signIns, 1);
    assert.equal((await findOpenchsTarget(database.db, rig.target))?.problem, 'openchs_credential_refused');
    assert.ok((await standingKeys(database.db, 'openchs/')).includes('openchs/stopped'));
    rig.set({});
    await rig.pass(60);
    await rig.pass(60);
    assert.deepEqual((await states()).slice(2), ['done', 'done']);
    assert.ok(!(await standingKeys(database.db, 'openchs/')).includes('openchs/stopped'));
  });

  test('429 waits as long as it is told, and is no uncertainty', async () => {
    await open('documented');
    await rig.take('OP_25690105_101501885', { '990001': '305' });
    fault('too_many_seconds', { call: 'documented_create', ms: 600_000 });
    await rig.turn();
    assert.deepEqual(await states(), ['retry']);
    await rig.pass(590);
    assert.equal(creations(), 1);
    await rig.pass(20);
    assert.deepEqual([await states(), there()], [['done'], 1]);
  });

  test('after 72 hours it is given up; a claim that passed meanwhile is not sent at all', async () => {
    await open('documented');
    await rig.server.listen(false);
    await rig.take('OP_25690105_101501885', { '990001': '305', '990002': '305' });
    await rig.take('OP_25690106_101501886', { '990002': '' });
    await rig.pass(73 * 3600);
    await rig.server.listen(true);
    await rig.pass(3600);
    const rows = await rig.rows();
    assert.deepEqual(
      rows.map(({ state, problem }) => [state, problem]),
      [
        ['refused', 'openchs_given_up'],
        ['refused', 'openchs_given_up'],
      ],
    );
    await open('documented');
    await rig.take('OP_25690107_101501887', { '990003': '305' });
    await rig.take('OP_25690108_101501888', { '990003': '' });
    await rig.pass(10);
    assert.deepEqual([(await rig.rows())[0]?.problem, there()], ['openchs_not_needed', 0]);
  });

  test('a server that turns out to hold two is shown as such, and nothing is deleted there', async () => {
    await open('native');
    await rig.take('OP_25690105_101501885', { '990001': '305' });
    fault('duplicate_create', { call: 'native_create' });
    await rig.turn();
    assert.equal((await rig.rows())[0]?.copies, 1);
    await rig.pass(3700);
    assert.deepEqual([(await rig.rows())[0]?.copies, there()], [2, 2]);
  });

  test('two processes work on one site one at a time', async () => {
    await open('documented');
    const { leaseOpenchsTarget } = await import('../store/openchs-targets.js');
    await rig.take('OP_25690105_101501885', { '990001': '305' });
    const now = rig.now();
    const until = new Date(now.getTime() + 60_000);
    assert.ok(await leaseOpenchsTarget(database.db, { target: rig.target, by: 'other', until, now }));
    await rig.turn();
    assert.equal(rig.server.fake.received.all().length, 0);
    await rig.pass(61);
    assert.deepEqual(await states(), ['done']);
  });
});
