import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { sql } from '../db/sql.js';
import { jobDefinitions } from '../jobs/index.js';
import { createPracticeServer, type PracticeServer } from '../practice/practice-server.js';
import { findJob } from '../store/jobs.js';
import { listUpstreamSessions } from '../store/upstream-sessions.js';
import { eachDatabase } from '../testing/databases.js';
import { startTestApp, type TestApp } from '../testing/test-app.js';
import { commandLineActor } from './actor.js';
import { lookAfterSessions } from './look-after-sessions.js';
import { beginPersonSignIn, sendOneTimePassword, staySignedIn } from './person-sign-in.js';
import { portalStandings } from './portal-standings.js';

const minute = 60_000;

eachDatabase('the life of a session at NHSO', (database) => {
  let practice: PracticeServer;
  let app: TestApp;

  before(async () => {
    practice = await createPracticeServer({ today: '2026-01-20', switches: { signIn: 'sso' } });
    app = await startTestApp({
      db: database.db,
      env: {
        ECLAIM_BASE_URL: practice.url,
        IAM_BASE_URL: practice.url,
        SMT_BASE_URL: practice.url,
        ECLAIM_USERNAME: 'practice',
        ECLAIM_PASSWORD: 'practice',
        HOSPITAL_CODE: '99999',
        NHSO_PAUSE_MS: '0',
      },
      jobs: jobDefinitions,
    });
  });
  after(async () => {
    await app.close();
    await practice.close();
  });
  beforeEach(async () => {
    practice.reset();
    await database.db.execute(sql`delete from upstream_sessions`);
    await database.db.execute(sql`delete from rate_windows`);
  });

  const beats = () => practice.requests().filter(({ call }) => call === 'main').length;
  const session = async () => {
    const [only] = await listUpstreamSessions(database.db, 'eclaim');
    assert.ok(only);
    return only;
  };
  const signIn = async () => {
    await portalStandings(app.parts, new Date());
    const { id } = await session();
    await beginPersonSignIn(app.parts, id, 'otp', commandLineActor);
    assert.equal(await sendOneTimePassword(app.parts, id, '123456', commandLineActor), 'signed_in');
    return id;
  };
  const look = (minutesLater: number) =>
    lookAfterSessions(app.parts, new Date(Date.now() + minutesLater * minute));
  const ending = async (id: number) => {
    const key = `session/${id}/ending`;
    const row = await database.db.first<{ closed_at: string | null }>(
      sql`select closed_at from alerts where alert_key = ${key}`,
    );
    return row === null ? 'none' : row.closed_at === null ? 'open' : 'closed';
  };

  test('nobody asked to stay: no heartbeat, a warning five minutes before the end, then it is over', async () => {
    const id = await signIn();
    const asked = beats();
    await look(10);
    assert.equal(await ending(id), 'none');
    await look(21);
    assert.equal(await ending(id), 'open');
    await look(26);
    assert.equal(await ending(id), 'closed');
    assert.equal((await session()).state, 'expired');
    assert.equal(beats(), asked);
  });

  test('who asked to stay gets a heartbeat every five minutes and no warning', async () => {
    const id = await signIn();
    await staySignedIn(app.parts, id, true);
    const asked = beats();
    await look(4);
    assert.equal(beats(), asked);
    await look(6);
    assert.equal(beats(), asked + 1);
    await look(21);
    assert.equal(beats(), asked + 2);
    assert.notEqual(await ending(id), 'open');
    assert.equal((await session()).state, 'signed_in');
    await look(9 * 60);
    assert.equal(beats(), asked + 2);
  });

  test('a heartbeat to a session that the portal ended says so', async () => {
    const id = await signIn();
    await staySignedIn(app.parts, id, true);
    practice.endSessions();
    await look(6);
    const over = await session();
    assert.deepEqual([over.state, over.stayUntil], ['expired', null]);
  });

  test('a session of the old form ends without a warning', async () => {
    practice.setSwitches({ signIn: 'form' });
    await portalStandings(app.parts, new Date());
    const { id } = await session();
    assert.equal(await beginPersonSignIn(app.parts, id, 'otp', commandLineActor), 'signed_in');
    await look(22);
    assert.equal(await ending(id), 'none');
  });

  test('a job that still waits while somebody is signed in is let go', async () => {
    const asked = { month: 1, year: 2569, schemes: ['ucs'], import: false };
    const { job } = await app.parts.runner.enqueue('download_rep', asked, { userId: null });
    await signIn();
    await database.db.execute(sql`update jobs set status = 'waiting_person' where id = ${job.id}`);
    await look(1);
    assert.equal((await findJob(database.db, job.id))?.status, 'queued');
  });
});
