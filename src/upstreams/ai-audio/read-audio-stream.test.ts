import assert from 'node:assert/strict';
import { test } from 'node:test';
import { UpstreamError } from '../upstream-error.js';
import { type AudioEvent, riskOf, transcriptOf } from './audio-event.js';
import { readAudioStream } from './read-audio-stream.js';

const host = 'audio.example';

async function eventsOf(pieces: Iterable<Uint8Array>): Promise<AudioEvent[]> {
  async function* bytes() {
    yield* pieces;
  }
  const events: AudioEvent[] = [];
  for await (const event of readAudioStream(bytes(), host)) events.push(event);
  return events;
}
const all = (text: string) => eventsOf([Buffer.from(text)]);
const json = (value: unknown) => JSON.stringify(value);
const spoken = 'สวัสดีค่ะ เคลมถูกปฏิเสธ 😊';

const sse = [
  ': opened',
  'event: update',
  `data: ${json({ status: 'submitted', task_id: 'T-1' })}`,
  '',
  `data:${json({ status: 'PROCESSING', progress: 40, step: 'transcription', message: 'กำลังถอด' })}`,
  '',
  `data: ${json({ status: 'PROCESSING', heartbeat: true, elapsed_time: 10 })}`,
  '',
  'data: {"status":"completed",',
  `data: "result":{"result":{"transcript":${json(spoken)},"insights":{"case_overview":{"risk_level":"high"}}}}}`,
  '',
  '',
];
const sseEvents: AudioEvent[] = [
  { kind: 'task', id: 'T-1' },
  { kind: 'progress', percent: 40, step: 'transcription' },
  { kind: 'transcript', text: spoken },
  { kind: 'risk', level: 'high' },
  { kind: 'end', how: 'completed' },
];

test('every split of a recorded stream, with every end of line, gives the same events', async () => {
  for (const end of ['\n', '\r\n', '\r']) {
    const whole = Buffer.from(sse.join(end));
    assert.deepEqual(await eventsOf([whole]), sseEvents, JSON.stringify(end));
    for (let at = 0; at <= whole.length; at += 1)
      assert.deepEqual(await eventsOf([whole.subarray(0, at), whole.subarray(at)]), sseEvents, `${at}`);
    assert.deepEqual(await eventsOf([...whole].map((byte) => Uint8Array.of(byte))), sseEvents);
  }
});

test('the documented form comes with and without "data:"', async () => {
  const objects = [
    { type: 'transcription_progress', progress: 55 },
    { type: 'something_new', data: { text: 'not this' } },
    { type: 'transcription_complete', data: { text: spoken } },
    { type: 'classification_complete', data: { risk_level: 'medium' } },
  ];
  const expected: AudioEvent[] = [
    { kind: 'progress', percent: 55, step: null },
    { kind: 'transcript', text: spoken },
    { kind: 'risk', level: 'medium' },
  ];
  assert.deepEqual(await all(objects.map(json).join('\n')), expected);
  assert.deepEqual(await all(objects.map((object) => `data: ${json(object)}\n\n`).join('')), expected);
});

test('the realtime form tells steps and parts, and closes', async () => {
  const stream = [
    { step: 'transcription', progress: 10 },
    { step: 'transcription_complete', partial_result: { transcript: spoken } },
    { step: 'insights_error' },
    { status: 'stream_closed' },
    { status: 'never read' },
  ];
  assert.deepEqual(await all(stream.map((object) => `data: ${json(object)}\n\n`).join('')), [
    { kind: 'progress', percent: 10, step: 'transcription' },
    { kind: 'transcript', text: spoken },
    { kind: 'progress', percent: null, step: 'insights_error' },
    { kind: 'end', how: 'closed' },
  ]);
});

test('heartbeats alone and a missing end give no end; each last frame gives its own', async () => {
  const beat = `data: ${json({ status: 'PROCESSING', heartbeat: true })}\n\n`;
  assert.deepEqual(await all(beat.repeat(3)), []);
  for (const [status, how] of [
    ['failed', 'failed'],
    ['cancelled', 'cancelled'],
    ['timeout', 'timeout'],
    ['stream_error', 'error'],
  ])
    assert.deepEqual(await all(`data: ${json({ status })}\n\n`), [{ kind: 'end', how }]);
});

test('what is no JSON, no object or no line of ours is left out', async () => {
  assert.deepEqual(await all('retry: 10\n\ndata: nonsense\n\ndata: [1]\n\n<html>\nid: 4\n'), []);
  const good = json({ status: 'completed' });
  assert.deepEqual(await all(`data: {"cut":\ndata: ${good}\n\n`), [{ kind: 'end', how: 'completed' }]);
});

test('a line that does not end, or a joined one of 20 MiB, is refused', async () => {
  const piece = Buffer.alloc(1024 * 1024, 'x');
  const endless = [Buffer.from('data: {"a":"'), ...Array.from({ length: 20 }, () => piece)];
  const joined = Array.from({ length: 20 }, () =>
    Buffer.concat([Buffer.from('data: "'), piece, Buffer.from('\n')]),
  );
  for (const pieces of [endless, joined])
    await assert.rejects(
      eventsOf(pieces),
      (error) => error instanceof UpstreamError && error.code === 'audio_stream_unreadable',
    );
});

test('a silent service ends the reading, and its stream is given up', async () => {
  let isGivenUp = false;
  async function* silent() {
    try {
      yield Buffer.from(`data: ${json({ status: 'submitted', task_id: 7 })}\n\n`);
      await new Promise((resolve) => setTimeout(resolve, 80));
    } finally {
      isGivenUp = true;
    }
  }
  const seen: AudioEvent[] = [];
  const reading = (async () => {
    for await (const event of readAudioStream(silent(), host, { idleMs: 20, totalMs: 1000 }))
      seen.push(event);
  })();
  await assert.rejects(reading, (error) => error instanceof UpstreamError && error.code === 'audio_silent');
  assert.deepEqual(seen, [{ kind: 'task', id: '7' }]);
  await new Promise((resolve) => setTimeout(resolve, 120));
  assert.ok(isGivenUp);
});

test('transcript and risk are found where each form has them', () => {
  for (const value of [
    { result: { result: { transcript: 'x' } } },
    { result: { transcript: 'x' } },
    { transcript: 'x' },
  ])
    assert.equal(transcriptOf(value), 'x');
  assert.equal(transcriptOf({ result: 'x' }), null);
  assert.equal(riskOf({ result: { insights: { risk_assessment: { risk_level: 'low' } } } }), 'low');
  assert.equal(riskOf({ classification: { priority: 'urgent' } }), 'urgent');
  assert.equal(riskOf({ insights: {} }), null);
});
