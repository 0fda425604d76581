import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { changeOutbox, markSending } from '../store/openchs-outbox.js';
import { eachDatabase } from '../testing/databases.js';
import { type OpenchsRig, openchsConfig, openOpenchsRig, sampleSent } from '../testing/openchs-rig.js';
import { commandLineActor } from './actor.js';
import { decideOpenchsCase } from './decide-openchs-case.js';

eachDatabase('rows of the outbox to OpenCHS', (database) => {
  const rigs: OpenchsRig[] = [];
  let rig: OpenchsRig;
  let hospital = 97500;
  const open = async () => {
    rig = await openOpenchsRig(database.db, 'documented', { hospital: String(++hospital) });
    rigs.push(rig);
  };
  const states = async () => (await rig.rows()).map(({ state }) => state);
  const there = () => Object.values(rig.server.fake.stored()).flat().length;
  after(async () => {
    for (const one of rigs) await one.close();
  });

  test('what a person sends again after 72 hours is tried for as long once more', async () => {
    await open();
    await rig.server.listen(false);
    await rig.take('OP_25690105_101501885', { '990001': '305' });
    await rig.pass(73 * 3600);
    await rig.pass(3600);
    const [given] = await rig.rows();
    assert.deepEqual([given?.state, given?.problem], ['refused', 'openchs_given_up']);
    const parts = {
      db: database.db,
      settings: { current: () => Promise.resolve(openchsConfig(rig.server, 'documented')) },
      now: rig.now,
    };
    await decideOpenchsCase(
      parts,
      given?.id ?? 0,
      { what: 'again' },
      commandLineActor,
      new AbortController().signal,
    );
    await rig.pass(3600);
    assert.deepEqual(await states(), ['retry']);
    await rig.pass(72 * 3600);
    await rig.pass(3600);
    assert.deepEqual(await states(), ['refused']);
    await rig.server.listen(true);
    await decideOpenchsCase(
      parts,
      given?.id ?? 0,
      { what: 'again' },
      commandLineActor,
      new AbortController().signal,
    );
    for (let n = 0; n < 3; n += 1) await rig.pass(901);
    assert.deepEqual([await states(), there()], [['done'], 1]);
  });

  test('what was being sent when its process ended waits from when that is found', async () => {
    await open();
    await rig.take('OP_25690105_101501885', { '990001': '305' });
    const [row] = await rig.rows();
    assert.ok(row);
    assert.ok(await markSending(database.db, row, sampleSent, rig.now()));
    await rig.pass(3600);
    const [lost] = await rig.rows();
    assert.equal(lost?.state, 'uncertain');
    assert.ok(Date.parse(lost?.nextAt ?? '') >= rig.now().getTime() + 60_000, String(lost?.nextAt));
    assert.equal(rig.server.fake.received.all().filter(({ call }) => call === 'documented_create').length, 0);
    await rig.pass(121);
    assert.deepEqual([await states(), there()], [['done'], 1]);
  });

  test('who read a row before another sent it does not send it', async () => {
    await open();
    await rig.take('OP_25690105_101501885', { '990001': '305' });
    const [row] = await rig.rows();
    assert.ok(row);
    assert.ok(await markSending(database.db, row, sampleSent, rig.now()));
    const sent = { ...row, state: 'sending', attempts: row.attempts + 1 } as const;
    await changeOutbox(database.db, sent, { state: row.state }, rig.now());
    assert.equal(await markSending(database.db, row, sampleSent, rig.now()), false);
    const [after] = await rig.rows();
    assert.ok(after);
    assert.ok(await markSending(database.db, after, sampleSent, rig.now()));
  });
});
