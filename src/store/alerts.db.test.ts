import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eachDatabase } from '../testing/databases.js';
import { closeAlerts, countAlerts, eachAlert, listAlerts, raiseAlert } from './alerts.js';

const alert = {
  key: 'file/rep/7/controls',
  severity: 'warning',
  title: { th: 'ยอดควบคุมไม่ตรง', en: 'Totals disagree' },
  details: { file_id: 7 },
} as const;
const at = (hour: number) => new Date(Date.UTC(2026, 5, 18, hour));

eachDatabase('alerts', (database) => {
  test('a matter that comes again is one row, counted, and begins anew after it was closed', async () => {
    const { db } = database;
    const only = async () => {
      const [row, ...others] = await listAlerts(db, { open: null }, { limit: 10, after: null });
      assert.ok(row && others.length === 0);
      return row;
    };
    await raiseAlert(db, alert, at(1));
    await raiseAlert(db, alert, at(2));
    const twice = await only();
    assert.deepEqual(
      [twice.times, twice.first_at.slice(0, 13), twice.last_at.slice(0, 13), twice.closed_at],
      [2, '2026-06-18T01', '2026-06-18T02', null],
    );
    assert.deepEqual(JSON.parse(twice.details), { file_id: 7 });
    assert.equal(await closeAlerts(db, ['file/rep/7/failed', alert.key], at(3), null), 1);
    assert.equal(await closeAlerts(db, [alert.key], at(4), null), 0);
    assert.equal((await only()).closed_at?.slice(0, 13), '2026-06-18T03');
    await raiseAlert(db, { ...alert, severity: 'error' }, at(5));
    const again = await only();
    assert.deepEqual(
      [again.times, again.severity, again.first_at.slice(0, 13), again.closed_at],
      [3, 'error', '2026-06-18T05', null],
    );
  });

  test('open and closed matters are listed and counted apart', async () => {
    const { db } = database;
    await raiseAlert(db, { ...alert, key: 'file/rep/8/failed' }, at(6));
    await closeAlerts(db, [alert.key], at(7), null);
    assert.deepEqual(await countAlerts(db), { open: 1, closed: 1 });
    const keys = async (open: boolean | null) => {
      const found: string[] = [];
      for await (const row of eachAlert(db, { open })) found.push(row.alert_key);
      return found;
    };
    assert.deepEqual(await keys(true), ['file/rep/8/failed']);
    assert.deepEqual(await keys(false), [alert.key]);
    assert.deepEqual(await keys(null), ['file/rep/8/failed', alert.key]);
  });
});
