import { setTimeout as sleep } from 'node:timers/promises';
import { NeighbourError } from '../neighbour-error.js';
import { type AudioEvent, audioEvents } from './audio-event.js';
import { jsonObjects } from './json-lines.js';

export interface AudioStreamLimits {
  /** No byte for so long. */
  readonly idleMs: number;
  readonly totalMs: number;
}

export const audioStreamLimits: AudioStreamLimits = { idleMs: 30_000, totalMs: 960_000 };

/**
 * The events of a stream of the service, in any of its forms, up to its end. Ends without one where the service does;
 * throws audio_silent and audio_stream_unreadable.
 */
export async function* readAudioStream(
  bytes: AsyncIterable<Uint8Array>,
  host: string,
  limits: AudioStreamLimits = audioStreamLimits,
): AsyncGenerator<AudioEvent> {
  for await (const object of jsonObjects(withLimits(bytes, host, limits), host))
    for (const event of audioEvents(object)) {
      yield event;
      if (event.kind === 'end') return;
    }
}

async function* withLimits(
  bytes: AsyncIterable<Uint8Array>,
  host: string,
  { idleMs, totalMs }: AudioStreamLimits,
): AsyncGenerator<Uint8Array> {
  const until = performance.now() + totalMs;
  const iterator = bytes[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await within(iterator.next(), Math.min(idleMs, until - performance.now()));
      if (next === 'late')
        throw new NeighbourError('audio_silent', {
          details: { host, seconds: Math.round(idleMs / 1000) },
          outcome: 'uncertain',
          isOutage: true,
        });
      if (next.done) return;
      yield next.value;
    }
  } finally {
    // The source is told, and not waited for: it may hang.
    iterator.return?.().catch(() => undefined);
  }
}

async function within<T>(work: Promise<T>, ms: number): Promise<T | 'late'> {
  const stop = new AbortController();
  const late = sleep(Math.max(0, ms), 'late' as const, { signal: stop.signal }).catch(() => 'late' as const);
  try {
    return await Promise.race([work, late]);
  } finally {
    stop.abort();
    // Nobody waits for it any more when it was late; how it ends then is of no use.
    work.catch(() => undefined);
  }
}
