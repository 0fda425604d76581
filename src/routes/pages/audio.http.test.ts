import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from '../../db/sql.js';
import { createAudioKeeper } from '../../jobs/audio-keeper.js';
import { transcribeAudio } from '../../jobs/transcribe-audio.js';
import { spokenText, translatedText } from '../../practice/openchs/ai.js';
import { createOpenchsServer, type OpenchsServer } from '../../practice/openchs/openchs-server.js';
import { removeStrayRecordings } from '../../services/remove-stray-recordings.js';
import { deleteOldTranscripts, findTranscript, listTranscripts } from '../../store/transcripts.js';
import { findUserByName } from '../../store/users.js';
import { audioEnvironment, wavOf } from '../../testing/audio-rig.js';
import { eachDatabase } from '../../testing/databases.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import type { TestBrowser } from '../../testing/test-browser.js';
import { temporaryFolder } from '../../testing/test-server.js';

/** No name of a person may leave, be kept or be logged. */
const fileName = 'สมชาย มาร์คเกอร์ 9900000778899.wav';

eachDatabase('transcripts of calls', (database) => {
  const { folder, remove } = temporaryFolder('audio-pages');
  let server: OpenchsServer;
  let app: TestApp;
  let claims: TestBrowser;
  let keeper: ReturnType<typeof createAudioKeeper>;
  before(async () => {
    const { db } = database;
    server = await createOpenchsServer();
    const { AI_AUDIO_ENABLED: _later, ...env } = audioEnvironment(server);
    app = await startTestApp({
      db,
      env: { ...env, DOWNLOAD_DIR: folder, HOSPITAL_CODE: '99999' },
      jobs: (ground) => [transcribeAudio(ground, (target) => ({ ...target, pollMs: [20, 40] }))],
    });
    await app.signedIn('admin');
    claims = await app.signedIn('claims');
    keeper = createAudioKeeper(app.parts);
    keeper.start();
    await app.parts.runner.start();
  });
  after(async () => {
    await app.parts.runner.stop();
    await keeper.stop();
    await app.close();
    await server.close();
    remove();
  });
  beforeEach(() => server.fake.reset());

  const switchOn = async (granted: readonly string[]) => {
    const admin = await app.signedIn('admin');
    const fields = { roles: ['claims'], granted, active: 'yes' };
    assert.equal((await admin.submit('/settings/users/test.claims', fields, '/settings/users')).status, 303);
  };
  const send = async (fields: Readonly<Record<string, string>> = {}, bytes: Uint8Array = wavOf()) => {
    const body = new FormData();
    body.append('_csrf', await claims.token('/settings/account'));
    for (const [name, value] of Object.entries({
      purpose: 'denial',
      language: 'th',
      confirmed: 'yes',
      ...fields,
    }))
      body.append(name, value);
    if (bytes.length > 0) body.append('file', new Blob([Uint8Array.from(bytes)]), fileName);
    const headers = { accept: 'text/html' };
    return await claims.send('/audio?lang=en', { method: 'POST', body, headers });
  };
  const sent = async (fields: Readonly<Record<string, string>> = {}) => {
    const answer = await send(fields);
    assert.equal(answer.status, 303, await answer.text());
    return (answer.headers.get('location') ?? '').split('/').at(-1) ?? '';
  };
  const ended = async (key: string) => {
    for (let turn = 0; turn < 400; turn += 1) {
      const row = await findTranscript(database.db, key);
      if (row !== null && row.finishedAt !== null) return row;
      await pause(25);
    }
    assert.fail('it did not end');
  };
  const reached = async (key: string, state: string) => {
    for (let turn = 0; turn < 400; turn += 1) {
      if ((await findTranscript(database.db, key))?.state === state) return;
      await pause(25);
    }
    assert.fail(`it did not become ${state}`);
  };
  const read = async (address: string) => await (await claims.get(`${address}?lang=en`)).text();
  const uploads = () => {
    const place = path.join(folder, '.uploads');
    return existsSync(place) ? readdirSync(place) : [];
  };
  const audits = async (subject: string) =>
    await database.db.query<{ action: string; outcome: string; actor_name: string }>(
      sql`select action, outcome, actor_name from audit_log where subject = ${subject} order by id`,
    );
  const logged = () => {
    const { ring } = app.parts;
    const lines: string[] = [];
    for (let seq = ring.first(); seq <= ring.last(); seq += 1) lines.push(ring.at(seq)?.json ?? '');
    return lines.join('\n');
  };
  const sentThere = () => server.fake.received.all().filter(({ method }) => method === 'POST');

  test('the role is not enough: each person is switched on, and others are not let in', async () => {
    const refused = await claims.get('/audio?lang=en');
    assert.equal(refused.status, 403);
    assert.match(
      await refused.text(),
      /Ask an administrator to switch on .{1,10}Transcribe calls.{1,10} for you in Settings › Users/,
    );
    await switchOn(['ai_audio', 'administer']);
    assert.deepEqual((await findUserByName(database.db, 'test.claims'))?.granted, ['ai_audio']);
    assert.equal((await claims.get('/audio')).status, 200);
    const admin = await app.signedIn('admin');
    const page = await (await admin.get('/settings/users?lang=en')).text();
    assert.match(page, /value="ai_audio" checked/);
    for (const role of ['finance', 'viewer', 'auditor'] as const)
      assert.equal((await (await app.signedIn(role)).get('/audio')).status, 403);
    assert.equal((await admin.get('/audio')).status, 403);
  });

  test('while it is off there is no form, and what is sent all the same goes nowhere', async () => {
    assert.match(await read('/audio'), /Transcription is off/);
    const answer = await send();
    assert.equal(answer.status, 422);
    assert.match(await answer.text(), /Transcription is switched off/);
    assert.deepEqual(await listTranscripts(database.db, { before: null, limit: 5 }), []);
    assert.deepEqual([uploads(), server.fake.received.all().length], [[], 0]);
  });

  test('an administrator tests it, which sends no sound, and switches it on', async () => {
    const admin = await app.signedIn('admin');
    const tested = await admin.submit('/settings/audio?lang=en', { do: 'test' }, '/settings/audio');
    assert.match(await tested.text(), /answers like an audio service/);
    assert.equal(sentThere().length, 0);
    const wrong = await admin.submit('/settings/audio', { AI_AUDIO_KEEP_DAYS: '0', do: 'save' });
    assert.equal(wrong.status, 422);
    await admin.submit('/settings/audio', { AI_AUDIO_ENABLED: 'on', AI_AUDIO_WAY: 'poll', do: 'save' });
    assert.match(await (await admin.get('/settings/audio?lang=en')).text(), /include_insights=false/);
  });

  test('before the first use the warning must be confirmed; other sounds, sizes and claims are refused', async () => {
    const html = await read('/audio');
    for (const said of [/asks for no credential/, /a helpline of its own/, /name="confirmed"/])
      assert.match(html, said);
    for (const [fields, bytes, said] of [
      [{ confirmed: 'no' }, wavOf(), /warning was not confirmed/],
      [{}, Buffer.from('MZ this is no sound'), /no recording of the kinds wav mp3/],
      [{}, Buffer.alloc(0), /There is no recording/],
      [{ purpose: 'gossip' }, wavOf(), /not one of the choices/],
      [{ tran_id: '123' }, wavOf(), /TRAN_ID|claim/i],
    ] as const) {
      const answer = await send(fields, bytes);
      assert.ok([404, 422].includes(answer.status), String(answer.status));
      assert.match(await answer.text(), said);
    }
    assert.deepEqual([uploads(), sentThere().length], [[], 0]);
  });

  test('more than 100 MiB is refused, and nothing of it stays', async () => {
    const answer = await send({}, wavOf(100 * 1024 * 1024 + 1));
    assert.match(await answer.text(), /larger than 100 MiB/);
    assert.deepEqual([uploads(), sentThere().length], [[], 0]);
  });

  for (const way of ['poll', 'stream', 'realtime'] as const)
    test(`${way}: a recording becomes a text with who, when and for what; the recording is gone`, async () => {
      await app.parts.settings.save({ AI_AUDIO_WAY: way }, { userId: null });
      const key = await sent({ purpose: 'appeal', translation: 'yes' });
      const row = await ended(key);
      assert.deepEqual(
        [row.state, row.problem, row.askedBy, row.purpose, row.way, row.withTranslation],
        ['completed', null, 'test.claims', 'appeal', way, true],
      );
      const page = await read(`/audio/${key}`);
      assert.ok(page.includes(spokenText));
      if (way !== 'realtime') assert.ok(page.includes(translatedText));
      assert.match(page, /An appeal/);
      if (way !== 'realtime') assert.match(page, /guess of the machine/);
      assert.deepEqual(uploads(), []);
      if (way !== 'realtime') {
        for (let turn = 0; server.fake.ai.forgotten().length === 0 && turn < 200; turn += 1) await pause(10);
        assert.deepEqual(server.fake.ai.forgotten(), ['practice-task-1']);
      }
      assert.deepEqual(
        (await audits(`transcript ${key}`)).map(({ action, actor_name }) => [action, actor_name]),
        [['view', 'test.claims']],
      );
      assert.deepEqual(
        (await audits(`recording ${key}`)).map(({ action }) => action),
        ['export'],
      );
    });

  test('no name leaves or is written to the log, and what was said is in no list', async () => {
    const key = await sent();
    await ended(key);
    const requests = JSON.stringify(server.fake.received.all());
    const lines = logged();
    for (const mark of ['สมชาย', '9900000778899', 'test.claims']) {
      assert.ok(!requests.includes(mark), mark);
      if (mark !== 'test.claims') assert.ok(!lines.includes(mark), mark);
    }
    assert.ok(!lines.includes(spokenText));
    assert.ok(!(await read('/audio')).includes(spokenText));
    const jobs = await (await claims.get('/jobs.json')).text();
    assert.ok(!jobs.includes(spokenText));
    assert.doesNotMatch(await read('/audio'), /name="confirmed"/);
  });

  test('one that is being transcribed is stopped: the service is asked to forget it', async () => {
    await app.parts.settings.save({ AI_AUDIO_WAY: 'poll' }, { userId: null });
    server.fake.faults.add({ call: 'ai_task', kind: 'eternal_queued', times: 'always' });
    const key = await sent();
    await reached(key, 'processing');
    assert.match(await read(`/audio/${key}`), /data-live-job=.*progress/s);
    assert.equal((await claims.submit(`/audio/${key}/delete`, {}, `/audio/${key}`)).status, 422);
    assert.equal((await claims.submit(`/audio/${key}/cancel`, {}, `/audio/${key}`)).status, 303);
    assert.equal((await ended(key)).state, 'cancelled');
    for (let turn = 0; server.fake.ai.forgotten().length === 0 && turn < 200; turn += 1) await pause(10);
    assert.deepEqual(server.fake.ai.forgotten(), ['practice-task-1']);
    assert.deepEqual(uploads(), []);
  });

  test('one that still waits is stopped: nothing of it was sent, nothing stays', async () => {
    server.fake.faults.add({ call: 'ai_process', kind: 'hang' });
    const first = await sent();
    await reached(first, 'sending');
    for (let turn = 0; sentThere().length === 0 && turn < 200; turn += 1) await pause(10);
    const second = await sent();
    assert.equal((await claims.submit(`/audio/${second}/cancel`, {}, `/audio/${second}`)).status, 303);
    assert.equal((await ended(second)).state, 'cancelled');
    assert.deepEqual(uploads(), [first]);
    assert.equal((await claims.submit(`/audio/${first}/cancel`, {}, `/audio/${first}`)).status, 303);
    assert.equal((await ended(first)).state, 'cancelled');
    assert.deepEqual([uploads(), sentThere().length], [[], 1]);
  });

  test('a recording that a killed process left is taken away after an hour, one that waits is not', async () => {
    server.fake.faults.add({ call: 'ai_process', kind: 'hang' });
    const waits = await sent();
    await reached(waits, 'sending');
    mkdirSync(path.join(folder, '.uploads', 'aud_stray'));
    const inAnHour = new Date(Date.now() + 3_700_000);
    assert.equal(await removeStrayRecordings(database.db, folder, new Date()), 0);
    assert.equal(await removeStrayRecordings(database.db, folder, inAnHour), 1);
    assert.deepEqual(uploads(), [waits]);
    await claims.submit(`/audio/${waits}/cancel`, {}, `/audio/${waits}`);
    await ended(waits);
    assert.deepEqual(uploads(), []);
  });

  test('a failure is told with its reason and kept nowhere else', async () => {
    server.fake.faults.add({ call: 'ai_task', kind: 'task_failed' });
    const failed = await ended(await sent());
    assert.deepEqual([failed.state, failed.problem], ['failed', 'audio_failed']);
    server.fake.faults.add({ call: 'ai_process', kind: 'store_then_drop' });
    const unknown = await ended(await sent());
    assert.deepEqual([unknown.state, unknown.problem], ['unknown_or_expired', 'audio_broken_off']);
    const page = await read(`/audio/${unknown.key}`);
    assert.match(page, /not sent again by itself/);
    assert.ok(!page.includes(spokenText));
    assert.deepEqual(uploads(), []);
  });

  test('transcripts are deleted by hand, with a note of who did it, and by their age', async () => {
    const key = await sent();
    await ended(key);
    assert.equal((await claims.submit(`/audio/${key}/delete`, {}, `/audio/${key}`)).status, 303);
    assert.equal(await findTranscript(database.db, key), null);
    assert.equal((await claims.get(`/audio/${key}`)).status, 404);
    assert.deepEqual((await audits(`transcript ${key}`)).at(-1)?.action, 'change');
    const old = await sent();
    await ended(old);
    const ninety = 90 * 86_400_000;
    const made = Date.parse((await findTranscript(database.db, old))?.createdAt ?? '');
    await deleteOldTranscripts(database.db, new Date(made));
    assert.ok(await findTranscript(database.db, old));
    await deleteOldTranscripts(database.db, new Date(made + ninety + 1));
    assert.deepEqual(await listTranscripts(database.db, { before: null, limit: 5 }), []);
  });
});
