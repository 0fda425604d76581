import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import type { Db, Value } from '../db/db.js';
import { raw, sql } from '../db/sql.js';
import { statementStandings } from '../domain/statement-standing.js';
import { eachDatabase } from '../testing/databases.js';
import { claimsByStanding, wrongStandings } from '../testing/kept-standings.js';
import { insertStatement, keepSampleStandings } from '../testing/sample-items.js';
import { insertFile } from '../testing/sample-rows.js';

const promises = [null, '0.00', '0.01', '800.25', '-5.00'] as const;
const claimColumns = [
  ...([
    'hospital_code',
    'tran_id',
    'item_kind',
    'item_id',
    'file_id',
    'kind',
    'scheme',
    'file_type',
  ] as const),
  ...(['is_denied', 'reimb_nhso'] as const),
];
const rowColumns = [
  ...(['file_id', 'sheet_name', 'row_no', 'row_hash', 'layout_id', 'data_type', 'extra'] as const),
  ...(['hospital_code', 'tran_id', 'total_compensation'] as const),
];
/** Amounts of the counted rows of a claim; the one null = a row that says none. */
const statements: readonly (readonly (string | null)[])[] = [
  [],
  [null],
  ['0.00'],
  ['0.02'],
  ['800.25'],
  ['800.24'],
  ['800.23'],
  ['800.26', null],
  ['800.27'],
  ['-5.00'],
  ['-5.01'],
  ['900.25', '-100.00'],
  ['800.25', '-800.25'],
  ['800.25', '-1600.50'],
];

/** Every scheme, promise and statement, passed and denied; beside them rows that do not count. */
async function insertGrid(db: Db): Promise<number> {
  const fileId = await insertFile(db, { filename: 'eclaim_99999_OP_25690105_201501885.xls' });
  const counted = [await insertStatement(db, {}), await insertStatement(db, {})];
  const others = [
    await insertStatement(db, { is_current: false }),
    await insertStatement(db, { undone_at: '2026-01-01 00:00:00', status: 'undone' }),
  ];
  const claims: Value[][] = [];
  const rows: Value[][] = [];
  const add = (fileOf: number | undefined, hospital: string, tranId: string, amount: string | null) =>
    rows.push([fileOf ?? null, 'test', rows.length, '', 'test', 'normal', '{}', hospital, tranId, amount]);
  for (const scheme of ['UCS', 'SSS', 'STP'])
    for (const isDenied of [false, true])
      for (const promised of promises)
        for (const amounts of statements) {
          const number = claims.length + 1;
          const tranId = String(700_000 + number);
          claims.push(['99999', tranId, 'opip', number, fileId, 'OP', scheme, 'OP', isDenied, promised]);
          for (const [index, amount] of amounts.entries()) add(counted[index], '99999', tranId, amount);
          if (number % 2 === 0) for (const other of others) add(other, '99999', tranId, '5.00');
          if (number % 3 === 0) add(counted[0], '99998', tranId, '7.00');
        }
  await db.bulkInsert('claim_current', claimColumns, claims);
  await db.bulkInsert('stm_claim_item', rowColumns, rows);
  return claims.length;
}

eachDatabase('what is kept of statements', (database) => {
  test('the database decides as the program does, over a grid of cases', async () => {
    const { db } = database;
    const claims = await insertGrid(db);
    assert.equal((await wrongStandings(db)).length, claims);
    await keepSampleStandings(db);
    assert.deepEqual(await wrongStandings(db), []);
    assert.deepEqual(Object.keys(await claimsByStanding(db)).sort(), statementStandings.toSorted());
  });

  test('the migration fills claims of an earlier version of the program with the same', async () => {
    const { db } = database;
    const before = await claimsByStanding(db);
    await db.execute(sql`update claim_current set recon_state = '', stm_amount = 1.00`);
    const file = `../../database/migrations/${db.dialect.migrations}/0104-claim-states-filled.sql`;
    await db.execute(raw(await readFile(new URL(file, import.meta.url), 'utf8')));
    assert.deepEqual(await wrongStandings(db), []);
    assert.deepEqual(await claimsByStanding(db), before);
  });
});
