import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createDice, type Dice } from '../practice/claims/dice.js';
import { hospitalState } from '../testing/claim-state.js';
import { eachDatabase } from '../testing/databases.js';
import { importRoom } from '../testing/import-parts.js';
import { orfRow, repTestWorkbook, type TestWorkbook, ucsRow } from '../testing/rep-workbook.js';
import { commandLineActor } from './actor.js';
import { importRepFile } from './import-rep-file.js';
import { undoFile } from './undo-file.js';

/** A workbook of a quarter, by the part of its name after the hospital. */
interface QuarterFile {
  readonly part: string;
  readonly bytes: Buffer | string;
}

function quarter(): readonly QuarterFile[] {
  const book = (part: string, workbook: TestWorkbook) => ({ part, bytes: repTestWorkbook(workbook) });
  const copied = book('OP_25690118_101501885', {
    form: 'ucs',
    rows: [
      ucsRow('990002', { rep_no: '690190004', reimb_nhso: 4 }),
      ucsRow('990007', { rep_no: '690190004' }),
    ],
  });
  return [
    // Three issues under one name; the last one leaves claims out.
    book('OP_25690105_201501885', {
      form: 'ucs',
      rows: [ucsRow('990001', { error_code: '305,C12', reimb_nhso: 0 }), ucsRow('990002'), ucsRow('990003')],
      reportTime: '06/01/2569 เวลา 08:00',
    }),
    book('OP_25690105_201501885', {
      form: 'ucs',
      rows: [ucsRow('990001', { reimb_nhso: 2 }), ucsRow('990002', { error_code: '401' }), ucsRow('990004')],
      reportTime: '07/01/2569 เวลา 08:00',
    }),
    book('OP_25690105_201501885', {
      form: 'ucs',
      rows: [ucsRow('990001', { reimb_nhso: 7 }), ucsRow('990004', { error_code: '305' })],
      reportTime: '08/01/2569 เวลา 08:00',
    }),
    // An appeal with an old row beside the new one, and a row twice in one file.
    book('OP_APPEAL_25690110_101501885', {
      form: 'ucs',
      rows: [
        ucsRow('990001', { error_code: 'AP1', reimb_nhso: 0 }),
        ucsRow('990001', { rep_no: '690190009', reimb_nhso: 9 }),
        ucsRow('990004', { rep_no: '690190009', reimb_nhso: 10 }),
        ucsRow('990004', { rep_no: '690190009', reimb_nhso: 11 }),
        ucsRow('990004', { rep_no: '690190009', reimb_nhso: 11 }),
      ],
      summary: [{ rep_no: '690190009', total_cases: 4, passed_cases: 4, failed_cases: 0, reimb_total: 41 }],
    }),
    // One TRAN_ID in two kinds.
    book('ORF_25690111_101501885', { form: 'orf', rows: [orfRow('990003'), orfRow('990005')] }),
    book('IP_25690112_101501885', {
      form: 'ucs',
      rows: [ucsRow('990006', { an: '990000412', rep_no: '690190011' })],
      drugs: [{ tran_id: '990006', drug_seq: 1, quantity: 2, claim_amount: 20.25, reimb_amount: 18.5 }],
    }),
    // The same bytes under a later and an earlier name, with a version of another file between them.
    copied,
    { part: 'OP_25690125_101501885', bytes: copied.bytes },
    { part: 'OP_25690107_301501885', bytes: copied.bytes },
    book('OP_25690120_101501885', {
      form: 'ucs',
      rows: [ucsRow('990002', { rep_no: '690190007', reimb_nhso: 5 })],
    }),
    { part: 'OP_25690121_101501885', bytes: 'not a workbook' },
  ];
}

/** The queue in another order. */
function shuffled<Item>(items: readonly Item[], dice: Dice): Item[] {
  const left = [...items];
  const drawn: Item[] = [];
  while (left.length > 0) drawn.push(...left.splice(dice.int(0, left.length - 1), 1));
  return drawn;
}

/** Turns with a random order each. */
const turns = 2;

eachDatabase('order of imports', (database) => {
  const room = importRoom();
  after(() => room.remove());
  const files = quarter();
  const byDate = [...files].sort((a, b) => (a.part.slice(-18) < b.part.slice(-18) ? -1 : 1));

  async function take(hospital: string, { part, bytes }: QuarterFile): Promise<number> {
    const path = room.put(`eclaim_${hospital}_${part}.xls`, bytes);
    const result = await importRepFile(room.parts(database.db), { path, source: 'cli' });
    const { rowsRead, inserted, updated, unchanged, refused } = result;
    assert.equal(rowsRead, inserted + updated + unchanged + refused);
    assert.ok(result.fileId);
    return result.fileId;
  }
  const undo = (fileId: number) =>
    undoFile(room.parts(database.db), { fileId, by: commandLineActor, reason: null });

  /** Imports all in a random order, with files taken out and brought in again between. */
  async function takeAtRandom(hospital: string, dice: Dice): Promise<string> {
    const queue = shuffled(files, dice);
    const told: string[] = [];
    const stored = new Map<number, QuarterFile>();
    let undone = 0;
    for (let file = queue.shift(); file; file = queue.shift()) {
      told.push(file.part);
      const fileId = await take(hospital, file);
      if (typeof file.bytes !== 'string') stored.set(fileId, file);
      if (undone >= 3 || !dice.chance(40)) continue;
      const [out] = shuffled([...stored], dice);
      if (!out) continue;
      undone += 1;
      told.push(`undo ${out[1].part}`);
      await undo(out[0]);
      stored.delete(out[0]);
      // What was taken out comes again under every name that it has.
      for (const again of files)
        if (again.bytes === out[1].bytes && !queue.includes(again))
          queue.splice(dice.int(0, queue.length), 0, again);
    }
    return told.join(', ');
  }

  test('any order of import and undo ends in the state of an import by date', async () => {
    for (const file of byDate) await take('99400', file);
    const expected = await hospitalState(database.db, '99400');
    assert.deepEqual(
      expected.claims.map((row) => [row.tran_id, row.kind, row.reimbursed, row.versions]),
      [
        ['990001', 'OP', '9.00', 4],
        ['990002', 'OP', '5.00', 4],
        ['990003', 'ORF', '320.50', 2],
        ['990004', 'OP', '11.00', 4],
        ['990005', 'ORF', '320.50', 1],
        ['990006', 'IP', '800.25', 1],
        ['990007', 'OP', '800.25', 1],
      ],
    );
    for (let turn = 1; turn <= turns; turn++) {
      const hospital = `9940${turn}`;
      const told = await takeAtRandom(hospital, createDice(`order ${database.name} ${turn}`));
      assert.deepEqual(await hospitalState(database.db, hospital), expected, told);
    }
  });

  test('a file that was taken out last leaves the state of an import without it', async () => {
    const dice = createDice(`without ${database.name}`);
    const hospital = '99410';
    const ids = new Map<QuarterFile, number>();
    for (const file of shuffled(files, dice)) ids.set(file, await take(hospital, file));
    const [latestIssue, appeal] = [files[2], files[3]];
    for (const out of [latestIssue, appeal]) if (out) await undo(ids.get(out) ?? 0);
    for (const file of byDate) if (file !== latestIssue && file !== appeal) await take('99411', file);
    assert.deepEqual(await hospitalState(database.db, hospital), await hospitalState(database.db, '99411'));
  });
});
