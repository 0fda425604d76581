import { setTimeout as sleep } from 'node:timers/promises';
import { createOpenchsWork, type OpenchsWorkParts } from '../services/openchs-turn.js';

export interface OpenchsWorker {
  start(): void;
  /** Ends a call that is under way: what became of it is looked up after the next start. */
  stop(): Promise<void>;
}

const pauseMs = 5_000;

/** Sends cases to OpenCHS and reads their status; of several processes one does so at a time. */
export function createOpenchsWorker(parts: OpenchsWorkParts): OpenchsWorker {
  const work = createOpenchsWork(parts);
  const stopping = new AbortController();
  let loop: Promise<void> = Promise.resolve();

  async function turn(): Promise<void> {
    try {
      await work.turn(stopping.signal);
    } catch (error) {
      if (!stopping.signal.aborted)
        parts.log.warn(
          { err: error, source: 'openchs' },
          'OpenCHS could not be worked on; it is tried again',
        );
    }
  }

  return {
    start() {
      loop = (async () => {
        while (!stopping.signal.aborted) {
          await sleep(pauseMs, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined);
          if (!stopping.signal.aborted) await turn();
        }
        await work.leave();
      })();
    },
    async stop() {
      stopping.abort();
      await loop;
    },
  };
}
