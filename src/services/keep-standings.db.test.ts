import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Db } from '../db/db.js';
import { sql } from '../db/sql.js';
import { createDice, type Dice } from '../practice/claims/dice.js';
import { eachDatabase } from '../testing/databases.js';
import { type ImportRoom, importRoom } from '../testing/import-parts.js';
import { claimsByStanding, wrongStandings } from '../testing/kept-standings.js';
import { orfRow, repTestWorkbook, type TestRow, ucsRow } from '../testing/rep-workbook.js';
import { statementBytes, statementRow } from '../testing/statement-workbook.js';
import { commandLineActor } from './actor.js';
import { importRepFile } from './import-rep-file.js';
import { undoFile } from './undo-file.js';

interface Workbook {
  /** Its name; HOSPITAL stands for the code. */
  readonly name: string;
  readonly bytes: (hospital: string) => Buffer;
}

const rep = (part: string, rows: readonly TestRow[], reportTime = '06/01/2569 เวลา 08:00'): Workbook => ({
  name: `eclaim_HOSPITAL_${part}.xls`,
  bytes: () => repTestWorkbook({ form: part.startsWith('ORF') ? 'orf' : 'ucs', rows, reportTime }),
});

/** A statement with these amounts by TRAN_ID, section by section; a claim may stand in several. */
const stm = (
  document: string,
  day: number,
  ...sections: readonly (readonly (readonly [tranId: string, amount: number | string])[])[]
): Workbook => ({
  name: `STM_HOSPITAL_${document}.xls`,
  bytes: (hospital) =>
    statementBytes({
      ...{ documentNo: `${hospital}_${document}`, hospital, reportTime: `${day}/01/2569 เวลา 18:30` },
      details: sections.map((rows, index) => ({
        name: `รายละเอียด${index === 0 ? 'ข้อมูลปกติ' : 'อุทธรณ์'} OP`,
        rows: rows.map(([tranId, total_compensation]) => statementRow(tranId, { total_compensation })),
      })),
    }),
});

const first = rep('OP_25690105_201501885', [
  ...['990001', '990002', '990003', '990004', '990005'].map((tranId) => ucsRow(tranId)),
  ucsRow('990006', { error_code: 'C305', reimb_nhso: 0 }),
]);
const corrected = rep('OP_25690110_201501886', [
  ucsRow('990001', { reimb_nhso: 700.25 }),
  ucsRow('990006', { reimb_nhso: 50.5 }),
  ucsRow('990003', { error_code: 'C305', reimb_nhso: 0 }),
]);
const reissued = rep(
  'OP_25690105_201501885',
  [ucsRow('990001'), ucsRow('990002', { reimb_nhso: 1 }), ucsRow('990007')],
  '07/01/2569 เวลา 08:00',
);
const others = rep('OPNHS_25690106_201501887', [ucsRow('990010'), ucsRow('990011')]);
const referred = rep('ORF_25690107_201501888', [orfRow('990012'), orfRow('990004')]);
const appealed = rep('OP_APPEAL_25690112_101501885', [
  ucsRow('990005', { rep_no: '690190009', reimb_nhso: 900 }),
]);
const stated = stm(
  'OPUCS256811_01',
  20,
  [
    ['990001', 800.25],
    ['990002', 800.24],
    ['990003', 500],
    ['990006', 0],
    ['990010', 800.25],
    ['990099', 5],
  ],
  [
    ['990001', -100],
    ['990003', 20.5],
  ],
);
const statedAgain = stm('OPUCS256811_01', 21, [
  ['990001', 800.25],
  ['990002', 900],
  ['990004', '-'],
  ['990006', 50.5],
]);
const reversal = stm(
  'OPUCS256812_01',
  22,
  [
    ['990001', -800.25],
    ['990002', -0.24],
    ['990005', 900],
    // An exact copy counts once.
    ['990012', 320.5],
    ['990012', 320.5],
  ],
  [['990005', -900]],
);
const ofIp = stm('IPUCS256811_01', 23, [
  ['990002', 0.01],
  ['990007', 800.25],
  ['990007', 1],
]);
const workbooks = [
  ...[first, corrected, reissued, others, referred, appealed, stated, statedAgain, reversal, ofIp],
];

const stateOf = async (db: Db, hospital: string) => {
  const rows = await db.query<{ tran_id: string; recon_state: string; stm_amount: string | null }>(sql`
    select tran_id, recon_state, stm_amount from claim_current where hospital_code = ${hospital} order by tran_id`);
  return rows.map(({ tran_id, recon_state, stm_amount }) => `${tran_id} ${recon_state} ${stm_amount ?? '-'}`);
};

/** Claims that this work changed, as the feed of changes tells them. */
const changedIn = async (db: Db, work: () => Promise<unknown>): Promise<string[]> => {
  const batches = sql`select batch from change_batches where kind = 'claim'`;
  const known = (await db.query<{ batch: number }>(batches)).map(({ batch }) => batch);
  await work();
  const rows = await db.query<{ tran_id: string; batch: number }>(
    sql`select tran_id, change_batch as batch from claim_current order by tran_id`,
  );
  return rows.flatMap(({ tran_id, batch }) => (known.includes(batch) ? [] : [tran_id]));
};

