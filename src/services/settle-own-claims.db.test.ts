import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { sql } from '../db/sql.js';
import { openBatch } from '../store/changes.js';
import { hospitalState } from '../testing/claim-state.js';
import { eachDatabase } from '../testing/databases.js';
import { importRoom } from '../testing/import-parts.js';
import { repTestWorkbook, ucsRow } from '../testing/rep-workbook.js';
import { importRepFile } from './import-rep-file.js';
import { settleClaims } from './settle-claims.js';

const hospital = '99511';

/** More rows than are settled together; a claim stands at both ends, and one came in an earlier file. */
function longRows() {
  const rows = Array.from({ length: 4_300 }, (_, index) => ucsRow(String(9_910_000 + index)));
  return rows
    .with(4_200, ucsRow('9910010', { error_code: '305' }))
    .with(4_250, ucsRow('990001', { error_code: '306' }));
}

eachDatabase('claims settled while their file comes in', (database) => {
  const room = importRoom();
  after(() => room.remove());
  const run = async (name: string, rows: ReturnType<typeof longRows>, force = false) => {
    const path = room.put(`eclaim_${hospital}_OP_${name}.xls`, repTestWorkbook({ form: 'ucs', rows }));
    const result = await importRepFile(room.parts(database.db), { path, source: 'cli', force });
    assert.equal(result.rowsRead, rows.length, JSON.stringify(result.problems.slice(0, 3)));
    return result;
  };

  test('are as if each had been settled over all its rows, also when the file is read again', async () => {
    const { db } = database;
    await run('25690105_201501885', [ucsRow('990001')]);
    await run('25690205_201501886', longRows());
    const state = await hospitalState(db, hospital);
    const versions = await db.query<{ tran_id: string; versions: number; is_denied: boolean }>(sql`
      select tran_id, versions, is_denied from claim_current
      where hospital_code = ${hospital} and versions > 1 order by tran_id`);
    assert.deepEqual(
      versions.map(({ tran_id, versions: count, is_denied }) => [tran_id, count, is_denied]),
      [
        ['990001', 2, true],
        ['9910010', 2, true],
      ],
    );
    const claims = await db.query<{ tran_id: string }>(
      sql`select tran_id from claim_current where hospital_code = ${hospital}`,
    );
    assert.equal(claims.length, 4_299);
    await db.transaction((tx) =>
      settleClaims(
        tx,
        openBatch(),
        hospital,
        claims.map(({ tran_id }) => tran_id),
      ),
    );
    assert.deepEqual(await hospitalState(db, hospital), state);
    assert.equal((await run('25690205_201501886', longRows(), true)).unchanged, 4_300);
    assert.deepEqual(await hospitalState(db, hospital), state);
  });

  test('a claim that the file has no more is gone', async () => {
    const { db } = database;
    const rows = longRows();
    const result = await run('25690205_201501886', rows, true);
    await db.execute(sql`
      update claim_rep_opip_nhso_item set tran_id = '99gone'
      where file_id = ${result.fileId} and tran_id = '9910020'`);
    await db.execute(sql`
      update claim_current set tran_id = '99gone' where hospital_code = ${hospital} and tran_id = '9910020'`);
    await run('25690205_201501886', rows, true);
    const found = await db.query<{ tran_id: string }>(sql`
      select tran_id from claim_current where hospital_code = ${hospital} and tran_id in ('99gone', '9910020')`);
    assert.deepEqual(
      found.map(({ tran_id }) => tran_id),
      ['9910020'],
    );
  });
});
