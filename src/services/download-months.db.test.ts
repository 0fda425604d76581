import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { sql } from '../db/sql.js';
import { createBus } from '../events/bus.js';
import { eachDatabase, type GivenDatabase } from '../testing/databases.js';
import { type EclaimRig, openRig } from '../testing/portal/eclaim-rig.js';
import { fastSettings } from '../testing/portal/fast-settings.js';
import { keepingWatch } from '../testing/portal/job-watch.js';
import { ownAccount } from '../testing/portal/own-account.js';
import { keepingLog } from '../testing/portal/quiet-log.js';
import { downloadRepFiles } from './download-rep-files.js';
import type { DownloadParts } from './download-run.js';

eachDatabase('download of several months', (database: GivenDatabase) => {
  let rig: EclaimRig;
  let parts: DownloadParts;

  beforeEach(async () => {
    rig = await openRig();
    await database.db.execute(sql`delete from portal_reps`);
    await database.db.execute(sql`delete from downloads`);
    await database.db.execute(sql`delete from download_units`);
    await database.db.execute(sql`delete from upstream_sessions`);
    parts = {
      db: database.db,
      log: keepingLog(),
      bus: createBus(),
      settings: fastSettings(rig.portal.url),
      ...ownAccount('hospital', 'right'),
      downloadDir: rig.folder,
      importFile: null,
    };
  });
  afterEach(() => rig.close());

  test('several months are one run: one sign-in, the newest month first, a unit for each month and scheme', async () => {
    const watch = keepingWatch();
    const request = { from: '2568-12', to: '2569-02', schemes: ['ucs', 'ofc'], importFiles: false } as const;
    await downloadRepFiles(parts, request, watch);
    assert.deepEqual(
      watch.units.map(({ unit }) => unit),
      ['2569-02', '2569-01', '2568-12'].flatMap((month) => [`rep/ucs/${month}`, `rep/ofc/${month}`]),
    );
    // The sign-in itself looks at a list; that of a later day is of another month.
    const lists = (month: number, year: number, scheme: string) =>
      rig.portal.requests.filter(({ line }) => line.includes(`mo=${month}&ye=${year}&maininscl=${scheme}`));
    assert.equal(lists(2, 2569, 'ofc').length, 1);
    assert.equal(lists(12, 2568, 'ofc').length, 1);
    assert.equal(rig.portal.requests.filter(({ line }) => line.startsWith('POST')).length, 1);
  });
});
