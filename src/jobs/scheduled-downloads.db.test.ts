import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { z } from 'zod';
import { sql } from '../db/sql.js';
import type { Job } from '../domain/job.js';
import { type ScheduleName, usualPlan } from '../domain/schedule.js';
import type { CallName } from '../practice/portal/fault-board.js';
import { createPracticeServer, type PracticeServer } from '../practice/practice-server.js';
import { keepSession } from '../services/kept-session.js';
import { findJob } from '../store/jobs.js';
import { findSchedule, saveSchedule } from '../store/schedules.js';
import { openUpstreamSession } from '../store/upstream-sessions.js';
import { eachDatabase } from '../testing/databases.js';
import { startTestApp, type TestApp } from '../testing/test-app.js';
import { temporaryFolder } from '../testing/test-server.js';
import { createCookies } from '../upstreams/cookies.js';
import { jobDefinitions } from './index.js';
import { createScheduler } from './scheduler.js';

const day = 24 * 60 * 60_000;

eachDatabase('downloads by schedule', (database) => {
  const downloads = temporaryFolder('scheduled');
  let practice: PracticeServer;
  let app: TestApp;
  let clock = new Date(0);

  before(async () => {
    practice = await createPracticeServer({ today: '2026-01-20' });
    // 05:31 in Thailand, in the month (August 2568) of which the practice NHSO can write a file anew.
    clock = new Date(`${practice.marks.reissuedMonth}-20T22:31:00Z`);
    app = await startTestApp({
      db: database.db,
      env: {
        DOWNLOAD_DIR: downloads.folder,
        HOSPITAL_CODE: practice.hospital,
        ECLAIM_BASE_URL: practice.url,
        SMT_BASE_URL: practice.url,
        IAM_BASE_URL: practice.url,
        ECLAIM_USERNAME: 'practice',
        ECLAIM_PASSWORD: 'practice',
        NHSO_PAUSE_MS: '0',
      },
      parts: { now: () => clock },
      jobs: jobDefinitions,
    });
  });
  after(async () => {
    await app?.parts.runner.stop();
    await app?.close();
    await practice?.close();
    downloads.remove();
  });

  const asked = (call: CallName) => practice.requests().filter((request) => request.call === call).length;
  const states = () =>
    database.db.query<{ type: string; month: number; year: number; state: string }>(
      sql`select type, month, year, state from download_units order by type, year, month`,
    );
  const switchOn = async (name: ScheduleName) => {
    const plan = { ...usualPlan(name), enabled: true, schemes: ['ucs'], monthsBack: 1 } as const;
    await saveSchedule(database.db, name, { ...plan, nextFireAt: clock }, clock);
  };
  /** The next morning: the schedule fires, and its job runs to its end. */
  async function morning(name: ScheduleName): Promise<Job> {
    const before = (await findSchedule(database.db, name)).lastJobId;
    await createScheduler(app.parts).look();
    const { lastJobId } = await findSchedule(database.db, name);
    assert.ok(lastJobId !== null && lastJobId !== before, 'the schedule started a job');
    const job = await findJob(database.db, lastJobId);
    assert.ok(job);
    const end = await app.parts.runner.runNow(job, {});
    clock = new Date(clock.getTime() + day);
    return end;
  }
  const counts = ({ result }: Job) =>
    (result?.units ?? []).map(({ unit, listed, downloaded, already, imported }) => ({
      unit,
      come: downloaded === listed,
      there: already === listed,
      imported: imported === downloaded,
    }));

  test('the first morning fetches the months, the second one asks for their lists and for no file', async () => {
    await switchOn('rep');
    const first = await morning('rep');
    assert.equal(first.problem, null);
    assert.deepEqual(counts(first), [
      { unit: 'rep/ucs/2568-08', come: true, there: false, imported: true },
      { unit: 'rep/ucs/2568-07', come: true, there: false, imported: true },
    ]);
    const files = asked('rep_file');
    const lists = asked('listing');
    const second = await morning('rep');
    assert.deepEqual(counts(second), [
      { unit: 'rep/ucs/2568-08', come: false, there: true, imported: true },
      { unit: 'rep/ucs/2568-07', come: false, there: true, imported: true },
    ]);
    assert.equal(asked('rep_file'), files, 'no file is fetched twice');
    assert.ok(asked('listing') - lists <= 3, 'a list a month, and the one that proves a sign-in');
  });

  test('a file that NHSO wrote anew is fetched alone, and kept beside the old one as a newer version', async () => {
    const month = practice.marks.reissuedMonth;
    practice.setSwitches({ reissued: true });
    const files = asked('rep_file');
    const again = await morning('rep');
    assert.equal(asked('rep_file') - files, 1);
    assert.equal(
      again.result?.units.reduce((sum, { downloaded }) => sum + downloaded, 0),
      1,
    );
    const folder = path.join(downloads.folder, 'ucs', `${Number(month.slice(0, 4)) + 543}-${month.slice(5)}`);
    const beside = (await readdir(folder)).filter((name) => name.includes('~'));
    assert.equal(beside.length, 1);
    const name = beside[0]?.replace(/~.*$/, '.xls');
    const versions = await database.db.query<{ sha256: string }>(
      sql`select sha256 from eclaim_imported_files where filename = ${name}`,
    );
    assert.equal(new Set(versions.map(({ sha256 }) => sha256)).size, 2);
  });

  test('a unit that failed, and one that was empty, is asked again the next morning and gets its new state', async () => {
    await database.db.execute(
      sql`update download_units set state = 'empty', listed = 0, stored = 0 where month = 7`,
    );
    await database.db.execute(sql`update download_units set state = 'failed' where month = 8`);
    const job = await morning('rep');
    assert.equal(job.status, 'completed');
    assert.deepEqual(
      (await states()).map(({ month, state }) => [month, state]),
      [
        [7, 'complete'],
        [8, 'complete'],
      ],
    );
  });

  test('statements and transfers come by their schedules, and a second time nothing is fetched or changed', async () => {
    await database.db.execute(sql`update schedules set enabled = ${false} where name = 'rep'`);
    await switchOn('stm');
    const first = await morning('stm');
    assert.equal(first.problem, null);
    const files = asked('stm_file');
    assert.ok(files > 0);
    await morning('stm');
    assert.equal(asked('stm_file'), files);
    await database.db.execute(sql`update schedules set enabled = ${false} where name = 'stm'`);
    await switchOn('smt');
    const transfers = await morning('smt');
    const [year] = transfers.result?.units ?? [];
    assert.equal(year?.unit, 'smt/2568');
    assert.ok(year.downloaded > 0 && year.downloaded === year.listed);
    const again = (await morning('smt')).result?.units[0];
    assert.deepEqual([again?.downloaded, again?.already], [0, year.listed]);
  });

  test('where SMT wants a token, that of a living e-Claim session is given; without one a person is needed', async () => {
    await database.db.execute(sql`delete from upstream_sessions`);
    practice.setSwitches({ smtAuth: 'bearer' });
    const without = await morning('smt');
    assert.equal((await states()).find(({ type }) => type === 'smt')?.state, 'waiting_person');
    await app.parts.runner.cancel(without.jobKey);
    const { id } = await openUpstreamSession(database.db, { upstream: 'eclaim', account: 'practice' });
    const token = await practiceToken();
    const cookies = createCookies(['ACCESS_TOKEN']);
    cookies.keep([`ACCESS_TOKEN=${token}; Path=/`], new URL(practice.url));
    await keepSession(app.parts, id, { keep: cookies.save, endsAt: () => null }, {});
    const asked = await morning('smt');
    assert.equal(asked.status, 'completed', JSON.stringify(asked.problem));
    const { ring } = app.parts;
    for (let seq = ring.first(); seq <= ring.last(); seq++)
      assert.ok(ring.at(seq)?.json.includes(token) === false, 'no token in the log');
  });

  async function practiceToken(): Promise<string> {
    const answer = await fetch(new URL('/Client/backend/api/auth', practice.url), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: 'practice', password: 'practice' }),
    });
    return z.object({ token: z.string() }).parse(await answer.json()).token;
  }
});
