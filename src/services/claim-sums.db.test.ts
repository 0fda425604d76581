import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Db } from '../db/db.js';
import { raw, sql } from '../db/sql.js';
import type { Difference } from '../domain/verification.js';
import { claimSumsBy, claimSumsOf, measuresBy, measuresInAll } from '../figures/claim-sums.js';
import { figureBys } from '../figures/figure.js';
import { type FigureFilter, readFigureFilter } from '../figures/figure-filter.js';
import { createSumsMemory, type SumsMemory } from '../figures/remembered-sums.js';
import { createDice, type Dice } from '../practice/claims/dice.js';
import { rollups } from '../store/rollup-tables.js';
import { postingDifferences } from '../store/verified-postings.js';
import { eachDatabase, eachServer } from '../testing/databases.js';
import { type ImportRoom, importRoom, silentLog } from '../testing/import-parts.js';
import { wrongStandings } from '../testing/kept-standings.js';
import { orfRow, repTestWorkbook, type TestRow, ucsRow } from '../testing/rep-workbook.js';
import { commandLineActor } from './actor.js';
import { importRepFile } from './import-rep-file.js';
import { rebuildSums } from './rebuild-sums.js';
import { undoFile } from './undo-file.js';
import { verifyStored } from './verify-stored.js';

const now = new Date('2026-06-18T01:12:00Z');

/** Questions to which kept sums, several of them together, or the claims alone have the answer. */
const questions: readonly Record<string, string>[] = [
  {},
  { fiscal_year: '2569' },
  { fiscal_year: '2569', undated: 'with' },
  { undated: 'only' },
  { from: '2025-10-01', to: '2025-12-01' },
  { from: '2025-11-01' },
  { to: '2025-12-01', undated: 'with' },
  { from: '2025-10-15', to: '2025-12-01' },
  { scheme: 'ucs', kind: 'op,ip' },
  { kind: 'orf' },
  { fund: 'OP02' },
  { fund: 'none', service_type: 'none' },
  { service_type: 'OPAE', status: 'denied' },
  { status: 'passed' },
  { error_code: '305' },
  { error_code: '305', kind: 'op' },
  { error_code: 'none' },
  { error_code: 'none', status: 'denied' },
  { error_code: 'C12', fund: 'OP01', appealed: 'no' },
  { first_passed: 'no', hospital: '99999' },
  { appealed: 'yes' },
  { adjrw: 'yes' },
  { adjrw: 'no', kind: 'op' },
  { drg: '04520' },
  { drg: 'none', kind: 'ip' },
  { drg: '04520', error_code: '305' },
  { drg: '04530', fund: 'OP01', first_passed: 'yes' },
  { referrer: '99002' },
  { referrer: 'none' },
  { referrer: 'none', fiscal_year: '2569', status: 'denied' },
  { referrer: '99003', kind: 'orf', from: '2025-10-01' },
  { referrer: '99002', fund: 'OP01' },
  { payment_column: 'ophc' },
  { payment_column: 'cr_ontop', fiscal_year: '2569', undated: 'with' },
  { payment_column: 'any', status: 'denied' },
  { payment_column: 'any', kind: 'op', from: '2025-10-15', to: '2025-12-01' },
  { payment_column: 'iphc', drg: '04520' },
  { stay: '2-3', fiscal_year: '2569' },
  { stay: 'none', kind: 'ip,op' },
  { stay: 'any', status: 'passed' },
  { sent_late: 'yes' },
  { sent_late: '92.5', undated: 'with', from: '2025-11-01' },
  { sent_late: 'none', hospital: '99999' },
  { main_hospital: '99002' },
  { main_hospital: 'none', status: 'denied' },
  { main_hospital: '99002', stay: '1' },
  { treating: '99999' },
  { treating: '99004', status: 'denied' },
  { treating: '99005', fiscal_year: '2569', undated: 'with' },
  { treating: 'none', kind: 'op,ip' },
  { treating: '99999', fund: 'OP01' },
  { treating: '99004', from: '2025-10-15' },
  { weekday: '3', scheme: 'ucs' },
];

/** Every figure by kept sums against the same by the claims themselves. */
async function compareFigures(db: Db, told: string): Promise<void> {
  for (const question of questions) {
    const filter = readFigureFilter(question, now);
    const what = `${told}\n${JSON.stringify(question)}`;
    assert.deepEqual(
      await claimSumsOf(db, filter, { patients: true }),
      await claimSumsOf(db, filter, { patients: true, fromClaims: true }),
      what,
    );
    for (const by of figureBys)
      assert.deepEqual(
        sorted(await claimSumsBy(db, filter, by, { patients: true })),
        sorted(await claimSumsBy(db, filter, by, { patients: true, fromClaims: true })),
        `${what} by ${by}`,
      );
    await compareWeighed(db, { ...filter, adjrw: true }, what);
  }
}

