import assert from 'node:assert/strict';
import { test } from 'node:test';
import { askFigure, refusalOf, rowsOf } from '../testing/ask-figure.js';
import { eachDatabase } from '../testing/databases.js';
import { insertClaim, insertFile } from '../testing/sample-rows.js';

eachDatabase('days until the first REP', (database) => {
  const fields = ['claims', 'measured', 'average_days', 'median_days', 'longest_days', 'within_30'];

  test('before the first claim there is no day', async () => {
    const { total } = await askFigure(database.db, 'turnaround', 'month');
    assert.deepEqual([total.claims, total.average_days, total.median_days], [0, null, null]);
  });

  test('counts from the service to the first REP, by month, kind and hospital', async () => {
    const { db } = database;
    const fileId = await insertFile(db, { filename: 'eclaim_99999_OP_25681012_090000001.xls' });
    const money = { claimed: '10.00', reimbursed: '10.00' };
    const add = (tranId: string, day: string | null, answered: string | null, more = {}) =>
      insertClaim(db, { tranId, fileId, day, ...money, columns: { first_file_date: answered }, ...more });
    await add('1', '2025-10-01', '2025-10-11');
    await add('2', '2025-10-01', '2025-10-31');
    await add('3', '2025-10-31', '2025-12-01', { codes: ['C312'] });
    await add('4', '2025-11-01', '2025-11-01', { kind: 'IP' });
    await add('5', '2025-11-01', null, { hospital: '99998' });
    await add('6', null, '2025-11-01');
    // A day that was mistyped: the REP is older.
    await add('7', '2025-11-01', '2025-10-20');
    const by = async (split: 'month' | 'kind' | 'hospital', query = {}) =>
      rowsOf(await askFigure(db, 'turnaround', split, query), ...fields);
    // 10, 30 and 31 days; then 0.
    assert.deepEqual(await by('month'), [
      ['2025-10', 3, 3, '23.666667', 30, 31, 2],
      ['2025-11', 3, 1, '0.000000', 0, 0, 1],
    ]);
    assert.deepEqual(await by('kind', { fiscal_year: '2569' }), [
      ['ip', 1, 1, '0.000000', 0, 0, 1],
      ['op', 5, 3, '23.666667', 30, 31, 2],
    ]);
    assert.deepEqual(await by('hospital', { hospital: '99998' }), [['99998', 1, 0, null, null, null, 0]]);
    const { total } = await askFigure(db, 'turnaround', 'month', { from: '2025-10-01', to: '2025-11-02' });
    assert.deepEqual(
      [total.claims, total.average_days, total.median_days, total.within_30_rate],
      [6, '17.750000', 10, '0.750000'],
    );
    assert.equal(
      await refusalOf(() => askFigure(db, 'turnaround', 'month', { undated: 'only' })),
      'filter_not_applicable',
    );
  });
});
