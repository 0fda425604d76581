import { setTimeout as sleep } from 'node:timers/promises';
import { type FireParts, fireDueSchedules } from './fire-schedules.js';

export interface Scheduler {
  /** One look at the clock; starts the job of each schedule whose moment has come. Never throws. */
  look(): Promise<void>;
  /** Looks at once, which makes up what was missed while the machine was off, and then every 15 seconds until `stop`. */
  start(): void;
  stop(): Promise<void>;
}

/** Short, so that a clock that was set or a machine that slept is noticed; a look is one small query. */
const pauseMs = 15_000;

/** Starts downloads at their times. Every process that serves may have one: the database decides which of them starts a run. */
export function createScheduler(parts: FireParts): Scheduler {
  const log = parts.log.child({ source: 'schedule' });
  const stopping = new AbortController();
  let loop: Promise<void> = Promise.resolve();

  async function look(): Promise<void> {
    try {
      await fireDueSchedules({ ...parts, log });
    } catch (error) {
      log.warn({ err: error }, 'schedules could not be looked at; the next look tries again');
    }
  }

  return {
    look,
    start() {
      loop = (async () => {
        while (!stopping.signal.aborted) {
          await look();
          await sleep(pauseMs, undefined, { signal: stopping.signal }).catch(() => undefined);
        }
      })();
    },
    async stop() {
      stopping.abort();
      await loop;
    },
  };
}
