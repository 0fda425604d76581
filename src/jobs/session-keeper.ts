import { setTimeout as sleep } from 'node:timers/promises';
import { lookAfterSessions } from '../services/look-after-sessions.js';
import type { SeatGround } from '../services/take-seat.js';

const pauseMs = 30_000;

/** Looks after the sessions at NHSO every half minute; answers what ends it. */
export function startSessionKeeper(ground: SeatGround & { readonly now: () => Date }): () => Promise<void> {
  const stopping = new AbortController();
  const { signal } = stopping;
  const loop = (async () => {
    for (;;) {
      await sleep(pauseMs, undefined, { signal, ref: false }).catch(() => undefined);
      if (signal.aborted) return;
      try {
        await lookAfterSessions(ground, ground.now());
      } catch (error) {
        ground.log.warn({ source: 'eclaim', err: error }, 'the sessions at NHSO could not be looked after');
      }
    }
  })();
  return async () => {
    stopping.abort();
    await loop;
  };
}