/** Kept sums know some measures of the claims that state an AdjRW. */
async function compareWeighed(db: Db, filter: FigureFilter, told: string): Promise<void> {
  const names = ['claims', 'reimbursed', 'adjrw', 'adjrwClaims'] as const;
  assert.deepEqual(
    await measuresInAll(db, filter, names),
    await measuresInAll(db, filter, names, { fromClaims: true }),
    `${told} weighed`,
  );
  for (const by of figureBys)
    assert.deepEqual(
      sorted(await measuresBy(db, filter, by, names)),
      sorted(await measuresBy(db, filter, by, names, { fromClaims: true })),
      `${told} weighed by ${by}`,
    );
}

/** What each of these remembers, some from before the last step, against the claims themselves. */
async function compareRemembered(db: Db, memories: readonly SumsMemory[], told: string): Promise<void> {
  for (const question of [{}, { fiscal_year: '2569', scheme: 'ucs' }])
    for (const by of ['month', 'fund', 'error_code', 'drg', 'referrer', 'treating'] as const) {
      const filter = readFigureFilter(question, now);
      const right = sorted(await claimSumsBy(db, filter, by, { fromClaims: true }));
      for (const memory of memories)
        assert.deepEqual(sorted(await claimSumsBy(await memory.over(db), filter, by)), right, told);
    }
}

const sorted = <Value>(groups: ReadonlyMap<string, Value>) =>
  [...groups].sort(([a], [b]) => (a < b ? -1 : 1));

async function differences(room: ImportRoom, db: Db): Promise<Difference[]> {
  const found: Difference[] = [];
  await verifyStored(room.parts(db), ['sums'], { onDifference: (_, one) => found.push(one) });
  return found;
}

const storedSums = (db: Db): Promise<unknown[]> =>
  Promise.all(
    rollups.map(({ table }) =>
      db.query(sql`select * from ${raw(table)} order by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10`),
    ),
  );

function anyRow(form: 'ucs' | 'orf', dice: Dice, repNo: string): TestRow {
  const tranId = String(990_001 + dice.int(0, 24));
  const day = dice.pick(['01/10/2025', '31/10/2025', '05/11/2025', '30/11/2025', '02/12/2025'] as const);
  const error_code = dice.pick(['-', '-', '-', '305', '305,C12', 'C12', '401', '---'] as const);
  const href = dice.pick(['-', '-', '99002', '99003'] as const);
  // Units of the hospital that claims, in one workbook with it.
  const hcode = dice.pick(['99999', '99999', '99004', '99005', '-'] as const);
  const shared = { rep_no: repNo, error_code, href, hcode, hn: `009900${dice.int(1, 9)}` };
  if (form === 'orf')
    return orfRow(tranId, {
      ...{ ...shared, service_date: `${day} 09:00:00`, reimb_total: dice.int(0, 900) / 4 },
      respon_cup: dice.pick(['-', 0, 12.75] as const),
      cr_ontop: dice.pick(['-', -1.25] as const),
    });
  return ucsRow(tranId, {
    ...shared,
    dateadm: `${day} 09:00:00`,
    main_fund: dice.pick(['OP01', 'OP02', '-', 'กองทุน ก'] as const),
    service_type: dice.pick(['OPAE', '-'] as const),
    drg: dice.pick(['04520', '04530', '-'] as const),
    adjrw_nhso: dice.pick(['-', 0.1234, 2.5] as const),
    reimb_nhso: error_code === '-' ? dice.int(0, 90_000) / 100 : 0,
    claim_net: dice.int(0, 90_000) / 100,
    hmain: dice.pick(['-', '99002', '99003'] as const),
    ps_percent: dice.pick(['-', '100', '92.5', 'x'] as const),
    datedsc: dice.pick(['-', `${day} 10:00:00`, '04/11/2025 10:00:00'] as const),
    ophc: dice.pick(['-', 0, 100.25] as const),
    iphc: dice.pick(['-', '-', -0.25] as const),
    dmis_pp: dice.pick(['-', '-', 7] as const),
  });
}

interface Workbook {
  readonly name: string;
  readonly bytes: Buffer;
}

/** A workbook under one of a few names, so that some come again. */
function anyWorkbook(dice: Dice, turn: number): Workbook {
  const type = dice.pick(['OP', 'OP', 'IP', 'ORF', 'OP_APPEAL', 'IP_APPEAL_NHSO'] as const);
  const form = type === 'ORF' ? 'orf' : 'ucs';
  const repNo = `69010${String(turn).padStart(4, '0')}`;
  const rows = Array.from({ length: dice.int(1, 8) }, () => anyRow(form, dice, repNo));
  const minute = String(turn).padStart(2, '0');
  const day = String(dice.int(1, 4)).padStart(2, '0');
  return {
    name: `eclaim_99999_${type}_256901${day}_${dice.int(1, 2)}01501885.xls`,
    bytes: repTestWorkbook({ form, rows, reportTime: `0${dice.int(5, 9)}/01/2569 เวลา 08:${minute}` }),
  };
}

