import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from '../../db/sql.js';
import type { Job, JobStatus } from '../../domain/job.js';
import { jobDefinitions } from '../../jobs/index.js';
import { createPracticeServer, type PracticeServer } from '../../practice/practice-server.js';
import { listUpstreamSessions } from '../../store/upstream-sessions.js';
import { eachDatabase } from '../../testing/databases.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import type { TestBrowser } from '../../testing/test-browser.js';
import { temporaryFolder } from '../../testing/test-server.js';

eachDatabase('a person signs in to NHSO', (database) => {
  let practice: PracticeServer;
  let app: TestApp;
  /** Another process on the same database: it has no job of its own. */
  let pages: TestApp;
  let person: TestBrowser;
  const folder = temporaryFolder('session');

  before(async () => {
    practice = await createPracticeServer({ today: '2026-01-20', switches: { signIn: 'sso' } });
    const env = {
      ECLAIM_BASE_URL: practice.url,
      IAM_BASE_URL: practice.url,
      SMT_BASE_URL: practice.url,
      ECLAIM_USERNAME: 'practice',
      ECLAIM_PASSWORD: 'practice',
      HOSPITAL_CODE: '99999',
      NHSO_PAUSE_MS: '0',
      DOWNLOAD_DIR: folder.folder,
    };
    app = await startTestApp({ db: database.db, env, jobs: jobDefinitions });
    pages = await startTestApp({ db: database.db, env });
    await pages.signedIn('admin');
    person = await pages.signedIn('claims');
    await app.parts.runner.start();
  });
  after(async () => {
    await app.parts.runner.stop();
    await app.close();
    await pages.close();
    await practice.close();
    folder.remove();
  });
  beforeEach(async () => {
    practice.reset();
    await database.db.execute(sql`delete from upstream_sessions`);
    await database.db.execute(sql`delete from rate_windows`);
    await database.db.execute(sql`delete from download_units`);
    await database.db.execute(sql`delete from portal_reps`);
    await database.db.execute(sql`delete from downloads`);
  });

  const calls = (name: string) => practice.requests().filter(({ call }) => call === name).length;
  const html = async () => await (await person.get('/session?lang=en')).text();
  const session = async () => {
    const [only] = await listUpstreamSessions(database.db, 'eclaim');
    assert.ok(only);
    return only;
  };
  const press = async (fields: Readonly<Record<string, string>>) => {
    await html();
    return await person.submit('/session', { account: String((await session()).id), ...fields });
  };

  async function start(month = 1, schemes: readonly string[] = ['ucs']): Promise<Job> {
    const asked = { month, year: 2569, schemes, import: false };
    return (await app.parts.runner.enqueue('download_rep', asked, { userId: null })).job;
  }

  async function until(job: Job, status: JobStatus): Promise<Job> {
    const { findJob } = await import('../../store/jobs.js');
    for (let turn = 0; turn < 600; turn++) {
      const now = await findJob(database.db, job.id);
      if (now?.status === status) return now;
      if (now?.status === 'failed') assert.fail(`${now.problem?.message.en}`);
      await sleep(50);
    }
    return assert.fail(`the job never was ${status}`);
  }

  test('a job waits for the code, takes it on a page of another process, and goes on at once', async () => {
    const job = await start();
    const waits = await until(job, 'waiting_person');
    assert.equal(waits.problem?.code, 'person_needed');
    assert.deepEqual(
      waits.result?.units.map(({ state }) => state),
      ['waiting_person'],
    );
    assert.equal(calls('sso_authenticate'), 1);
    const page = await html();
    assert.match(page, /name="otp"/);
    assert.match(page, /1 jobs wait for a person/);
    assert.match(page, /NHSO waits for a person to sign in/, 'in the bell');

    const misspelt = await press({ do: 'otp', otp: '12345' });
    assert.equal(misspelt.status, 422);
    assert.match(await misspelt.text(), /6 digits/);
    assert.equal(calls('sso_authenticate'), 1);

    const wrong = await press({ do: 'otp', otp: '000000' });
    assert.equal(wrong.status, 422);
    assert.match(await wrong.text(), /รหัส OTP ไม่ถูกต้อง/);

    const right = await press({ do: 'otp', otp: '123 456' });
    assert.equal(right.status, 303);
    assert.equal(right.headers.get('location'), '/session?done=signed_in');
    const done = await until(job, 'completed');
    assert.deepEqual(
      done.result?.units.map(({ state }) => state),
      ['complete'],
    );
    assert.equal(calls('sso_authenticate'), 3);
    assert.equal(calls('sso_start'), 1);

    const after = await html();
    assert.match(after, /signed in/);
    assert.doesNotMatch(after, /NHSO waits for a person to sign in/, 'the alert is closed');
    const secrets = /000000|123456|12345\b|ACCESS_TOKEN=|JSESSIONID=|tab_id=/;
    const lines = [app, pages].flatMap(({ parts: { ring } }) =>
      Array.from({ length: ring.last() }, (_, index) => JSON.stringify(ring.at(index + 1) ?? '')),
    );
    assert.ok(lines.length > 10);
    assert.equal(
      lines.find((line) => secrets.test(line)),
      undefined,
    );
  });

  test('a code that comes after the ten minutes begins the sign-in anew', async () => {
    const job = await start();
    await until(job, 'waiting_person');
    await database.db.execute(
      sql`update upstream_sessions set challenge_until = ${new Date(Date.now() - 1000)}`,
    );
    assert.equal((await press({ do: 'otp', otp: '123456' })).status, 303);
    await until(job, 'completed');
    assert.equal(calls('sso_start'), 2);
  });

  test('after five wrong codes it stops, before NHSO locks the account', async () => {
    await press({ do: 'otp_begin' });
    for (let turn = 0; turn < 5; turn++)
      assert.equal((await press({ do: 'otp', otp: '000000' })).status, 422);
    const asked = calls('sso_authenticate');
    const stopped = await press({ do: 'otp', otp: '123456' });
    assert.equal(stopped.status, 429);
    assert.equal(calls('sso_authenticate'), asked);
  });

  test('an authenticator that is not set up is told in words', async () => {
    practice.setSwitches({ otp: 'first_time' });
    const job = await start();
    const waits = await until(job, 'waiting_person');
    assert.equal(waits.problem?.code, 'otp_set_up_needed');
    assert.match(await html(), /needs an authenticator app first/);
    practice.setSwitches({ otp: 'practice_code' });
    await press({ do: 'otp_begin' });
    await press({ do: 'otp', otp: '123456' });
    await until(job, 'completed');
  });

  test('ThaiD: the picture, a look every few seconds without script, and the job goes on', async () => {
    const job = await start();
    await until(job, 'waiting_person');
    assert.equal((await press({ do: 'thaid' })).status, 303);
    const shown = await person.get('/session?lang=en');
    assert.match(shown.headers.get('refresh') ?? '', /^4; url=\/session$/);
    const page = await shown.text();
    assert.match(page, /<img class="qr" src="data:image\//);
    const [, number] = /Reference ([0-9A-F]{8})/.exec(page) ?? [];
    assert.ok(number);
    await fetch(`${practice.url}/dopa/scan?refCode=${number}`, { method: 'POST' });
    const looked = await person.get('/session?lang=en');
    assert.equal(looked.headers.get('location'), '/session?done=signed_in');
    await until(job, 'completed');
  });

  test('a session that ends in the middle waits for the person, and no file is fetched twice', async () => {
    await press({ do: 'otp_begin' });
    await press({ do: 'otp', otp: '123456' });
    practice.faults.add({ call: 'rep_file', kind: 'session_over', after: 3 });
    const job = await start(1, ['ucs', 'ofc']);
    const waits = await until(job, 'waiting_person');
    const states = waits.result?.units.map(({ state }) => state);
    assert.ok(states?.every((state) => state === 'waiting_person' || state === 'complete'));
    const before = calls('rep_file');
    practice.faults.clear();
    await press({ do: 'otp', otp: '123456' });
    const done = await until(job, 'completed');
    const listed = done.result?.units.reduce((sum, unit) => sum + unit.listed, 0) ?? 0;
    assert.ok(before >= 4 && listed > before, `${before} of ${listed}`);
    // Each file once, but for the one that the portal did not give.
    assert.equal(calls('rep_file'), listed + 1);
  });

  test('somebody signs in ahead, keeps the session, and signs out at the portal too', async () => {
    await press({ do: 'otp_begin' });
    assert.match(await html(), /name="otp"/);
    await press({ do: 'otp', otp: '123456' });
    assert.match(await html(), /in 2[45] min/);
    await press({ do: 'stay' });
    assert.notEqual((await session()).stayUntil, null);
    await press({ do: 'sign_out' });
    assert.match(await html(), /Signed in<\/dt>/);
    const ended = await session();
    assert.deepEqual([ended.state, ended.stayUntil, ended.expiresAt], ['signed_out', null, null]);
    assert.ok(practice.requests().some(({ path }) => path.endsWith('/LogoutAction.do')));
    const viewer = await pages.signedIn('viewer');
    assert.equal((await viewer.get('/session')).status, 403);
  });

  test('where the old form still works the button signs in at once', async () => {
    practice.setSwitches({ signIn: 'form' });
    const pressed = await press({ do: 'otp_begin' });
    assert.equal(pressed.headers.get('location'), '/session?done=signed_in');
    assert.equal((await session()).way, 'form');
  });
});
