import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { spokenText } from './ai.js';
import type { OpenchsCall, OpenchsFault } from './fault-kinds.js';
import { createOpenchsServer, type OpenchsServer } from './openchs-server.js';

let server: OpenchsServer;
before(async () => {
  server = await createOpenchsServer({ seed: 'ai' });
});
after(() => server.close());
beforeEach(() => server.fake.reset());

function formOf(bytes = 100): FormData {
  const form = new FormData();
  form.append('language', 'th');
  form.append('include_translation', 'true');
  form.append('audio', new Blob([new Uint8Array(bytes)]), 'audio.wav');
  return form;
}
const send = (path: string, body: FormData = formOf()) =>
  fetch(`${server.url}/ai/audio/${path}`, { method: 'POST', body });
const ticket = async () => {
  const read: unknown = await (await send('process')).json();
  assert.ok(typeof read === 'object' && read !== null && 'task_id' in read && 'status_endpoint' in read);
  return read;
};
const look = async (id: unknown): Promise<unknown> =>
  await (await fetch(`${server.url}/ai/audio/task/${String(id)}`)).json();
const statusOf = (value: unknown) =>
  typeof value === 'object' && value !== null && 'status' in value ? value.status : undefined;
const fault = (call: OpenchsCall, kind: OpenchsFault['kind'], more: Partial<OpenchsFault> = {}) =>
  server.fake.faults.add({ call, kind, ...more });
const lines = async (path = 'process-stream') => (await (await send(path)).text()).split(/\r\n|\n/);

test('a ticket goes from queued to completed and is forgotten after two hours, which looks like queued', async () => {
  const { task_id: id } = await ticket();
  const seen = [await look(id), await look(id), await look(id)].map(statusOf);
  assert.deepEqual(seen, ['queued', 'processing', 'completed']);
  assert.equal(statusOf(await look('nobody-knows')), 'queued');
  server.fake.moveClock(7_200_000);
  assert.equal(statusOf(await look(id)), 'queued');
});

test('a form without a file is refused; one of megabytes is counted and not kept', async () => {
  const empty = new FormData();
  empty.append('language', 'th');
  assert.equal((await send('process', empty)).status, 422);
  assert.equal((await send('process', formOf(3_000_000))).status, 200);
  const [task] = server.fake.ai.all();
  assert.ok((task?.bytes ?? 0) > 3_000_000);
  assert.deepEqual(task?.fields, { language: 'th', include_translation: 'true' });
  assert.ok((server.fake.received.all().at(-1)?.body.length ?? 0) < 20_000);
});

test('each fault of tickets and tasks is there', async () => {
  fault('ai_process', 'immediate_transcript');
  assert.match(await (await send('process')).text(), /"transcript":.*"priority":"high"/);
  fault('ai_process', 'endpoint_elsewhere');
  assert.match(String((await ticket()).status_endpoint), /^http:\/\/elsewhere\.invalid\//);
  const { task_id: id } = await ticket();
  for (const kind of ['eternal_queued', 'expired_result'] as const) {
    fault('ai_task', kind, { times: 5 });
    for (let n = 0; n < 5; n += 1) assert.equal(statusOf(await look(id)), 'queued');
  }
  fault('ai_task', 'task_failed');
  assert.equal(statusOf(await look(id)), 'failed');
});

test('each fault of streams is there', async () => {
  const usual = await lines();
  assert.match(usual[0] ?? '', /^data: \{"status":"submitted"/);
  assert.ok(usual.some((line) => line.includes('"heartbeat":true')));
  assert.match(usual.at(-3) ?? '', /"status":"completed"/);
  fault('ai_stream', 'crlf_frames');
  assert.match(await (await send('process-stream')).text(), /\}\r\n\r\ndata:/);
  fault('ai_stream', 'no_data_prefix');
  assert.match((await lines())[0] ?? '', /^\{"status":"submitted"/);
  fault('ai_stream', 'heartbeats_only');
  assert.ok((await lines()).every((line) => line === '' || line.includes('heartbeat')));
  fault('ai_stream', 'missing_last_frame');
  assert.ok(!(await lines()).some((line) => line.includes('"completed"')));
  fault('ai_stream', 'stream_failed');
  assert.ok((await lines()).some((line) => line.includes('"status":"failed"')));
  fault('ai_stream', 'documented_stream');
  assert.ok((await lines()).some((line) => line.includes('"type":"transcription_complete"')));
  fault('ai_stream', 'huge_frame');
  assert.ok(((await lines())[0]?.length ?? 0) > 20 * 1024 * 1024);
});

test('frames that are split come in many pieces, whole in the end', async () => {
  fault('ai_realtime', 'split_frames');
  const answer = await send('process-stream-realtime');
  const pieces: Uint8Array[] = [];
  assert.ok(answer.body);
  for await (const piece of answer.body) pieces.push(piece);
  assert.ok(pieces.length > 5, String(pieces.length));
  const text = Buffer.concat(pieces).toString('utf8');
  assert.ok(text.includes(spokenText));
  assert.match(text, /stream_closed"\}\n\n$/);
});