/** One turn of a history: a new workbook, another issue, the same by force or another name, or an undo. */
async function turnOf(
  room: ImportRoom,
  db: Db,
  dice: Dice,
  stored: Map<number, Workbook>,
  turn: number,
): Promise<string> {
  const parts = room.parts(db);
  const take = async (workbook: Workbook, force = false) => {
    const path = room.put(workbook.name, workbook.bytes);
    const { fileId, status } = await importRepFile(parts, { path, source: 'cli', force });
    assert.ok(fileId !== null && status !== 'failed', `${workbook.name} ${status}`);
    stored.set(fileId, workbook);
    return `${force ? 'force ' : ''}${workbook.name} ${status}`;
  };
  const [id, known] = [...stored][dice.int(0, Math.max(0, stored.size - 1))] ?? [0, null];
  const what = dice.int(1, 10);
  if (known === null || what <= 5) return take(anyWorkbook(dice, turn));
  if (what <= 6) return take(known, true);
  // The same bytes under an earlier name: the file is dated by it.
  if (what <= 7) return take({ ...known, name: known.name.replace(/_2569010\d_/, '_25690101_') });
  await undoFile(parts, { fileId: id, by: commandLineActor, reason: null });
  stored.delete(id);
  return `undo ${known.name}`;
}

const turns = 36;

eachDatabase('sums that figures read', (database) => {
  const room = importRoom();
  after(() => room.remove());
  const stored = new Map<number, Workbook>();

  test('are those of the claims after each step of a random history, in every figure', async () => {
    const { db } = database;
    const dice = createDice('sums of claims, payments and facts');
    const told: string[] = [];
    // Two processes, of which one looks at every step and the other now and then.
    const [always, sometimes] = [createSumsMemory(), createSumsMemory()];
    for (let turn = 1; turn <= turns; turn += 1) {
      told.push(await turnOf(room, db, dice, stored, turn));
      assert.deepEqual(await differences(room, db), [], told.join('\n'));
      await compareRemembered(db, turn % 5 === 0 ? [always, sometimes] : [always], told.join('\n'));
    }
    await compareFigures(db, told.join('\n'));
    for (const word of ['undo', 'force', 'APPEAL', '_ORF_']) assert.ok(told.join('\n').includes(word), word);
  });

  test('a rebuild writes the same, also where they were wrong', async () => {
    const { db } = database;
    const before = await storedSums(db);
    await db.execute(sql`update claim_sums set claims = claims + 1`);
    await db.execute(sql`delete from claim_error_sums`);
    await db.execute(sql`update claim_drg_sums set hospital_code = '99998'`);
    await db.execute(sql`update claim_postings set hospital_code = '99997' where trait = 'payment'`);
    await db.execute(sql`update claim_postings set claim_id = claim_id + 100000 where trait = 'code'`);
    assert.ok((await differences(room, db)).length > 3);
    await db.execute(sql`update claim_current set recon_state = 'over' where scheme = 'UCS'`);
    const rebuilt = await rebuildSums({ db, log: silentLog() }, new AbortController().signal);
    assert.deepEqual(
      rebuilt.map(({ hospitalCode, rows, mended }) => [hospitalCode, rows > 0, mended > 0]),
      [
        ['99997', false, false],
        ['99998', false, false],
        ['99999', true, true],
      ],
    );
    assert.deepEqual(await wrongStandings(db), []);
    assert.deepEqual(await storedSums(db), before);
    assert.deepEqual(await postingDifferences(db), []);
  });

  test('nothing is left of them when every file was taken out', async () => {
    const { db } = database;
    for (const fileId of stored.keys())
      await undoFile(room.parts(db), { fileId, by: commandLineActor, reason: null });
    assert.deepEqual((await storedSums(db)).flat(), []);
    assert.deepEqual(await db.query(sql`select * from claim_postings`), []);
  });
});

eachServer('sums of several hospitals at once', (database) => {
  const room = importRoom();
  after(() => room.remove());

  test('imports and undos beside each other lose nothing and wait for nobody', async () => {
    const { db } = database;
    const parts = room.parts(db);
    const work = async (hospital: string) => {
      const dice = createDice(hospital);
      for (let turn = 1; turn <= 6; turn += 1) {
        const { name, bytes } = anyWorkbook(dice, turn);
        const path = room.put(name.replace('99999', hospital), bytes);
        const { fileId } = await importRepFile(parts, { path, source: 'cli' });
        if (fileId !== null && turn % 3 === 0)
          await undoFile(parts, { fileId, by: commandLineActor, reason: null });
      }
    };
    await Promise.all(['99701', '99702', '99703'].map(work));
    assert.deepEqual(await differences(room, db), []);
  });
});
