import { setTimeout as sleep } from 'node:timers/promises';
import { isFinished } from '../domain/job.js';
import { type LookParts, lookAround } from '../services/look-around.js';

export interface Lookout {
  /** One look at what alerts are about. Never throws. */
  look(): Promise<void>;
  /** Looks soon, after each job that ends, and every five minutes until `stop`. */
  start(): void;
  stop(): Promise<void>;
}

const pauseMs = 5 * 60_000;
/** Jobs that end together are looked at together. */
const gatherMs = 1000;

/** Keeps the alerts about work and surroundings true; several processes may do so at once. */
export function createLookout(parts: LookParts): Lookout {
  const log = parts.log.child({ source: 'alert' });
  const stopping = new AbortController();
  let wake = new AbortController();
  let loop: Promise<void> = Promise.resolve();
  let unsubscribe: (() => void) | null = null;

  async function look(): Promise<void> {
    try {
      await lookAround({ ...parts, log });
    } catch (error) {
      log.warn({ err: error }, 'alerts could not be looked at; the next look tries again');
    }
  }

  async function pause(ms: number, signal: AbortSignal): Promise<void> {
    await sleep(ms, undefined, { signal, ref: false }).catch(() => undefined);
  }

  return {
    look,
    start() {
      unsubscribe = parts.bus.subscribe('job.changed', ({ status }) => {
        if (isFinished(status)) wake.abort();
      });
      loop = (async () => {
        while (!stopping.signal.aborted) {
          wake = new AbortController();
          await pause(gatherMs, stopping.signal);
          if (stopping.signal.aborted) return;
          await look();
          await pause(pauseMs, AbortSignal.any([wake.signal, stopping.signal]));
        }
      })();
    },
    async stop() {
      unsubscribe?.();
      stopping.abort();
      await loop;
    },
  };
}
