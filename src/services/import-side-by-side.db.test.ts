import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { sql } from '../db/sql.js';
import { eachDatabase } from '../testing/databases.js';
import { importRoom } from '../testing/import-parts.js';
import { repTestWorkbook, ucsRow } from '../testing/rep-workbook.js';
import { importRepFile } from './import-rep-file.js';

const nameOf = (number: number) => `eclaim_99999_OP_25690105_20150188${number}.xls`;

eachDatabase('imports side by side', (database) => {
  const room = importRoom();
  after(() => room.remove());

  test('other files of one hospital and the same file twice come in at once, nothing lost and nothing twice', async () => {
    const { db } = database;
    const files = [1, 2, 3].map((number) => {
      const rows = [ucsRow(`99000${number}`), ucsRow(`99001${number}`), ucsRow('990099')];
      return room.put(nameOf(number), repTestWorkbook({ form: 'ucs', rows }));
    });
    const results = await Promise.all(
      [...files, ...files].map((path) => importRepFile(room.parts(db), { path, source: 'cli' })),
    );
    const count = (status: string) => results.filter((result) => result.status === status).length;
    assert.deepEqual([count('completed'), count('unchanged')], [3, 3]);
    for (const { rowsRead, inserted, unchanged } of results) assert.equal(rowsRead, inserted + unchanged);
    const stored = await db.first<{ stored: number; current_rows: number }>(sql`
      select count(*) as stored, sum(case when is_current = ${true} then 1 else 0 end) as current_rows
      from claim_rep_opip_nhso_item`);
    assert.deepEqual([stored?.stored, Number(stored?.current_rows)], [9, 7]);
  });
});
