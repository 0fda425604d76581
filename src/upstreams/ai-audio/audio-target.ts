import type { NeighbourCodes } from '../neighbour-error.js';
import type { AudioStreamLimits } from './read-audio-stream.js';

/** Everything the client of the audio service needs to know; `config` gives it, tests make it short. */
export interface AudioTarget {
  /** A path may follow the host, without a slash at its end. */
  readonly baseUrl: string;
  readonly verifyTls: boolean;
  readonly allowedNetworks: readonly string[];
  readonly extraCa: string | null;
  readonly userAgent: string;
  readonly connectMs: number;
  /** Of a call that carries no recording. */
  readonly totalMs: number;
  /** Of one that does. */
  readonly uploadMs: number;
  readonly stream: AudioStreamLimits;
  readonly maxAnswerBytes: number;
  /** Waits between two looks at a task: the first, and the longest to which they grow. */
  readonly pollMs: readonly [first: number, longest: number];
  readonly now: () => Date;
  /** Waits; rejects when the signal aborts. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** 0 to 1, for waits that differ between servers. */
  readonly random: () => number;
}

export const audioLimits = {
  connectMs: 5_000,
  totalMs: 30_000,
  uploadMs: 960_000,
  stream: { idleMs: 30_000, totalMs: 960_000 },
  maxAnswerBytes: 20 * 1024 * 1024,
  pollMs: [2_000, 15_000],
} as const satisfies Partial<AudioTarget>;

export const audioCodes: NeighbourCodes = {
  unreachable: 'audio_unreachable',
  silent: 'audio_silent',
  tlsFailed: 'audio_tls_failed',
  brokenOff: 'audio_broken_off',
  redirected: 'audio_redirected',
  addressNotAllowed: 'audio_address_not_allowed',
  strangeAnswer: 'audio_strange_answer',
  paused: 'audio_paused',
};
