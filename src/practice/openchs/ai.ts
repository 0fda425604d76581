import { type Answer, jsonAnswer } from '../portal/call.js';
import type { AiTask } from './ai-book.js';
import { type Frame, streamBody } from './ai-stream.js';
import type { Fake, FakeAnswerer, FakeCall, FakeRoute } from './fake.js';

/** What an invented officer and an invented nurse say. */
export const spokenText = 'สวัสดีค่ะ โทรเรื่องรายการที่ติด C รหัส 305 จะส่งเอกสารใหม่พรุ่งนี้ 😊';
export const translatedText = 'Hello, this is about the claim denied by code 305. New papers come tomorrow.';

/** The fields of a form up to its file. */
function fieldsIn(body: string): Record<string, string> {
  const found = [...body.matchAll(/name="(\w+)"\r\n\r\n([^\r]*)\r\n/g)];
  return Object.fromEntries(found.map(([, name = '', value = '']) => [name, value]));
}

const badForm = (): Answer => jsonAnswer({ detail: 'audio is required' }, 422);
const hasFile = ({ body }: FakeCall) => body.includes('name="audio"; filename=');

/** Two levels down, and with a processing time that is always 0. */
function resultOf({ fields }: AiTask) {
  const inner = {
    transcript: spokenText,
    ...(fields.include_translation === 'true' && { translation: translatedText }),
    insights: { case_overview: { risk_level: 'medium' } },
  };
  return { result: inner, processing_time: 0 };
}

const take = (fake: Fake, call: FakeCall): AiTask => fake.ai.take(fieldsIn(call.body), call.bytes);

const process: FakeAnswerer = (fake, call) => {
  if (!hasFile(call)) return badForm();
  const task = take(fake, call);
  if (call.has('immediate_transcript')) {
    fake.ai.forget(task.id);
    const { transcript, translation } = resultOf(task).result;
    return jsonAnswer({ transcript, translation, classification: { priority: 'high' } });
  }
  const place = call.has('endpoint_elsewhere') ? 'http://elsewhere.invalid' : '';
  return jsonAnswer({
    task_id: task.id,
    status: 'queued',
    message: 'Audio processing started',
    estimated_time: '15-45 seconds',
    status_endpoint: `${place}/audio/task/${task.id}`,
  });
};

const look: FakeAnswerer = (fake, call) => {
  const found = call.has('expired_result') || call.has('eternal_queued') ? null : fake.ai.find(call.id);
  if (call.has('task_failed'))
    return jsonAnswer({ task_id: call.id, status: 'failed', error: `broken by "${spokenText}"` });
  if (found !== null) found.looks += 1;
  if (found === null || found.looks === 1) return jsonAnswer({ task_id: call.id, status: 'queued' });
  if (found.looks === 2)
    return jsonAnswer({
      task_id: call.id,
      status: 'processing',
      progress: 40,
      current_step: 'transcription',
    });
  return jsonAnswer({ task_id: call.id, status: 'completed', result: resultOf(found) });
};

const forget: FakeAnswerer = (fake, call) => {
  fake.ai.forget(call.id);
  return jsonAnswer({ message: 'Task deleted' });
};

/** Ends of a stream that are not the usual one. */
function endOf(call: FakeCall, task: AiTask): readonly Frame[] {
  if (call.has('missing_last_frame')) return [];
  if (call.has('stream_failed')) return [{ status: 'failed', error: `broken by "${spokenText}"` }];
  return [{ status: 'completed', task_id: task.id, result: resultOf(task) }];
}

const stream: FakeAnswerer = (fake, call) => {
  if (!hasFile(call)) return badForm();
  const task = take(fake, call);
  const beat: Frame = { status: 'PROCESSING', heartbeat: true, elapsed_time: 10 };
  if (call.has('heartbeats_only')) return streamBody(call, [beat, beat, beat]);
  if (call.has('documented_stream')) return documentedStream(call);
  return streamBody(call, [
    { status: 'submitted', task_id: task.id },
    { status: 'PENDING', progress: 0 },
    { status: 'PROCESSING', progress: 30, step: 'transcription', message: spokenText, elapsed_time: 2 },
    beat,
    { status: 'SUCCESS', progress: 100, step: 'done' },
    ...endOf(call, task),
  ]);
};

/** Without a task, and without a last frame: it ends where it has said all. */
function documentedStream(call: FakeCall): Answer {
  return streamBody(call, [
    { type: 'transcription_progress', progress: 50 },
    { type: 'transcription_complete', data: { text: spokenText } },
    { type: 'classification_complete', data: { risk_level: 'low' } },
  ]);
}

const realtime: FakeAnswerer = (_fake, call) => {
  if (!hasFile(call)) return badForm();
  if (call.has('documented_stream')) return documentedStream(call);
  const closed: Frame[] = call.has('missing_last_frame') ? [] : [{ status: 'stream_closed' }];
  return streamBody(call, [
    { step: 'transcription', progress: 10 },
    { step: 'transcription_complete', progress: 60, partial_result: { transcript: spokenText } },
    { step: 'insights_error' },
    ...closed,
  ]);
};

const audio = '/ai/audio';

/** Imitates the audio service of OpenCHS (integration.md 4.7), which asks for no credential. */
export const aiRoutes: readonly FakeRoute[] = [
  { call: 'ai_process', method: 'POST', path: `${audio}/process`, answer: process },
  { call: 'ai_stream', method: 'POST', path: `${audio}/process-stream`, answer: stream },
  { call: 'ai_realtime', method: 'POST', path: `${audio}/process-stream-realtime`, answer: realtime },
  { call: 'ai_task', method: 'GET', path: `${audio}/task/:id`, answer: look },
  { call: 'ai_forget', method: 'DELETE', path: `${audio}/task/:id`, answer: forget },
];
