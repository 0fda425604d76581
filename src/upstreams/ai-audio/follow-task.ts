import type { ProblemCode } from '../../domain/problems/index.js';
import { NeighbourError } from '../neighbour-error.js';
import type { SpokenText } from './audio-event.js';
import type { AudioService, TaskState } from './audio-service.js';
import type { AudioTarget } from './audio-target.js';

/** What became of a recording that was sent. */
export type AudioOutcome =
  | { readonly how: 'completed'; readonly spoken: SpokenText }
  | { readonly how: 'failed' | 'unknown_or_expired'; readonly error: AudioFailure };

export interface AudioFailure {
  readonly code: ProblemCode;
  readonly details: Readonly<Record<string, string | number>>;
}

export const failureOf = (code: ProblemCode): AudioFailure => ({ code, details: {} });

export type ToldProgress = (percent: number | null, step: string | null) => void;

const growth = 1.5;

/**
 * Looks at a task until it ends, or until `deadline`: a task that the service does not know is called queued for ever.
 * A look that fails in passing is made again. Throws NeighbourError of a refusal, or the signal's reason.
 */
export async function followTask(
  service: AudioService,
  taskId: string,
  { target, deadline, told }: FollowOptions,
  signal: AbortSignal,
): Promise<AudioOutcome> {
  const { now, sleep, pollMs } = target;
  const [first, longest] = pollMs;
  for (let wait: number = first; ; wait = Math.min(longest, wait * growth)) {
    const left = deadline.getTime() - now().getTime();
    if (left <= 0) return { how: 'unknown_or_expired', error: failureOf('audio_expired') };
    await sleep(Math.min(wait, left), signal);
    const seen = await lookAt(service, taskId, signal);
    if (seen === null) continue;
    if (seen.state === 'failed') return { how: 'failed', error: failureOf('audio_failed') };
    if (seen.state === 'running') told(seen.percent, seen.step);
    else if (seen.spoken === null) return { how: 'failed', error: failureOf('audio_no_text') };
    else return { how: 'completed', spoken: seen.spoken };
  }
}

export interface FollowOptions {
  readonly target: Pick<AudioTarget, 'now' | 'sleep' | 'pollMs'>;
  readonly deadline: Date;
  readonly told: ToldProgress;
}

/** null = nothing was learnt, which may pass. */
async function lookAt(service: AudioService, taskId: string, signal: AbortSignal): Promise<TaskState | null> {
  try {
    return await service.task(taskId, signal);
  } catch (error) {
    if (!(error instanceof NeighbourError) || error.outcome === 'refused') throw error;
    return null;
  }
}
