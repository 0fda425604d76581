import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { sql } from '../db/sql.js';
import { findCase } from '../store/cases.js';
import { eachDatabase } from '../testing/databases.js';
import { type OpenchsRig, openchsConfig, openOpenchsRig } from '../testing/openchs-rig.js';
import { commandLineActor } from './actor.js';
import { changeCase } from './change-case.js';
import { decideOpenchsCase } from './decide-openchs-case.js';

eachDatabase('cases that are found at OpenCHS and changed there before', (database) => {
  const rigs: OpenchsRig[] = [];
  let rig: OpenchsRig;
  let hospital = 96500;
  /** One denied claim whose case arrived there while nobody here knows. */
  const open = async (profile: 'documented' | 'native' | 'gateway') => {
    rig = await openOpenchsRig(database.db, profile, { hospital: String(++hospital) });
    rigs.push(rig);
    await rig.take('OP_25690105_101501885', { '990001': '305' });
    rig.server.fake.faults.add({ call: `${profile}_create`, kind: 'store_then_drop' });
    await rig.turn();
    assert.equal((await row()).state, 'uncertain');
  };
  const row = () => rig.row();
  const local = () => rig.local();
  const closeThere = (profile: 'documented' | 'native' | 'gateway') => {
    const { documented, native, gateway } = rig.server.fake;
    if (profile === 'documented')
      for (const { id } of documented.all()) documented.change(id, { status: 'closed' });
    else if (profile === 'native')
      for (const { id = '' } of native.cases()) native.change(id, { status: '2' });
    else for (const { id } of gateway.all()) gateway.close(id);
  };
  const moves = () =>
    database.db.query<{ type: string }>(
      sql`select type from events where hospital_code = ${String(hospital)} and type = 'case.status_changed'`,
    );
  after(async () => {
    for (const one of rigs) await one.close();
  });

  for (const profile of ['documented', 'native'] as const) {
    test(`${profile}: what was closed there before it was found is closed here, once`, async () => {
      await open(profile);
      closeThere(profile);
      await rig.pass(130);
      const found = await local();
      assert.deepEqual([(await row()).state, found.status, (await moves()).length], ['done', 'closed', 1]);
      assert.ok(found.resolved_at);
      for (let n = 0; n < 3; n += 1) await rig.pass(1000);
      assert.equal((await local()).version, found.version);
    });

    test(`${profile}: a case that somebody works on here stays as it is, and both are shown`, async () => {
      await open(profile);
      closeThere(profile);
      const asked = {
        id: (await row()).caseId,
        input: { status: 'in_progress' },
        reach: { hospital: null, ownHospital: '' },
        by: commandLineActor,
        ifVersion: null,
      } as const;
      await changeCase({ db: database.db, now: rig.now }, asked);
      await rig.pass(130);
      const { status, remote } = await local();
      assert.deepEqual(
        [(await row()).remoteAs, status, remote?.status !== undefined],
        ['closed', 'in_progress', true],
      );
    });
  }

  test('a denial that comes back after it passed opens its case here again, and sends none', async () => {
    rig = await openOpenchsRig(database.db, 'documented', { hospital: String(++hospital) });
    rigs.push(rig);
    await rig.take('OP_25690105_101501885', { '990001': '305', '990002': '305' });
    await rig.turn();
    await rig.take('OP_25690106_101501886', { '990001': '', '990002': '305' });
    assert.equal((await local()).status, 'resolved');
    const [, other] = await rig.rows();
    const asked = {
      id: other?.caseId ?? 0,
      input: { status: 'resolved' },
      reach: { hospital: null, ownHospital: '' },
      by: commandLineActor,
      ifVersion: null,
    } as const;
    await changeCase({ db: database.db, now: rig.now }, asked);
    await rig.take('OP_25690107_101501887', { '990001': '305', '990002': '305' }, 1300);
    const again = await local();
    assert.deepEqual([again.status, again.resolved_at], ['open', null]);
    // What a person has resolved stays so.
    assert.equal((await findCase(database.db, asked.id, null))?.status, 'resolved');
    await rig.pass(301);
    await rig.take('OP_25690107_101501887', { '990001': '305', '990002': '305' }, 1300);
    assert.equal((await local()).version, again.version);
    assert.deepEqual([(await rig.rows()).length, rig.server.fake.documented.all().length], [2, 2]);
  });

  test('a case that a person finds there brings its status along', async () => {
    await open('gateway');
    closeThere('gateway');
    const { id } = await row();
    const [there] = rig.server.fake.gateway.all();
    const settings = { current: () => Promise.resolve(openchsConfig(rig.server, 'gateway')) };
    const choice = { what: 'exists', remoteId: `lwf${there?.id}` } as const;
    const { signal } = new AbortController();
    await decideOpenchsCase(
      { db: database.db, settings, now: rig.now },
      id,
      choice,
      commandLineActor,
      signal,
    );
    assert.deepEqual(
      [(await row()).state, (await local()).status, (await moves()).length],
      ['done', 'closed', 1],
    );
  });
});