function desk(db: Db, room: ImportRoom, hospital: string) {
  return {
    async take({ name, bytes }: Workbook, force = false): Promise<number> {
      const path = room.put(name.replace('HOSPITAL', hospital), bytes(hospital));
      const result = await importRepFile(room.parts(db), { path, source: 'cli', force });
      assert.match(result.status, /^(completed|unchanged)/, JSON.stringify(result.problems.slice(0, 2)));
      assert.deepEqual(await wrongStandings(db), [], `${name}${force ? ' again' : ''}`);
      return result.fileId ?? 0;
    },
    async undo(fileId: number, name = ''): Promise<void> {
      await undoFile(room.parts(db), { fileId, by: commandLineActor, reason: null });
      assert.deepEqual(await wrongStandings(db), [], `undo ${name}`);
    },
  };
}

/** Files in a random order, some taken out, read again, or brought in again between. */
async function anyHistory(db: Db, room: ImportRoom, hospital: string, dice: Dice): Promise<number> {
  const { take, undo } = desk(db, room, hospital);
  const queue = [...workbooks, ...workbooks.slice(0, 2)];
  const stored = new Map<number, Workbook>();
  let [undone, steps] = [0, 0];
  while (queue.length > 0) {
    const [book] = queue.splice(dice.int(0, queue.length - 1), 1);
    if (!book) break;
    stored.set(await take(book), book);
    steps += 1;
    if (dice.chance(20)) await take(book, true);
    if (!dice.chance(40) || undone > 4) continue;
    const [fileId, out] = [...stored][dice.int(0, stored.size - 1)] ?? [0, book];
    undone += 1;
    stored.delete(fileId);
    await undo(fileId, out.name);
    if (dice.chance(60)) queue.push(out);
  }
  return steps;
}

eachDatabase('what statements say of claims is kept', (database) => {
  const room = importRoom();
  after(() => room.remove());

  test('of REP and statement whichever came first, of corrections, issues and what was taken out', async () => {
    const { db } = database;
    const { take, undo } = desk(db, room, '99601');
    await take(stated);
    const rep1 = await take(first);
    const both = [
      '990001 part_paid 700.25',
      '990002 matched 800.24',
      '990003 part_paid 520.50',
      '990004 waiting_stm -',
      '990005 waiting_stm -',
      '990006 denied 0.00',
    ];
    assert.deepEqual(await stateOf(db, '99601'), both);
    const other = desk(db, room, '99602');
    await other.take(first);
    assert.deepEqual(
      [...new Set((await stateOf(db, '99602')).map((line) => line.slice(7)))],
      ['waiting_stm -', 'denied -'],
    );
    await other.take(stated);
    assert.deepEqual(await stateOf(db, '99602'), both);
    await take(others);
    await take(corrected);
    assert.deepEqual(await stateOf(db, '99601'), [
      '990001 matched 700.25',
      '990002 matched 800.24',
      '990003 needs_person 520.50',
      '990004 waiting_stm -',
      '990005 waiting_stm -',
      '990006 reversed 0.00',
      '990010 matched 800.25',
      '990011 not_covered -',
    ]);
    const newer = await take(statedAgain);
    const minus = await take(reversal);
    await take(referred);
    assert.deepEqual(await stateOf(db, '99601'), [
      '990001 reversed 0.00',
      '990002 over 899.76',
      '990003 denied -',
      '990004 reversed 0.00',
      '990005 reversed 0.00',
      '990006 matched 50.50',
      '990010 not_covered -',
      '990011 not_covered -',
      '990012 matched 320.50',
    ]);
    await undo(newer);
    await undo(minus);
    await undo(rep1);
    assert.deepEqual(await stateOf(db, '99601'), [
      '990001 matched 700.25',
      '990003 needs_person 520.50',
      '990004 waiting_stm -',
      '990006 reversed 0.00',
      '990010 matched 800.25',
      '990011 not_covered -',
      '990012 waiting_stm -',
    ]);
  });

  test('what a file changes of it is told as a change of the claims, and nothing else is', async () => {
    const { db } = database;
    const { take, undo } = desk(db, room, '99603');
    await take(first);
    const told = await changedIn(db, () => take(stated));
    assert.deepEqual(told, ['990001', '990002', '990003', '990006']);
    assert.deepEqual(await changedIn(db, () => take(stated, true)), []);
    assert.deepEqual(await changedIn(db, () => take(first, true)), []);
    const id = await take(stated);
    assert.deepEqual(await changedIn(db, () => undo(id)), told);
  });

  test('at any time of any history, which ends in the same whatever its order', async () => {
    const { db } = database;
    const { take } = desk(db, room, '99610');
    for (const book of workbooks) await take(book);
    const expected = await stateOf(db, '99610');
    assert.ok(Object.keys(await claimsByStanding(db)).length > 6);
    for (const turn of [1, 2]) {
      const hospital = `9961${turn}`;
      const steps = await anyHistory(db, room, hospital, createDice(`standings ${database.name} ${turn}`));
      assert.ok(steps >= workbooks.length);
      for (const book of workbooks) await desk(db, room, hospital).take(book);
      assert.deepEqual(await stateOf(db, hospital), expected);
    }
  });
});
