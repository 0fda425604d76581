import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createBus } from '../events/bus.js';
import { listAlerts } from '../store/alerts.js';
import { findAttention } from '../store/attention.js';
import { latestAudit } from '../store/audit-log.js';
import { eachDatabase } from '../testing/databases.js';
import { importRoom } from '../testing/import-parts.js';
import { repTestWorkbook, ucsRow } from '../testing/rep-workbook.js';
import { commandLineActor } from './actor.js';
import { importRepFile } from './import-rep-file.js';
import { closeAlert } from './raise-alert.js';

eachDatabase('alerts about imported files', (database) => {
  const room = importRoom();
  after(() => room.remove());
  const told: string[] = [];
  const bus = createBus();
  bus.subscribe('alert.raised', ({ key }) => told.push(key));
  const run = (hospital: string, bytes: Uint8Array | string, force = false) => {
    const path = room.put(`eclaim_${hospital}_OP_25690105_201501885.xls`, bytes);
    return importRepFile({ ...room.parts(database.db), bus }, { path, source: 'cli', force });
  };
  const rows = [ucsRow('990001'), ucsRow('990002')];
  const alertsOf = async (fileId: number | null, open: boolean) => {
    const all = await listAlerts(database.db, { open }, { limit: 50, after: null });
    return all.filter(({ alert_key }) => alert_key.startsWith(`file/rep/${fileId}/`));
  };
  const wrongSummary = [
    { rep_no: '690190001', hcode: '99999', total_cases: 3, passed_cases: 3, failed_cases: 0, reimb_total: 1 },
  ];

  test('totals that disagree are raised, counted when read again, and told to the bus', async () => {
    const bytes = repTestWorkbook({ form: 'ucs', rows, summary: wrongSummary });
    const result = await run('99121', bytes);
    await run('99121', bytes);
    const once = await alertsOf(result.fileId, true);
    assert.deepEqual(
      once.map(({ alert_key, times }) => [alert_key, times]),
      [[`file/rep/${result.fileId}/controls`, 1]],
    );
    await run('99121', bytes, true);
    assert.equal((await alertsOf(result.fileId, true))[0]?.times, 2);
    const key = `file/rep/${result.fileId}/controls`;
    assert.deepEqual(told.filter((one) => one === key).length, 2);
  });

  test('a person closes it once, and that is written down', async () => {
    const result = await run('99122', repTestWorkbook({ form: 'ucs', rows, summary: wrongSummary }));
    const [alert] = await alertsOf(result.fileId, true);
    assert.ok(alert);
    const since = new Date('2026-01-01T00:00:00Z');
    const before = await findAttention(database.db, since);
    await closeAlert({ db: database.db, bus }, alert.id, commandLineActor);
    const seen = await findAttention(database.db, since);
    assert.deepEqual(
      [seen.disagreeing, seen.disagreeingSeen],
      [before.disagreeing - 1, before.disagreeingSeen + 1],
    );
    await closeAlert({ db: database.db, bus }, alert.id, commandLineActor);
    assert.deepEqual(await alertsOf(result.fileId, true), []);
    const written = (await latestAudit(database.db, 20)).filter(({ subject }) =>
      subject.includes(alert.alert_key),
    );
    assert.equal(written.length, 1);
    await assert.rejects(closeAlert({ db: database.db, bus }, 999_999, commandLineActor), {
      code: 'not_found',
    });
  });

  test('a file that could not be imported is an error until the right bytes of its name are in', async () => {
    const failed = await run('99123', '<html></html>');
    assert.deepEqual(
      (await alertsOf(failed.fileId, true)).map(({ severity }) => severity),
      ['error'],
    );
    const since = new Date('2026-01-01T00:00:00Z');
    const { failedFiles } = await findAttention(database.db, since);
    assert.ok(failedFiles > 0);
    const good = await run('99123', repTestWorkbook({ form: 'ucs', rows }));
    assert.deepEqual([good.status, await alertsOf(failed.fileId, true)], ['completed', []]);
    assert.equal((await findAttention(database.db, since)).failedFiles, failedFiles - 1);
  });
});
