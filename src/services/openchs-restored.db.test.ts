import assert from 'node:assert/strict';
import { after, afterEach, test } from 'node:test';
import { sql } from '../db/sql.js';
import { eachDatabase } from '../testing/databases.js';
import { type OpenchsRig, openOpenchsRig } from '../testing/openchs-rig.js';
import { markRestored } from './mark-restored.js';

type Profile = 'documented' | 'native' | 'gateway';

eachDatabase('cases for OpenCHS after a restore', (database) => {
  const rigs: OpenchsRig[] = [];
  let rig: OpenchsRig;
  let hospital = 95000;
  const open = async (profile: Profile) => {
    rig = await openOpenchsRig(database.db, profile, { hospital: String(++hospital) });
    rigs.push(rig);
  };
  const rows = () => rig.rows();
  const told = async () =>
    (await rows()).map(({ state, nextAt }) => (state === 'uncertain' && nextAt === null ? 'asked' : state));
  const there = () => Object.values(rig.server.fake.stored()).flat().length;
  /** The backup was made before these were sent: its rows say nothing of it. */
  const asInBackup = () =>
    database.db.execute(sql`
      update openchs_outbox set state = 'new', attempts = 0, tried_at = null, first_tried_at = null, remote_id = null,
        remote_status = null, remote_as = null, synced_at = null, check_at = null, next_at = created_at
      where target = ${rig.target}`);
  /** Imported, sent, and not in the backup: as if it had never been. */
  const forget = () => database.db.execute(sql`delete from openchs_outbox where target = ${rig.target}`);
  afterEach(async () => {
    await database.db.execute(sql`update change_clock set lost_since = null, restored_at = null`);
  });
  after(async () => {
    for (const one of rigs) await one.close();
  });

  for (const profile of ['documented', 'native'] as const)
    test(`${profile}: what was sent since the backup is found, what was not is sent`, async () => {
      await open(profile);
      await rig.take('OP_25690105_101501885', { '990001': '305', '990002': '305' });
      await rig.turn();
      assert.equal(there(), 2);
      await asInBackup();
      await rig.take('OP_25690106_101501886', { '990003': '305' });
      // The server forgets idempotency keys after a day; this one never knew them.
      rig.server.fake.faults.add({
        call: `${profile}_create`,
        kind: 'ignore_idempotency_key',
        times: 'always',
      });
      await markRestored(database.db, rig.now());
      assert.deepEqual(
        (await rows()).map(({ state, problem }) => `${state} ${problem}`),
        Array.from({ length: 3 }, () => 'uncertain openchs_restored'),
      );
      await rig.pass(1);
      assert.deepEqual([await told(), there()], [['done', 'done', 'done'], 3]);
    });

  test('gateway: nothing goes out again by itself, a person is asked and told why', async () => {
    await open('gateway');
    await rig.take('OP_25690105_101501885', { '990001': '305' });
    await rig.turn();
    await asInBackup();
    await markRestored(database.db, rig.now());
    for (let n = 0; n < 3; n += 1) await rig.pass(130);
    assert.deepEqual([await told(), there()], [['asked'], 1]);
    assert.equal((await rows())[0]?.problem, 'openchs_restored');
  });

  test('rows of an address that is no longer set are doubted too, and found when it is set again', async () => {
    await open('native');
    await rig.take('OP_25690105_101501885', { '990001': '305' });
    await rig.turn();
    await asInBackup();
    const old = rig;
    await open('native');
    await markRestored(database.db, rig.now());
    await rig.pass(1);
    assert.equal((await old.rows())[0]?.state, 'uncertain');
    await old.pass(1);
    const copies = Object.values(old.server.fake.stored()).flat().length;
    assert.deepEqual([(await old.rows())[0]?.state, copies], ['done', 1]);
  });

  for (const profile of ['documented', 'native', 'gateway'] as const)
    test(`${profile}: a workbook of before the restore that comes anew opens no second case`, async () => {
      await open(profile);
      await rig.take('OP_25690105_101501885', { '990001': '305' });
      await rig.turn();
      await forget();
      rig.server.fake.faults.add({
        call: `${profile}_create`,
        kind: 'ignore_idempotency_key',
        times: 'always',
      });
      await markRestored(database.db, rig.now());
      // The denial comes again with a later workbook.
      await rig.take('OP_25690106_101501886', { '990001': '305', '990009': '' });
      assert.deepEqual(await told(), ['uncertain']);
      for (let n = 0; n < 3; n += 1) await rig.pass(130);
      assert.equal(there(), 1);
      assert.deepEqual(await told(), [profile === 'gateway' ? 'asked' : 'done']);
    });

  test('a workbook that NHSO made after the restore is sent as ever', async () => {
    await open('gateway');
    await markRestored(database.db, new Date('2025-12-31T02:00:00Z'));
    await rig.take('OP_25690105_101501885', { '990001': '305' });
    assert.deepEqual(await told(), ['new']);
    await rig.turn();
    assert.equal(there(), 1);
  });
});
