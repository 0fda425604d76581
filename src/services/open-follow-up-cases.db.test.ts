import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Tx } from '../db/db.js';
import { sql } from '../db/sql.js';
import { findCase } from '../store/cases.js';
import { eachServer } from '../testing/databases.js';
import { type OpenchsRig, openOpenchsRig } from '../testing/openchs-rig.js';
import { commandLineActor as by } from './actor.js';
import { changeCase } from './change-case.js';
import { inChangeBatch } from './in-change-batch.js';
import { openFollowUpCases } from './open-follow-up-cases.js';

/** A promise with its own key. */
function gate() {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((done) => {
    open = done;
  });
  return { opened, open };
}

/** The same transaction, which tells that it is about to write a case, or to lock it. */
function watched(tx: Tx, tell: () => void): Tx {
  return new Proxy(tx, {
    get(_target, name) {
      const value: unknown = Reflect.get(tx, name, tx);
      if (typeof value !== 'function') return value;
      return (...given: unknown[]): unknown => {
        if (/from cases c where.*for update|update cases/s.test(JSON.stringify(given))) tell();
        return Reflect.apply(value, tx, given);
      };
    },
  });
}

eachServer('cases of claims that pass', (database) => {
  const hospital = '98990';
  let rig: OpenchsRig;
  before(async () => {
    rig = await openOpenchsRig(database.db, 'documented', { hospital });
    await rig.take('OP_25690105_101501885', { '990001': '305' });
    await rig.turn();
    // With the connector off an import leaves the case alone.
    rig.set({ OPENCHS_ENABLED: 'off' });
    await rig.take('OP_25690106_101501886', { '990001': '' });
  });
  after(async () => await rig.close());

  test('one that a person ends at the same moment stays as the person left it', async () => {
    const { db } = database;
    const [row] = await rig.rows();
    const id = row?.caseId ?? 0;
    const [ended, mayCommit, reached] = [gate(), gate(), gate()];
    const person = changeCase(
      { db, now: rig.now },
      {
        ...{ id, input: { status: 'closed' as const }, by, ifVersion: null },
        reach: { hospital: null, ownHospital: hospital },
      },
      async () => {
        ended.open();
        await mayCommit.opened;
      },
    );
    await Promise.race([ended.opened, person]);
    const { fileId } = await currentFile();
    const importing = inChangeBatch(db, async (tx, batch) => {
      const file = { id: fileId, hospitalCode: hospital, isReread: false };
      const followUp = { target: rig.target, codes: ['305'] };
      await openFollowUpCases(watched(tx, reached.open), batch, followUp, file, rig.now());
    });
    await Promise.race([reached.opened, importing]);
    mayCommit.open();
    await Promise.all([person, importing]);
    const stored = await findCase(db, id, null);
    assert.deepEqual([stored?.status, stored?.version], ['closed', (await person).stored.version]);
  });

  async function currentFile(): Promise<{ readonly fileId: number }> {
    const claim = await database.db.first<{ fileId: number }>(
      sql`select file_id as "fileId" from claim_current where hospital_code = ${hospital} and tran_id = '990001'`,
    );
    assert.ok(claim);
    return claim;
  }
});
