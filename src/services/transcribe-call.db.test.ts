import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { readEnvironment, resolveSettings } from '../config.js';
import type { JobUnitResult, JobWatch } from '../domain/job.js';
import { spokenText } from '../practice/openchs/ai.js';
import { createOpenchsServer, type OpenchsServer } from '../practice/openchs/openchs-server.js';
import {
  changeTranscript,
  findTranscript,
  findTranscriptTexts,
  hasUsedService,
  insertTranscript,
  lastTranscriptAt,
  type TranscriptChange,
} from '../store/transcripts.js';
import { audioEnvironment, wavOf } from '../testing/audio-rig.js';
import { eachDatabase } from '../testing/databases.js';
import { silentLog } from '../testing/import-parts.js';
import { waitingClock } from '../testing/openchs-target.js';
import { temporaryFolder } from '../testing/test-server.js';
import type { AudioTarget } from '../upstreams/ai-audio/audio-target.js';
import { audioBreakers } from './audio-breakers.js';
import { recordingFolder, recordingPath } from './take-recording.js';
import { transcribeCall } from './transcribe-call.js';

eachDatabase('a call that is transcribed', (database) => {
  const { folder, remove } = temporaryFolder('transcribe');
  let server: OpenchsServer;
  let number = 0;
  before(async () => {
    server = await createOpenchsServer();
  });
  after(async () => {
    await server.close();
    remove();
  });
  beforeEach(() => server.fake.reset());

  /** A recording as a person has left it, and as an earlier run may have left it. */
  const given = async (left: TranscriptChange = {}): Promise<string> => {
    const key = `aud_test${++number}`;
    await mkdir(recordingFolder(folder, key), { recursive: true });
    await writeFile(recordingPath(folder, key), wavOf());
    const made = { key, jobId: number, userId: 1, askedBy: 'test', purpose: 'denial', tranId: null } as const;
    const sound = { language: 'th', withTranslation: false, audioKind: 'wav', sizeBytes: 8_044 } as const;
    const service = `${server.url}/ai`;
    await insertTranscript(database.db, { ...made, ...sound, service, way: 'poll' }, new Date());
    if (Object.keys(left).length > 0) await changeTranscript(database.db, key, left, new Date());
    return key;
  };
  const run = async (key: string, env: Readonly<Record<string, string>> = {}) => {
    const clock = waitingClock(Date.now());
    const all = { ...audioEnvironment(server), DOWNLOAD_DIR: folder, ...env };
    const { config } = resolveSettings(readEnvironment({ env: all, envFile: null }));
    const units: JobUnitResult[] = [];
    const watch: JobWatch = {
      signal: AbortSignal.timeout(60_000),
      finishedUnits: new Set(),
      progress: () => undefined,
      unitDone: (unit) => void units.push(unit),
      say: () => undefined,
    };
    const parts = {
      db: database.db,
      log: silentLog(),
      settings: { current: async () => await Promise.resolve(config) },
      now: clock.now,
      breakerOf: audioBreakers({ db: database.db, log: silentLog(), now: clock.now }),
      tune: (target: AudioTarget) => ({
        ...target,
        ...clock,
        totalMs: 2_000,
        uploadMs: 5_000,
      }),
    };
    await transcribeCall(parts, key, watch);
    const row = await findTranscript(database.db, key);
    assert.ok(row);
    const isKept = existsSync(recordingFolder(folder, key));
    return { row, units, waits: clock.waits, isKept };
  };
  const posts = () => server.fake.received.all().filter(({ method }) => method === 'POST').length;

  test('its text is kept with its risk, and the recording is not', async () => {
    const key = await given();
    const { row, units, isKept } = await run(key);
    assert.deepEqual([row.state, row.taskId, isKept], ['completed', 'practice-task-1', false]);
    assert.deepEqual(await findTranscriptTexts(database.db, key), {
      transcript: spokenText,
      translation: null,
      risk: 'medium',
    });
    assert.deepEqual(
      units.map(({ unit, state }) => [unit, state]),
      [[`audio/${key}`, 'complete']],
    );
    assert.ok(await lastTranscriptAt(database.db, row.service));
    assert.ok(await hasUsedService(database.db, 1, row.service));
    assert.ok(!(await hasUsedService(database.db, 2, row.service)));
    // Begun again after its end, it says so and asks nobody.
    const before = server.fake.received.all().length;
    assert.deepEqual((await run(key)).units[0]?.state, 'complete');
    assert.equal(server.fake.received.all().length, before);
  });

  test('a process that ended while it was sent sends it no second time', async () => {
    const { row, isKept } = await run(await given({ state: 'sending', sentAt: new Date() }));
    assert.deepEqual([row.state, row.problem, isKept], ['unknown_or_expired', 'audio_expired', false]);
    assert.equal(server.fake.received.all().length, 0);
  });

  test('one that ended while it was waited for goes on with the task', async () => {
    const { id } = server.fake.ai.take({}, 1);
    const { row } = await run(await given({ state: 'processing', taskId: id, sentAt: new Date() }));
    assert.deepEqual([row.state, posts()], ['completed', 0]);
  });

  test('a task of long ago is not waited for', async () => {
    const sentAt = new Date(Date.now() - 961_000);
    const { row } = await run(await given({ state: 'processing', taskId: 'old', sentAt }));
    assert.deepEqual([row.state, row.problem, posts()], ['unknown_or_expired', 'audio_expired', 0]);
  });

  test('switched off or led elsewhere meanwhile, nothing is sent', async () => {
    for (const [env, problem] of [
      [{ AI_AUDIO_ENABLED: 'off' }, 'audio_off'],
      [{ AI_AUDIO_BASE_URL: `${server.url}/other` }, 'audio_target_changed'],
    ] as const) {
      const { row, units, isKept } = await run(await given(), env);
      assert.deepEqual([row.state, row.problem, isKept], ['failed', problem, false]);
      assert.equal(units[0]?.problems[0]?.code, problem);
    }
    assert.equal(server.fake.received.all().length, 0);
  });

  test('while it is certain that nothing arrived it is tried again, five times at most', async () => {
    server.fake.faults.add({ call: 'ai_process', kind: 'too_many_bare', times: 2 });
    const once = await run(await given());
    assert.deepEqual([once.row.state, posts()], ['completed', 3]);
    server.fake.reset();
    server.fake.faults.add({ call: 'ai_process', kind: 'too_many_bare', times: 'always' });
    const { row, isKept } = await run(await given());
    assert.deepEqual([row.state, row.problem, isKept, posts()], ['failed', 'audio_busy', false, 5]);
  });

  test('what may have arrived is sent once', async () => {
    for (const kind of ['store_then_drop', 'server_error', 'html'] as const) {
      server.fake.reset();
      server.fake.faults.add({ call: 'ai_process', kind });
      const { row, isKept } = await run(await given());
      assert.deepEqual([row.state, isKept, posts()], ['unknown_or_expired', false, 1], kind);
    }
  });

  test('one that was stopped or is gone is not begun again', async () => {
    const key = await given({ state: 'cancelled' });
    await assert.rejects(run(key), { code: 'audio_gone' });
    await assert.rejects(run('aud_nobody'), { code: 'audio_gone' });
    assert.equal(server.fake.received.all().length, 0);
  });

  test('a text longer than a transcript can be is not kept', async () => {
    const key = await given({ state: 'processing', taskId: 'x', sentAt: new Date() });
    const { endTranscript } = await import('./end-transcript.js');
    const spoken = { transcript: 'ก'.repeat(4 * 1024 * 1024 + 1), translation: null, risk: null };
    const parts = { db: database.db, now: () => new Date() };
    const written = await endTranscript(parts, key, { how: 'completed', spoken });
    assert.equal(written.how, 'failed');
    assert.equal((await findTranscript(database.db, key))?.problem, 'audio_text_too_long');
    assert.equal(path.basename(recordingFolder(folder, key)), key);
  });
});
