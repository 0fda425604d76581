import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from '../db/sql.js';
import type { OpenchsCall } from '../practice/openchs/fault-kinds.js';
import { findOpenchsTarget } from '../store/openchs-targets.js';
import { eachDatabase } from '../testing/databases.js';
import { silentLog } from '../testing/import-parts.js';
import { type OpenchsRig, openOpenchsRig } from '../testing/openchs-rig.js';
import { commandLineActor } from './actor.js';
import { changeCase } from './change-case.js';
import { withLease } from './openchs-run.js';

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
  const row = () => rig.row();
  const local = () => rig.local();
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

  const tried = (call: OpenchsCall, id: string | null) =>
    rig.server.fake.received.all().filter((one) => one.call === call && one.path.endsWith(`/${id}`)).length;

  test('one case that cannot be closed there keeps no other from it, and bears why', async () => {
    await open('documented', { OPENCHS_CLOSE_REMOTE: 'on' });
    await rig.take('OP_25690106_101501886', { '990002': '305' });
    await rig.turn();
    await rig.take('OP_25690107_101501887', { '990001': '', '990002': '' });
    const [bad, good] = await rig.rows();
    const path = `/documented/helpline/api/cases/${bad?.remoteId}`;
    rig.server.fake.faults.add({
      call: 'documented_update',
      kind: 'invalid_with_code',
      path,
      times: 'always',
    });
    await rig.pass(301);
    const after = await rig.rows();
    assert.deepEqual([after[0]?.remoteAs, after[1]?.remoteAs], ['open', 'closed']);
    assert.deepEqual([after[0]?.problem !== null, after[1]?.problem], [true, null]);
    assert.ok((await findOpenchsTarget(database.db, rig.target))?.syncedAt);
    assert.ok(tried('documented_update', good?.remoteId ?? ''));
    rig.server.fake.faults.clear();
    await rig.pass(301);
    assert.deepEqual([(await row()).remoteAs, (await row()).problem], ['closed', null]);
  });

  test('one case that cannot be read keeps no other from it', async () => {
    await open('gateway');
    await rig.take('OP_25690106_101501886', { '990002': '305' });
    await rig.turn();
    const [bad, good] = await rig.rows();
    rig.server.fake.gateway.close(Number(good?.remoteId?.slice(3)));
    const path = `/gateway/api/case/status/${bad?.remoteId}/`;
    rig.server.fake.faults.add({ call: 'gateway_status', kind: 'invalid_with_code', path, times: 'always' });
    await rig.pass(1000);
    const after = await rig.rows();
    assert.deepEqual([after[0]?.remoteAs !== 'closed', after[1]?.remoteAs], [true, 'closed']);
    assert.ok(after[0]?.problem);
  });

  test('why the changes could not be read is kept until they can be', async () => {
    await open('documented');
    await rig.pass(301);
    const { fake } = rig.server;
    fake.faults.add({ call: 'documented_list', kind: 'invalid_with_code', times: 'always' });
    await rig.pass(301);
    assert.ok((await findOpenchsTarget(database.db, rig.target))?.problem);
    fake.faults.clear();
    await rig.pass(301);
    assert.equal((await findOpenchsTarget(database.db, rig.target))?.problem, null);
  });

  test('a case that an import opens, and a status that comes from there, are events', async () => {
    const seen = async () => {
      const rows = await database.db.query<{ type: string; data: string; batch: number }>(
        sql`select type, data, change_batch as batch from events where hospital_code = ${String(hospital)} order by id`,
      );
      return rows.filter(({ type }) => type.startsWith('case.'));
    };
    await open('documented');
    const [made, ...none] = await seen();
    assert.deepEqual([made?.type, none], ['case.created', []]);
    const told = JSON.parse(made?.data ?? '{}') as Record<string, unknown>;
    const { id, case_number } = await local();
    assert.deepEqual(
      [told.id, told.case_number, told.tran_id, told.status],
      [id, case_number, '990001', 'open'],
    );
    await rig.pass(301);
    await closeThere('documented');
    await rig.pass(301);
    await rig.pass(301);
    const [, moved, ...more] = await seen();
    const change = JSON.parse(moved?.data ?? '{}') as Record<string, unknown>;
    assert.deepEqual(
      [moved?.type, change.from, change.to, change.version, more],
      ['case.status_changed', 'open', 'closed', (await local()).version, []],
    );
    const batch = await database.db.first<{ no: number }>(
      sql`select no from change_batches where batch = ${moved?.batch ?? 0} and kind = 'event'`,
    );
    assert.ok(batch);
  });

  test('the work on a site stays with its process while a call takes long', async () => {
    await open('documented');
    const until = async () =>
      Date.parse((await findOpenchsTarget(database.db, rig.target))?.leaseUntil ?? '');
    const before = await until();
    const run = {
      db: database.db,
      log: silentLog(),
      target: rig.target,
      holder: 'rig',
      now: () => new Date(before + 1000),
    };
    let renewed = before;
    await withLease(
      run,
      async () => {
        for (let n = 0; n < 500 && renewed === before; n += 1) {
          await pause(10);
          renewed = await until();
        }
      },
      5,
    );
    assert.equal(renewed, before + 61_000);
  });
});
