import { z } from 'zod';
import type { Breaker } from '../breaker.js';
import {
  type NeighbourAnswer,
  type NeighbourRequest,
  neighbourCall,
  wholeAnswer,
} from '../neighbour-call.js';
import { NeighbourError } from '../neighbour-error.js';
import { retryAfterMs } from '../retry.js';
import { type AudioEvent, resultOf, type SpokenText } from './audio-event.js';
import { type AudioTarget, audioCodes } from './audio-target.js';
import { readAudioStream } from './read-audio-stream.js';
import { type Recording, uploadForm } from './upload-form.js';

export interface AudioOrder {
  readonly language: string;
  readonly translation: boolean;
}

/** What came of handing a recording over: a ticket, or at once what was said. */
export type Handed = { readonly taskId: string } | { readonly spoken: SpokenText };

export type TaskState =
  | { readonly state: 'running'; readonly percent: number | null; readonly step: string | null }
  /** null = it is done and gave no text. */
  | { readonly state: 'completed'; readonly spoken: SpokenText | null }
  | { readonly state: 'failed' };

export type StreamWay = 'stream' | 'realtime';

/** The audio service of OpenCHS. Every call throws NeighbourError or UpstreamError audio_…, or the signal's reason. */
export interface AudioService {
  readonly host: string;
  /** Throws AppError audio_too_large, audio_gone before anything is sent. */
  process(recording: Recording, order: AudioOrder, signal: AbortSignal): Promise<Handed>;
  /** The same, told while it is done: each event as it comes, up to the end of the stream. */
  stream(
    recording: Recording,
    order: AudioOrder & { readonly way: StreamWay },
    told: (event: AudioEvent) => Promise<void>,
    signal: AbortSignal,
  ): Promise<void>;
  /** One look. The service knows no unknown task: it calls every one queued. */
  task(id: string, signal: AbortSignal): Promise<TaskState>;
  /** Asks it to forget a task. */
  forget(id: string, signal: AbortSignal): Promise<void>;
}

const longestId = 190;
const ticket = z.object({
  task_id: z
    .union([z.string(), z.number()])
    .transform(String)
    .refine((id) => id !== '' && id.length <= longestId),
});
const look = z
  .object({
    status: z.string(),
    progress: z.union([z.number(), z.string().transform(Number)]).catch(Number.NaN),
    current_step: z.string().catch(''),
  })
  .partial({ progress: true, current_step: true });

const streams: Readonly<Record<StreamWay, string>> = {
  stream: '/audio/process-stream',
  realtime: '/audio/process-stream-realtime',
};
const taskPath = (id: string) => `/audio/task/${encodeURIComponent(id)}`;

export function createAudioService(target: AudioTarget, breaker: Breaker): AudioService {
  const { host } = new URL(target.baseUrl);
  const way = { ...target, codes: audioCodes };
  const { connectMs, totalMs, uploadMs, maxAnswerBytes: maxBytes } = target;
  const short = { connectMs, firstByteMs: totalMs, idleMs: totalMs, totalMs };
  const long = { connectMs, firstByteMs: uploadMs, idleMs: uploadMs, totalMs: uploadMs };

  function ask(request: NeighbourRequest, limits: typeof short, signal: AbortSignal) {
    return breaker.run(host, async () => {
      const answer = await neighbourCall(way, request, limits, signal, (head, body, url) =>
        wholeAnswer(head, body, { url, maxBytes }),
      );
      throwUnlessWell(answer, host, target.now());
      return answer;
    });
  }
  const strange = (reason: string) =>
    new NeighbourError('audio_strange_answer', { details: { host, reason }, outcome: 'uncertain' });

  return {
    host,
    async process(recording, order, signal) {
      const form = await uploadForm(recording, { ...fieldsOf(order), background: 'true' });
      const request = { method: 'POST', path: '/audio/process', headers: form.headers } as const;
      const { json } = await ask({ ...request, body: form.open() }, long, signal);
      const spoken = resultOf(json);
      if (spoken !== null) return { spoken };
      // Its `status_endpoint` is not read: the task is asked for below our own address alone.
      const read = ticket.safeParse(json);
      if (!read.success) throw strange(json === undefined ? 'no JSON' : 'no task_id');
      return { taskId: read.data.task_id };
    },
    async stream(recording, order, told, signal) {
      const form = await uploadForm(recording, fieldsOf(order));
      const headers = { ...form.headers, accept: 'text/event-stream, application/x-ndjson' };
      const request = { method: 'POST', path: streams[order.way], headers, body: form.open() } as const;
      await breaker.run(host, () =>
        neighbourCall(way, request, long, signal, async (head, body, url) => {
          if (head.status !== 200)
            throwUnlessWell(await wholeAnswer(head, body, { url, maxBytes }), host, target.now());
          for await (const event of readAudioStream(body, host, target.stream)) await told(event);
        }),
      );
    },
    async task(id, signal) {
      const { json } = await ask({ method: 'GET', path: taskPath(id), body: null }, short, signal);
      const read = look.safeParse(json);
      if (!read.success) throw strange(json === undefined ? 'no JSON' : 'no status');
      const { status, progress = Number.NaN, current_step: step = '' } = read.data;
      if (status === 'completed') return { state: 'completed', spoken: resultOf(json) };
      if (status === 'failed') return { state: 'failed' };
      return {
        state: 'running',
        percent: Number.isFinite(progress) ? progress : null,
        step: step === '' ? null : step,
      };
    },
    async forget(id, signal) {
      await ask({ method: 'DELETE', path: taskPath(id), body: null }, short, signal);
    },
  };
}

/** Sent with every recording: the service's own language would be another, and what it adds by itself is not wanted. */
export function fieldsOf({ language, translation }: AudioOrder): Readonly<Record<string, string>> {
  return {
    language,
    include_translation: String(translation),
    include_classification: 'false',
    include_insights: 'false',
  };
}

/** What a status means. What the service wrote beside it is not kept: it may hold what was said. */
function throwUnlessWell({ status, headers }: NeighbourAnswer, host: string, now: Date): void {
  if (status >= 200 && status < 300) return;
  const details = { host, status };
  const waits = retryAfterMs(headers['retry-after'], now.getTime());
  if (status === 429)
    throw new NeighbourError('audio_busy', { details, outcome: 'not_sent', retryAfterMs: waits });
  if (status === 408 || status >= 500)
    throw new NeighbourError('audio_fault', { details, outcome: 'uncertain', isOutage: status >= 500 });
  throw new NeighbourError('audio_refused', { details, outcome: 'refused' });
}
