import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readEnvironment, resolveSettings } from '../config.js';
import { sql } from '../db/sql.js';
import { createBus } from '../events/bus.js';
import { closeAlerts, listAlerts } from '../store/alerts.js';
import { claimJob, finishJob } from '../store/job-queue.js';
import { saveJobUnits } from '../store/job-units.js';
import { insertJob } from '../store/jobs.js';
import { eachDatabase } from '../testing/databases.js';
import { silentLog } from '../testing/import-parts.js';
import { type LookParts, lookAround } from './look-around.js';
import { createSiteClock } from './site-clock.js';

const gigabyte = 1024 ** 3;
const day = 86_400_000;

eachDatabase('a look around', (database) => {
  const start = Date.now();
  const room = { free: 100 * gigabyte, now: start };
  const told: string[] = [];
  const bus = createBus();
  bus.subscribe('alert.raised', ({ key }) => told.push(key));
  const now = () => new Date(room.now);
  const siteClock = createSiteClock(now);
  const { config } = resolveSettings(readEnvironment({ env: { NO_REP_ALERT_DAYS: '3' }, envFile: null }));
  const parts = (): LookParts => ({
    db: database.db,
    bus,
    log: silentLog(),
    settings: { current: async () => config },
    now,
    freeSpace: async (folder) => {
      if (folder === config.DOWNLOAD_DIR) throw new Error('ENOENT');
      return { free: room.free, device: 1 };
    },
    siteClock,
  });
  const look = () => lookAround(parts());
  const openKeys = async (prefix: string) => {
    const rows = await listAlerts(database.db, { open: true }, { limit: 50, after: null });
    return rows.filter(({ alert_key }) => alert_key.startsWith(prefix));
  };
  const closeByHand = async (key: string) => {
    closer ??= await database.db.insert('users', { username: 'closer', language: 'th' });
    await closeAlerts(database.db, [key], now(), closer);
  };
  let closer: number | null = null;
  let asked = 0;
  async function endJob(status: 'failed' | 'completed', month: number, units: readonly string[] = []) {
    asked++;
    const { db } = database;
    const params = { month, year: 2569, schemes: ['ucs'] };
    const job = await insertJob(db, {
      jobKey: `job_${asked}`,
      type: 'download_rep',
      params,
      userId: null,
      dedupeKey: null,
    });
    assert.ok(job && (await claimJob(db, 'test', { types: ['download_rep'], id: job.id })));
    const counts = { listed: 0, downloaded: 0, already: 0, failed: 0, imported: 0, problems: [] };
    const results = units.map((unit) => ({
      unit,
      state: status === 'failed' ? 'failed' : 'complete',
      ...counts,
    }));
    await saveJobUnits(db, job.id, results);
    const problem = {
      code: 'reset',
      message: { th: 'การเชื่อมต่อขาด · เก็บไว้', en: 'The connection broke · kept' },
    };
    const progress = {
      done: 0,
      of: 0,
      unit: 'unit',
      bytes: null,
      bytesPerSecond: null,
      secondsLeft: null,
      current: null,
    } as const;
    await finishJob(db, job.id, 'test', {
      status,
      progress,
      result: { units: results },
      problem: status === 'failed' ? problem : null,
    });
  }

  test('without any REP ever nothing is missed; three days after the last one it is, once, until one comes', async () => {
    await look();
    room.now = start + 10 * day;
    await look();
    assert.deepEqual(await openKeys('rep/'), []);
    const offered = (filename: string, at: number) =>
      database.db.insert('downloads', {
        upstream: 'eclaim',
        type: 'rep',
        scheme: 'UCS',
        hospital_code: '99999',
        filename,
        status: 'success',
        first_seen_at: new Date(at),
      });
    await offered('a.xls', start);
    room.now = start + 3 * day - 60_000;
    await look();
    assert.deepEqual(await openKeys('rep/'), []);
    room.now = start + 3 * day + 1;
    await Promise.all([look(), database.db.dialect.singleProcess ? null : look()]);
    await look();
    const [alert, ...others] = await openKeys('rep/');
    assert.deepEqual(
      [alert?.times, others.length, told.filter((key) => key === 'rep/none').length],
      [1, 0, 1],
    );
    assert.match(alert?.title_en ?? '', /^No new REP since \d+ \w+ \d{4} \(3 days\)/);
    await closeByHand('rep/none');
    room.now = start + 5 * day;
    await look();
    assert.deepEqual(await openKeys('rep/'), [], 'seen to: it stays closed while the same stretch lasts');
    await offered('b.xls', room.now);
    await look();
    room.now += 4 * day;
    await look();
    assert.equal((await openKeys('rep/'))[0]?.times, 2);
    await offered('c.xls', room.now);
    await look();
    assert.deepEqual(await openKeys('rep/'), []);
    room.now = start;
  });

  test('a failed job is told once, again when it fails again, and settled by the same work done well', async () => {
    await endJob('failed', 1, ['rep/ucs/2569-01']);
    await look();
    await look();
    const [once] = await openKeys('job/');
    assert.deepEqual([once?.times, once?.severity], [1, 'error']);
    assert.equal(once?.title_en, 'Download of REP rep/ucs/2569-01 failed: The connection broke');
    await endJob('failed', 1, ['rep/ucs/2569-01']);
    await look();
    assert.deepEqual(
      (await openKeys('job/')).map(({ times }) => times),
      [2],
    );
    await endJob('completed', 2, ['rep/ucs/2569-02']);
    await look();
    assert.equal((await openKeys('job/')).length, 1, 'another month settles nothing');
    await endJob('completed', 3, ['rep/ucs/2569-01', 'rep/ucs/2569-03']);
    await look();
    assert.deepEqual(await openKeys('job/'), [], 'its unit came with a larger job');
    await endJob('failed', 4);
    await look();
    assert.equal((await openKeys('job/')).length, 1);
    const failed = (await openKeys('job/'))[0]?.id;
    await database.db.execute(sql`update jobs set status = 'queued' where job_key = ${`job_${asked}`}`);
    await look();
    assert.equal((await openKeys('job/'))[0]?.id, failed, 'begun again: not settled before its end');
    await database.db.execute(sql`update jobs set status = 'cancelled' where job_key = ${`job_${asked}`}`);
    await endJob('completed', 4);
    await look();
    assert.deepEqual(await openKeys('job/'), [], 'the same was asked for again');
  });

  test('a disk is low, then full, and well again only with some room to spare; an absent folder says nothing', async () => {
    room.free = 4 * gigabyte;
    await look();
    const [low] = await openKeys('disk/');
    assert.deepEqual([low?.alert_key, low?.severity], ['disk/DATA_DIR', 'warning']);
    assert.match(low?.title_en ?? '', /4\.0 GB/);
    await closeByHand('disk/DATA_DIR');
    await look();
    assert.deepEqual(await openKeys('disk/'), []);
    room.free = 0.5 * gigabyte;
    await look();
    assert.deepEqual(
      (await openKeys('disk/')).map(({ severity, times }) => [severity, times]),
      [['error', 2]],
    );
    room.free = 5.2 * gigabyte;
    await look();
    assert.equal((await openKeys('disk/'))[0]?.severity, 'warning');
    room.free = 6 * gigabyte;
    await look();
    assert.deepEqual(await openKeys('disk/'), []);
  });

  test('our clock is compared with what NHSO said lately, and with nothing else', async () => {
    siteClock.heard(new Date(room.now + 5 * 60_000), 'eclaim.example');
    await look();
    const [alert] = await openKeys('clock/');
    assert.match(alert?.title_en ?? '', /5 minutes behind eclaim\.example/);
    room.now += 2 * 60 * 60_000;
    await look();
    assert.equal((await openKeys('clock/')).length, 1, 'what was said hours ago closes nothing');
    siteClock.heard(new Date(room.now - 90_000), 'eclaim.example');
    await look();
    assert.deepEqual(await openKeys('clock/'), []);
    room.now = start;
  });
});
