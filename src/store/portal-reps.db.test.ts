import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from '../db/sql.js';
import { eachDatabase } from '../testing/databases.js';
import { type PortalRep, savePortalReps } from './portal-reps.js';

const unit = { scheme: 'ucs', month: 1, yearBe: 2569 } as const;
const rep = (repNo: string): PortalRep => ({
  ...{ hospitalCode: '99999', repNo, filename: `${repNo}.xls`, sendDate: null, checkDate: null },
  ...{ total: 1, passed: 1, failed: 0, importType: null, importer: null, downloadId: null, cells: [] },
});

eachDatabase('documents of the list of NHSO', (database) => {
  const look = async (month: number, listed: readonly string[], isWhole = true) => {
    // Two looks never fall into one millisecond.
    await database.db.execute(sql`update portal_reps set last_seen_at = ${new Date('2026-02-01T00:00:00Z')}`);
    await savePortalReps(database.db, { ...unit, month }, listed.map(rep), isWhole);
    const rows = await database.db.query<{ rep_no: string; gone_at: string | null }>(
      sql`select rep_no, gone_at from portal_reps order by rep_no`,
    );
    return rows.map(({ rep_no, gone_at }) => (gone_at === null ? rep_no : `-${rep_no}`));
  };

  test('one that a whole list of its month no longer has is gone until it is listed again', async () => {
    assert.deepEqual(await look(1, ['1', '2']), ['1', '2']);
    assert.deepEqual(await look(2, ['3']), ['1', '2', '3'], 'another month says nothing of this one');
    assert.deepEqual(await look(1, ['1'], false), ['1', '2', '3'], 'a row that could not be read may be any');
    assert.deepEqual(await look(1, ['1']), ['1', '-2', '3']);
    assert.deepEqual(await look(1, ['1', '2']), ['1', '2', '3']);
    assert.deepEqual(await look(1, []), ['-1', '-2', '3']);
  });
});
