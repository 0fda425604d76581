import assert from 'node:assert/strict';
import { rm, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { AppError } from '../../domain/errors.js';
import { spokenText, translatedText } from '../../practice/openchs/ai.js';
import type { OpenchsCall, OpenchsFault } from '../../practice/openchs/fault-kinds.js';
import { createOpenchsServer, type OpenchsServer } from '../../practice/openchs/openchs-server.js';
import { audioTarget, wavOf } from '../../testing/audio-rig.js';
import { waitingClock } from '../../testing/openchs-target.js';
import { temporaryFolder } from '../../testing/test-server.js';
import type { StreamWay } from './audio-service.js';
import type { AudioTarget } from './audio-target.js';
import { createAudioBreaker, createAudioService, followTask, sendRecording } from './index.js';

const room = temporaryFolder('audio-service');
const file = path.join(room.folder, 'recording');
const recording = { path: file, kind: 'wav' as const };
const plain = { language: 'th', translation: false };
let server: OpenchsServer;
before(async () => {
  server = await createOpenchsServer({ seed: 'audio' });
});
after(async () => {
  await server.close();
  room.remove();
});
beforeEach(async () => {
  server.fake.reset();
  await writeFile(file, wavOf());
});

const signal = () => AbortSignal.timeout(20_000);
const received = (call?: OpenchsCall) =>
  server.fake.received.all().filter((request) => call === undefined || request.call === call);
const fault = (call: OpenchsCall, kind: OpenchsFault['kind'], more: Partial<OpenchsFault> = {}) =>
  server.fake.faults.add({ call, kind, ...more });

/** Sends the recording and, where it is worked on, waits for its end by a clock that goes on by waiting alone. */
async function transcribe(way: 'poll' | StreamWay, changes: Partial<AudioTarget> = {}, order = plain) {
  const clock = waitingClock();
  const target = audioTarget(server, clock, changes);
  const service = createAudioService(target, createAudioBreaker(clock.now));
  const steps: (readonly [number | null, string | null])[] = [];
  const arrivals: (string | null)[] = [];
  const told = (percent: number | null, step: string | null) => void steps.push([percent, step]);
  const arrived = async (taskId: string | null) => void arrivals.push(taskId);
  const deadline = new Date(clock.now().getTime() + 960_000);
  const sent = await sendRecording(service, recording, { ...order, way }, { told, arrived }, signal());
  const outcome =
    sent.how === 'follow'
      ? await followTask(service, sent.taskId, { target, deadline, told }, signal())
      : sent;
  return { outcome, steps, arrivals, waits: clock.waits, service };
}
const failure = async (work: Promise<unknown>): Promise<AppError> => {
  try {
    await work;
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('it went well');
};
const codeOf = (outcome: Awaited<ReturnType<typeof transcribe>>['outcome']) =>
  'error' in outcome ? [outcome.how, outcome.error.code] : [outcome.how];

test('a ticket is followed to its end, with every field sent and no name of a file', async () => {
  const { outcome, steps, arrivals, waits } = await transcribe(
    'poll',
    {},
    { language: 'lo', translation: true },
  );
  assert.deepEqual(outcome, {
    how: 'completed',
    spoken: { transcript: spokenText, translation: translatedText, risk: 'medium' },
  });
  assert.deepEqual(arrivals, ['practice-task-1']);
  assert.deepEqual(steps, [
    [null, null],
    [40, 'transcription'],
  ]);
  assert.deepEqual(waits, [2_000, 3_000, 4_500]);
  const [task] = server.fake.ai.all();
  assert.deepEqual(task?.fields, {
    language: 'lo',
    include_translation: 'true',
    include_classification: 'false',
    include_insights: 'false',
    background: 'true',
  });
  const [sent] = received('ai_process');
  assert.match(sent?.body ?? '', /name="audio"; filename="audio\.wav"\r\nContent-Type: audio\/wav/);
  assert.equal(Number(sent?.headers['content-length']), task?.bytes);
});

test('a transcript at once is taken, with the priority as its risk', async () => {
  fault('ai_process', 'immediate_transcript');
  const { outcome } = await transcribe('poll');
  assert.deepEqual(outcome, {
    how: 'completed',
    spoken: { transcript: spokenText, translation: null, risk: 'high' },
  });
  assert.equal(received('ai_task').length, 0);
});

test('the address of the state that a ticket names is not asked', async () => {
  fault('ai_process', 'endpoint_elsewhere');
  assert.equal((await transcribe('poll')).outcome.how, 'completed');
  assert.equal(received('ai_task').length, 3);
});

test('eternal queued ends at the deadline, by waits that grow to a quarter of a minute', async () => {
  for (const kind of ['eternal_queued', 'expired_result'] as const) {
    server.fake.reset();
    fault('ai_task', kind, { times: 'always' });
    const { outcome, waits } = await transcribe('poll');
    assert.deepEqual(codeOf(outcome), ['unknown_or_expired', 'audio_expired'], kind);
    assert.equal(
      waits.reduce((sum, wait) => sum + wait, 0),
      960_000,
    );
    assert.equal(Math.max(...waits), 15_000);
  }
});

test('a result is gone after two hours: the same task is then called queued', async () => {
  const { service } = await transcribe('poll');
  assert.equal((await service.task('practice-task-1', signal())).state, 'completed');
  server.fake.moveClock(7_200_000);
  assert.equal((await service.task('practice-task-1', signal())).state, 'running');
});

test('a failed task says so, without what the service wrote about it', async () => {
  fault('ai_task', 'task_failed');
  const { outcome } = await transcribe('poll');
  assert.deepEqual(outcome, { how: 'failed', error: { code: 'audio_failed', details: {} } });
});

test('looks that fail in passing are made again; a refused one ends it', async () => {
  const kinds = ['unavailable', 'cut_body', 'html', 'too_many_bare', 'reset_before_body'] as const;
  for (const [after, kind] of kinds.entries()) fault('ai_task', kind, { after });
  assert.equal((await transcribe('poll')).outcome.how, 'completed');
  server.fake.reset();
  fault('ai_task', 'unauthorized', { times: 'always' });
  assert.equal((await failure(transcribe('poll'))).code, 'audio_refused');
});

test('a task is forgotten when it is asked', async () => {
  const { service } = await transcribe('poll');
  await service.forget('practice-task-1', signal());
  assert.deepEqual(server.fake.ai.forgotten(), ['practice-task-1']);
});

for (const way of ['stream', 'realtime'] as const) {
  const call = way === 'stream' ? 'ai_stream' : 'ai_realtime';
  test(`${way}: is told while it is done, however its frames are cut and ended`, async () => {
    for (const kinds of [
      [],
      ['split_frames'],
      ['crlf_frames'],
      ['split_frames', 'crlf_frames'],
      ['no_data_prefix'],
    ] as const) {
      server.fake.reset();
      for (const kind of kinds) fault(call, kind);
      const { outcome, steps } = await transcribe(way);
      assert.equal(outcome.how === 'completed' && outcome.spoken.transcript, spokenText, kinds.join());
      assert.ok(steps.some(([percent]) => (percent ?? 0) > 0));
      assert.equal(received('ai_task').length, 0);
    }
  });

  test(`${way}: the documented lines end without a last frame, and need none`, async () => {
    for (const bare of [false, true]) {
      server.fake.reset();
      fault(call, 'documented_stream');
      if (bare) fault(call, 'no_data_prefix');
      const { outcome } = await transcribe(way);
      assert.deepEqual(outcome, {
        how: 'completed',
        spoken: { transcript: spokenText, translation: null, risk: 'low' },
      });
    }
  });

  test(`${way}: a frame of 20 MiB is refused, and it is not sent again`, async () => {
    fault(call, 'huge_frame');
    assert.deepEqual(codeOf((await transcribe(way)).outcome), [
      'unknown_or_expired',
      'audio_stream_unreadable',
    ]);
    assert.equal(received(call).length, 1);
  });

  test(`${way}: a service that falls silent is left`, async () => {
    fault(call, 'hang');
    const limits = { uploadMs: 300, stream: { idleMs: 200, totalMs: 300 } };
    assert.deepEqual(codeOf((await transcribe(way, limits)).outcome), ['unknown_or_expired', 'audio_silent']);
  });
}

test('stream: without a last frame the task is asked, where one was named', async () => {
  fault('ai_stream', 'missing_last_frame');
  const { outcome } = await transcribe('stream');
  assert.equal(outcome.how, 'completed');
  assert.equal(received('ai_task').length, 3);
  server.fake.reset();
  fault('ai_stream', 'heartbeats_only');
  assert.deepEqual(codeOf((await transcribe('stream')).outcome), ['unknown_or_expired', 'audio_expired']);
  assert.equal(received('ai_task').length, 0);
});

test('stream: one that is cut goes on with its task; one that fails there has failed', async () => {
  fault('ai_stream', 'cut_body');
  assert.equal((await transcribe('stream')).outcome.how, 'completed');
  server.fake.reset();
  fault('ai_stream', 'stream_failed');
  assert.deepEqual(codeOf((await transcribe('stream')).outcome), ['failed', 'audio_failed']);
});

test('what may have arrived is uncertain, what surely did not is thrown', async () => {
  for (const [kind, code] of [
    ['store_then_drop', 'audio_broken_off'],
    ['cut_body', 'audio_broken_off'],
    ['html', 'audio_strange_answer'],
    ['server_error', 'audio_fault'],
    ['timeout_408', 'audio_fault'],
    ['redirect_away', 'audio_redirected'],
  ] as const) {
    server.fake.reset();
    fault('ai_process', kind);
    assert.deepEqual(codeOf((await transcribe('poll')).outcome), ['unknown_or_expired', code], kind);
    assert.equal(received('ai_process').length, 1);
  }
  for (const [kind, code] of [
    ['unauthorized', 'audio_refused'],
    ['too_many_seconds', 'audio_busy'],
  ] as const) {
    server.fake.reset();
    fault('ai_process', kind);
    assert.equal((await failure(transcribe('poll'))).code, code);
  }
  await server.listen(false);
  try {
    assert.equal((await failure(transcribe('poll'))).code, 'audio_unreachable');
  } finally {
    await server.listen(true);
  }
  assert.equal(
    (await failure(transcribe('poll', { allowedNetworks: [] }))).code,
    'audio_address_not_allowed',
  );
});

test('a certificate that nobody vouches for is not taken, and nothing is sent', async () => {
  const secure = await createOpenchsServer({ badCertificate: true });
  try {
    const error = await failure(transcribe('poll', { baseUrl: `${secure.url}/ai` }));
    assert.equal(error.code, 'audio_tls_failed');
    assert.equal(secure.fake.received.all().length, 0);
  } finally {
    await secure.close();
  }
});

test('101 MiB are refused with no byte sent, and so is a recording that is gone', async () => {
  await truncate(file, 101 * 1024 * 1024);
  for (const way of ['poll', 'stream', 'realtime'] as const)
    assert.equal((await failure(transcribe(way))).code, 'audio_too_large');
  await rm(file);
  assert.equal((await failure(transcribe('poll'))).code, 'audio_gone');
  assert.equal(received().length, 0);
});

test('a person who stops it ends the call at once', async () => {
  fault('ai_process', 'hang');
  const clock = waitingClock();
  const service = createAudioService(audioTarget(server, clock), createAudioBreaker(clock.now));
  const stop = new AbortController();
  const work = service.process(recording, plain, stop.signal);
  setTimeout(() => stop.abort(new AppError('job_cancelled')), 50);
  assert.equal((await failure(work)).code, 'job_cancelled');
});
