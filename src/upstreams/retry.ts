import { setTimeout as sleep } from 'node:timers/promises';
import { isPassingCause } from '../domain/job-retry.js';
import { UpstreamError } from './upstream-error.js';
import { longestWaitMs } from './upstream-settings.js';

export function mayPass(error: unknown): error is UpstreamError {
  return error instanceof UpstreamError && isPassingCause(error.code);
}

/** The site says that we ask too fast. */
export function isTooFast(error: UpstreamError): boolean {
  return error.code === 'http_429' || error.code === 'http_403';
}

const longestRetryAfterMs = 24 * 3_600_000;

/** Milliseconds of a Retry-After header (seconds or an HTTP date), at most a day; null if there is none. */
export function retryAfterMs(header: string | undefined, now: number): number | null {
  const text = header?.trim() ?? '';
  if (text === '') return null;
  const wait = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now;
  return Number.isFinite(wait) ? Math.min(Math.max(0, wait), longestRetryAfterMs) : null;
}

export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  if (ms <= 0) return;
  try {
    await sleep(ms, undefined, { signal });
  } catch (cause) {
    signal.throwIfAborted();
    throw cause;
  }
}

export interface RetryPlan {
  /** One more try for each entry. */
  readonly delaysMs: readonly number[];
  readonly tooFastWaitMs: number;
  readonly signal: AbortSignal;
  /** Failures that are tried again; by default all that may pass. */
  readonly passes?: (error: UpstreamError) => boolean;
  /** Told before each wait. */
  readonly onRetry?: (error: UpstreamError, waitMs: number) => void;
}

/**
 * Does `work` again while its failure may pass; the last failure is thrown, and at once one whose site wants to be left
 * alone for longer than a run should wait.
 */
export async function withRetries<T>(plan: RetryPlan, work: () => Promise<T>): Promise<T> {
  for (let tried = 0; ; tried += 1) {
    try {
      return await work();
    } catch (error) {
      const delay = plan.delaysMs[tried];
      if (!mayPass(error) || delay === undefined || plan.passes?.(error) === false) throw error;
      if ((error.retryAfterMs ?? 0) > longestWaitMs) throw error;
      const wait = error.retryAfterMs ?? (isTooFast(error) ? plan.tooFastWaitMs : delay);
      plan.onRetry?.(error, wait);
      await pause(wait, plan.signal);
    }
  }
}
