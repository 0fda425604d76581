import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { readEnvironment } from '../config.js';
import { dayOf } from '../domain/thai-date.js';
import { createBus } from '../events/bus.js';
import { openLiveSettings } from '../services/live-settings.js';
import { createSecretKey } from '../services/secret-key.js';
import { listAlerts } from '../store/alerts.js';
import { listJobs } from '../store/jobs.js';
import { databases, type FreshDatabase } from '../testing/databases.js';
import { importRoom, silentLog } from '../testing/import-parts.js';
import { repTestWorkbook, ucsRow } from '../testing/rep-workbook.js';
import { zipOf } from '../testing/zip.js';
import { jobDefinitions } from './index.js';
import { createRunner, type JobRunner } from './runner.js';
import { createWatchPoller, type WatchPoller } from './watch-poller.js';

const nameOf = (number: number) => `eclaim_99999_OP_25690105_20150188${number}.xls`;
const workbook = (tranId: string) => repTestWorkbook({ form: 'ucs', rows: [ucsRow(tranId)] });

describe('watched folder, from the file to the claims (embedded)', () => {
  const room = importRoom();
  const watched = importRoom();
  let fresh: FreshDatabase;
  let runner: JobRunner;
  let poller: WatchPoller;
  const bus = createBus();
  const log = silentLog();
  const timing = { tick: 20, queuePoll: 20 };

  before(async () => {
    const [embedded] = databases();
    assert.equal(embedded?.name, 'embedded');
    fresh = await embedded.fresh();
    const { db } = fresh;
    const env = { DOWNLOAD_DIR: path.join(room.folder, 'downloads') };
    const environment = readEnvironment({ env, envFile: null });
    const secretKey = createSecretKey('key of the tests, long enough to be one');
    const settings = openLiveSettings({ db, environment, secretKey, now: () => new Date() });
    const jobs = jobDefinitions({ db, bus, log, settings, secretKey, programVersion: 'test' });
    runner = createRunner({ db, bus, log, jobs, onStop: 'requeue', timing });
    poller = createWatchPoller({ db, bus, log, runner, folder: watched.folder });
  });
  after(async () => {
    await runner.stop();
    await fresh.close();
    room.remove();
    watched.remove();
  });

  const jobsOf = () => listJobs(fresh.db, { types: ['import_files'], limit: 50 });
  const allEnded = async () => {
    for (let tries = 0; tries < 2000; tries++) {
      const jobs = await jobsOf();
      if (jobs.every(({ finishedAt }) => finishedAt !== null)) return jobs;
      await sleep(15);
    }
    throw new Error('the job never ended');
  };
  const filesIn = (end: string) => {
    const folder = path.join(watched.folder, end, dayOf(new Date()).slice(0, 7));
    return existsSync(folder) ? readdirSync(folder).sort() : [];
  };
  const twoLooks = async () => {
    await poller.look();
    await poller.look();
  };

  test('several looks and processes start one job; a file that left meanwhile is passed over', async () => {
    watched.put(nameOf(1), workbook('990001'));
    watched.put(nameOf(2), 'no workbook');
    watched.put(nameOf(3), workbook('990003'));
    watched.put('many.zip', await zipOf([{ name: nameOf(4), content: workbook('990004') }]));
    watched.put('wrong.zip', await zipOf([{ name: nameOf(5), content: 'no workbook' }]));
    await poller.look();
    assert.equal((await jobsOf()).length, 0);
    const other = createWatchPoller({ db: fresh.db, bus, log, runner, folder: watched.folder });
    await Promise.all([poller.look(), other.look()]);
    await Promise.all([poller.look(), other.look()]);
    assert.equal((await jobsOf()).length, 1);
    renameSync(path.join(watched.folder, nameOf(3)), path.join(room.folder, nameOf(3)));
    await runner.start();
    const [job] = await allEnded();
    assert.equal(job?.status, 'completed_with_problems');
    const states = job.result?.units.map(({ state }) => state).sort();
    assert.deepEqual(states, [
      'completed',
      'completed',
      'failed',
      'failed',
      'skipped_changed',
      'unpacked',
      'unpacked',
    ]);
    assert.deepEqual(filesIn('done'), [nameOf(1), 'many.zip']);
    assert.deepEqual(filesIn('problem'), [nameOf(2), `${nameOf(2)}.txt`, 'wrong.zip', 'wrong.zip.txt']);
    const month = dayOf(new Date()).slice(0, 7);
    const reason = readFileSync(path.join(watched.folder, 'problem', month, 'wrong.zip.txt'), 'utf8');
    assert.match(reason, new RegExp(`wrong\\.zip/${nameOf(5)}: นำเข้าไม่ได้`, 'u'));
    assert.deepEqual(readdirSync(watched.folder).sort(), ['done', 'problem']);
  });

  test('the same bytes once more are unchanged and go to done', async () => {
    watched.put(nameOf(1), workbook('990001'));
    await twoLooks();
    const [job] = await allEnded();
    assert.deepEqual(
      job?.result?.units.map(({ state }) => state),
      ['unchanged'],
    );
    assert.deepEqual(filesIn('done'), [nameOf(1).replace('.xls', ' (2).xls'), nameOf(1), 'many.zip'].sort());
  });

  test('a folder that goes away is told once and settled when it is back', async () => {
    const away = `${watched.folder}-away`;
    const open = async () =>
      (await listAlerts(fresh.db, { open: true }, { limit: 50, after: null }))
        .filter(({ alert_key }) => alert_key.startsWith('watch/'))
        .map(({ alert_key, times }) => [alert_key, times]);
    renameSync(watched.folder, away);
    await twoLooks();
    assert.deepEqual(await open(), [['watch/watch_folder_unusable', 1]]);
    renameSync(away, watched.folder);
    await twoLooks();
    assert.deepEqual(await open(), []);
  });
});
