import { setTimeout as sleep } from 'node:timers/promises';
import { gatherAlerts, type SendParts, sendDueMessages } from '../services/send-alerts.js';

export interface AlertSender {
  /** Gathers and sends what is due. Never throws. */
  turn(): Promise<void>;
  start(): void;
  /** Ends an attempt that is under way: it is repeated, with the same name, after the next start. */
  stop(): Promise<void>;
}

const pauseMs = 10_000;

/** Sends alerts out; several processes may do so at once, each message goes out by one of them. */
export function createAlertSender(parts: SendParts): AlertSender {
  const log = parts.log.child({ source: 'alert' });
  const stopping = new AbortController();
  let loop: Promise<void> = Promise.resolve();

  async function turn(): Promise<void> {
    try {
      await gatherAlerts({ ...parts, log });
      await parts.report?.queue();
      await sendDueMessages({ ...parts, log }, stopping.signal);
    } catch (error) {
      if (!stopping.signal.aborted) log.warn({ err: error }, 'alerts could not be sent; it is tried again');
    }
  }

  return {
    turn,
    start() {
      loop = (async () => {
        while (!stopping.signal.aborted) {
          await sleep(pauseMs, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined);
          if (!stopping.signal.aborted) await turn();
        }
      })();
    },
    async stop() {
      stopping.abort();
      await loop;
    },
  };
}
