import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Db } from '../db/db.js';
import { createBus } from '../events/bus.js';
import { changeOutbox, markSending } from '../store/openchs-outbox.js';
import { leaveOpenchsTarget } from '../store/openchs-targets.js';
import { eachDatabase } from '../testing/databases.js';
import { silentLog } from '../testing/import-parts.js';
import { type OpenchsRig, openchsConfig, openOpenchsRig, sampleSent } from '../testing/openchs-rig.js';
import { keepLease, takeLease } from './openchs-run.js';
import { createOpenchsWork } from './openchs-turn.js';

type Profile = 'documented' | 'native' | 'gateway';

/** A database at whose door its user stands still from some moment on, until it is let in. */
function slowDb(db: Db, isHeld: () => boolean) {
  let letIn: () => void = () => undefined;
  let arrive: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    letIn = resolve;
  });
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  const transaction: Db['transaction'] = async (work) => {
    if (isHeld()) {
      arrive();
      await opened;
    }
    return await db.transaction(work);
  };
  return { db: { ...db, transaction }, arrived, letIn };
}

eachDatabase('a sender to OpenCHS that lost its turn', (database) => {
  const rigs: OpenchsRig[] = [];
  let rig: OpenchsRig;
  let hospital = 96000;
  const open = async (profile: Profile) => {
    rig = await openOpenchsRig(database.db, profile, { hospital: String(++hospital) });
    rigs.push(rig);
    await rig.take('OP_25690105_101501885', { '990001': '305' });
  };
  const row = async () => {
    const [first] = await rig.rows();
    assert.ok(first);
    return first;
  };
  const there = () => Object.values(rig.server.fake.stored()).flat().length;
  after(async () => {
    for (const one of rigs) await one.close();
  });

  /** A turn of another process: it stands still before it writes down what its calls brought, once `isHeld`. */
  function slowTurn(profile: Profile, isHeld: () => boolean, aheadMs = 0) {
    const slow = slowDb(database.db, isHeld);
    const config = openchsConfig(rig.server, profile);
    const work = createOpenchsWork({
      db: slow.db,
      bus: createBus(),
      log: silentLog(),
      settings: { current: () => Promise.resolve(config) },
      now: () => new Date(rig.now().getTime() + aheadMs),
      holder: 'slow',
      tune: (settings) => ({ ...settings, paceMs: 0 }),
    });
    const ended = work.turn(new AbortController().signal);
    return { ...slow, ended };
  }

  for (const profile of ['documented', 'native'] as const)
    test(`${profile}: what came of its creation is told when another has looked, and changes nothing`, async () => {
      await open(profile);
      const slow = slowTurn(profile, () => there() > 0);
      await slow.arrived;
      assert.deepEqual([(await row()).state, there()], ['sending', 1]);
      rig.begin(database.db, 'quick');
      await rig.pass(61);
      assert.equal((await row()).state, 'uncertain');
      await rig.pass(121);
      const taken = await row();
      assert.deepEqual([taken.state, taken.attempts], ['done', 1]);
      slow.letIn();
      await slow.ended;
      assert.deepEqual(await row(), taken);
      assert.equal(there(), 1);
    });

  test('gateway: its late answer does not undo that a person is asked', async () => {
    await open('gateway');
    const slow = slowTurn('gateway', () => there() > 0);
    await slow.arrived;
    rig.begin(database.db, 'quick');
    await rig.pass(61);
    await rig.pass(121);
    const asked = await row();
    assert.deepEqual([asked.state, asked.nextAt], ['uncertain', null]);
    slow.letIn();
    await slow.ended;
    assert.deepEqual(await row(), asked);
  });

  test('a status that it read before another read a later one is not written over that', async () => {
    await open('documented');
    await rig.turn();
    const id = Number((await row()).remoteId);
    const { received, documented } = rig.server.fake;
    documented.change(id, { status: 'in_progress' });
    const before = received.all().length;
    const slow = slowTurn('documented', () => received.all().length > before, 301_000);
    await slow.arrived;
    documented.change(id, { status: 'closed' });
    rig.begin(database.db, 'quick');
    await rig.pass(400);
    const read = await row();
    assert.equal(read.remoteStatus, 'closed');
    slow.letIn();
    await slow.ended;
    assert.deepEqual(await row(), read);
  });

  test('a row that was sent again since is not changed by what came of the time before', async () => {
    await open('documented');
    assert.ok(await markSending(database.db, await row(), sampleSent, rig.now()));
    const sent = await row();
    assert.ok(await changeOutbox(database.db, sent, { state: 'uncertain' }, rig.now()));
    assert.ok(await markSending(database.db, await row(), sampleSent, rig.now()));
    const again = await row();
    assert.deepEqual([again.state, again.attempts], ['sending', 2]);
    assert.equal(await changeOutbox(database.db, sent, { state: 'done', remoteId: '1' }, rig.now()), false);
    assert.deepEqual(await row(), again);
    assert.ok(await changeOutbox(database.db, again, { state: 'done', remoteId: '2' }, rig.now()));
  });

  test('who lost the site has it again by its next turn, not in the middle of one', async () => {
    await open('documented');
    let ms = rig.now().getTime();
    const of = (holder: string) => ({
      ...{ db: database.db, target: rig.target, holder },
      now: () => new Date(ms),
    });
    assert.ok(await takeLease(of('first')));
    ms += 61_000;
    assert.ok(await keepLease(of('first')), 'nobody came');
    ms += 61_000;
    assert.ok(await takeLease(of('second')));
    assert.equal(await keepLease(of('first')), false);
    await leaveOpenchsTarget(database.db, rig.target, 'second');
    assert.equal(await keepLease(of('first')), false, 'also when it is free again');
    assert.ok(await takeLease(of('first')));
  });
});
