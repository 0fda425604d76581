import { setTimeout as sleep } from 'node:timers/promises';
import { type HouseParts, keepHouse } from '../services/keep-house.js';

export interface Housekeeper {
  start(): void;
  /** Resolves when the step that runs has ended. */
  stop(): Promise<void>;
}

const hourMs = 3_600_000;
/** Soon, so that a server that is often started anew cleans as well; not at once, where there is enough to do. */
const firstMs = 60_000;

/** Takes away what is over, a minute after the start and then every hour. */
export function createHousekeeper(parts: HouseParts, first: number = firstMs): Housekeeper {
  const stopping = new AbortController();
  const { signal } = stopping;
  let loop: Promise<void> = Promise.resolve();
  const pause = async (ms: number) => {
    await sleep(ms, undefined, { signal, ref: false }).catch(() => undefined);
  };
  return {
    start() {
      loop = (async () => {
        for (let ms = first; ; ms = hourMs) {
          await pause(ms);
          if (signal.aborted) return;
          try {
            await keepHouse(parts, signal);
          } catch (error) {
            parts.log.warn({ err: error }, 'housekeeping failed; it runs again in an hour');
          }
        }
      })();
    },
    async stop() {
      stopping.abort();
      await loop;
    },
  };
}
