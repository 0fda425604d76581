import { NeighbourError } from '../neighbour-error.js';
import type { AudioEnd, AudioEvent, SpokenText } from './audio-event.js';
import type { AudioOrder, AudioService, StreamWay } from './audio-service.js';
import { type AudioFailure, type AudioOutcome, failureOf, type ToldProgress } from './follow-task.js';
import type { Recording } from './upload-form.js';

export interface SendWatch {
  readonly told: ToldProgress;
  /** The service has the recording and works on it by this name; null = it has it and names nothing. */
  arrived(taskId: string | null): Promise<void>;
}

/** `follow` = it is worked on: the task is to be looked at. */
export type Sent = AudioOutcome | { readonly how: 'follow'; readonly taskId: string };

/**
 * Sends a recording once. Throws NeighbourError where it surely was not taken (`not_sent`, `refused`), AppError of the
 * recording itself, or the signal's reason.
 */
export async function sendRecording(
  service: AudioService,
  recording: Recording,
  order: AudioOrder & { readonly way: StreamWay | 'poll' },
  watch: SendWatch,
  signal: AbortSignal,
): Promise<Sent> {
  const { way } = order;
  if (way !== 'poll') return await sendAsStream(service, recording, { ...order, way }, watch, signal);
  try {
    const handed = await service.process(recording, order, signal);
    if ('spoken' in handed) return { how: 'completed', spoken: handed.spoken };
    await watch.arrived(handed.taskId);
    return { how: 'follow', taskId: handed.taskId };
  } catch (error) {
    return { how: 'unknown_or_expired', error: uncertainOr(error) };
  }
}

/** Of a failure after which nobody knows; any other is thrown on. */
function uncertainOr(error: unknown): AudioFailure {
  if (!(error instanceof NeighbourError) || error.outcome !== 'uncertain') throw error;
  return { code: error.code, details: error.details };
}

interface Heard {
  taskId: string | null;
  hasArrived: boolean;
  transcript: string | null;
  translation: string | null;
  risk: string | null;
  end: AudioEnd | null;
}

async function sendAsStream(
  service: AudioService,
  recording: Recording,
  order: AudioOrder & { readonly way: StreamWay },
  watch: SendWatch,
  signal: AbortSignal,
): Promise<Sent> {
  const heard: Heard = {
    taskId: null,
    hasArrived: false,
    transcript: null,
    translation: null,
    risk: null,
    end: null,
  };
  try {
    await service.stream(recording, order, (event) => hear(heard, event, watch), signal);
  } catch (error) {
    return sentOf(heard, uncertainOr(error));
  }
  return sentOf(heard, failureOf('audio_expired'));
}

async function hear(heard: Heard, event: AudioEvent, watch: SendWatch): Promise<void> {
  if (event.kind === 'task' ? heard.taskId !== event.id : !heard.hasArrived) {
    if (event.kind === 'task') heard.taskId = event.id;
    heard.hasArrived = true;
    await watch.arrived(heard.taskId);
  }
  if (event.kind === 'progress') watch.told(event.percent, event.step);
  else if (event.kind === 'transcript') heard.transcript = event.text;
  else if (event.kind === 'translation') heard.translation = event.text;
  else if (event.kind === 'risk') heard.risk = event.level;
  else if (event.kind === 'end') heard.end = event.how;
}

const failedEnds: ReadonlySet<AudioEnd | null> = new Set(['failed', 'cancelled', 'timeout', 'error']);

/** What a stream comes to, whole or not. `unclear` is said where nobody knows. */
function sentOf(heard: Heard, unclear: AudioFailure): Sent {
  const { taskId, transcript, translation, risk, end } = heard;
  if (failedEnds.has(end)) return { how: 'failed', error: failureOf('audio_failed') };
  const spoken: SpokenText | null = transcript === null ? null : { transcript, translation, risk };
  const isWhole = end !== null || taskId === null;
  if (spoken !== null && isWhole) return { how: 'completed', spoken };
  // No last frame: the task itself says how it ended.
  if (taskId !== null && end !== 'completed') return { how: 'follow', taskId };
  if (end === 'completed') return { how: 'failed', error: failureOf('audio_no_text') };
  return { how: 'unknown_or_expired', error: unclear };
}
