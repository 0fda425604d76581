import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { findCase } from '../store/cases.js';
import { findOpenchsTarget } from '../store/openchs-targets.js';
import { eachDatabase } from '../testing/databases.js';
import { type OpenchsRig, openOpenchsRig } from '../testing/openchs-rig.js';
import { commandLineActor } from './actor.js';
import { changeCase } from './change-case.js';

eachDatabase('status of cases at OpenCHS', (database) => {
  const rigs: OpenchsRig[] = [];
  let rig: OpenchsRig;
  let hospital = 98000;
  /** One denied claim whose case is there. */
  const open = async (profile: 'documented' | 'native' | 'gateway', changes: Record<string, string> = {}) => {
    rig = await openOpenchsRig(database.db, profile, { hospital: String(++hospital), changes });
    rigs.push(rig);
    await rig.take('OP_25690105_101501885', { '990001': '305' });
    await rig.turn();
  };
  const row = async () => {
    const [first] = await rig.rows();
    assert.ok(first);
    return first;
  };
  const local = async () => {
    const found = await findCase(database.db, (await row()).caseId, null);
    assert.ok(found);
    return found;
  };
  const closeThere = async (profile: 'documented' | 'native' | 'gateway') => {
    const id = (await row()).remoteId ?? '';
    if (profile === 'documented') rig.server.fake.documented.change(Number(id), { status: 'closed' });
    else if (profile === 'native') rig.server.fake.native.change(id, { status: '2' });
    else rig.server.fake.gateway.close(Number(id.slice(3)));
  };
  const setHere = async (status: 'in_progress' | 'resolved') => {
    const reach = { hospital: null, ownHospital: '' };
    const asked = {
      id: (await row()).caseId,
      input: { status },
      reach,
      by: commandLineActor,
      ifVersion: null,
    };
    await changeCase({ db: database.db, now: rig.now }, asked);
  };
  after(async () => {
    for (const one of rigs) await one.close();
  });

  for (const profile of ['documented', 'native', 'gateway'] as const)
    test(`${profile}: what is closed there is closed here, and reading it again changes nothing`, async () => {
      await open(profile);
      await rig.pass(1000);
      const before = await local();
      await closeThere(profile);
      await rig.pass(1000);
      const closed = await local();
      assert.deepEqual([closed.status, closed.remote?.status !== before.remote?.status], ['closed', true]);
      assert.ok(closed.resolved_at);
      await rig.pass(1000);
      await rig.pass(1000);
      assert.equal((await local()).version, closed.version);
    });

  test('both changed: the status here stays, and the one there is shown', async () => {
    await open('documented');
    await rig.pass(301);
    await setHere('in_progress');
    await closeThere('documented');
    await rig.pass(301);
    const both = await local();
    assert.deepEqual([both.status, both.remote?.status], ['in_progress', 'closed']);
  });

  test('a case that is not there any more is marked, and stays here', async () => {
    await open('native');
    await rig.pass(301);
    const id = (await row()).remoteId ?? '';
    rig.server.fake.native.change(id, { priority: '1' });
    rig.server.fake.native.forget(id);
    await rig.pass(301);
    const gone = await local();
    assert.deepEqual([gone.status, gone.remote?.status, (await row()).isGone], ['open', 'gone', true]);
  });

  test('a site that ignores updated_since is told, and open cases are read one by one', async () => {
    await open('documented');
    rig.server.fake.faults.add({ call: 'documented_list', kind: 'ignore_updated_since', times: 'always' });
    rig.server.fake.documented.createAt(rig.now().getTime() - 3 * 86_400_000, { title: 'of others' });
    await rig.pass(86_400);
    await closeThere('documented');
    await rig.pass(3600);
    assert.equal((await local()).status, 'closed');
    assert.equal((await findOpenchsTarget(database.db, rig.target))?.tellsChanges, false);
  });

  test('a later REP that passes the claim resolves the case here, and there only where that is wished', async () => {
    for (const wish of ['off', 'on'] as const) {
      await open('documented', { OPENCHS_CLOSE_REMOTE: wish });
      await rig.take('OP_25690106_101501886', { '990001': '' });
      await rig.pass(301);
      assert.equal((await local()).status, 'resolved', wish);
      const there = rig.server.fake.documented.all()[0]?.fields.status;
      assert.equal(there, wish === 'on' ? 'closed' : 'open', wish);
    }
  });

  test('a failure of the reading moves no checkpoint: the change is seen by the next', async () => {
    await open('documented');
    await rig.pass(301);
    const before = (await findOpenchsTarget(database.db, rig.target))?.checkpoint;
    await closeThere('documented');
    rig.server.fake.faults.add({ call: 'documented_list', kind: 'unavailable', times: 4 });
    rig.server.fake.faults.add({ call: 'documented_list', kind: 'too_many_seconds', ms: 600_000, after: 4 });
    await rig.pass(301);
    assert.equal((await findOpenchsTarget(database.db, rig.target))?.checkpoint, before);
    await rig.pass(301);
    assert.equal((await local()).status, 'closed');
  });
});
