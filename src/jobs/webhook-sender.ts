import { attemptDelivery, type DeliverParts, handOutEvents, takeDue } from '../services/deliver-webhooks.js';

export interface WebhookSender {
  /** Hands out and sends all that is due, and waits for it. Never throws. */
  turn(): Promise<void>;
  start(): void;
  /** Ends attempts that are under way: they are made again, with the same id, after the next start. */
  stop(): Promise<void>;
}

const pauseMs = 1000;

/** Sends events to those who want them; several processes may do so at once, each message goes out by one of them. */
export function createWebhookSender(parts: DeliverParts): WebhookSender {
  const log = parts.log.child({ source: 'webhook' });
  const stopping = new AbortController();
  const underWay = new Set<Promise<void>>();
  let first = 0;
  let wake: () => void = () => undefined;
  let isWoken = false;
  let loop: Promise<void> = Promise.resolve();

  const wakeUp = () => {
    isWoken = true;
    wake();
  };

  /** Begins what may go now; answers how much. */
  async function pass(): Promise<number> {
    await handOutEvents(parts);
    const due = await takeDue(parts, first);
    first = (due.at(-1)?.endpointId ?? -1) + 1;
    for (const delivery of due) {
      const attempt: Promise<void> = attemptDelivery({ ...parts, log }, delivery, stopping.signal)
        .catch((error: unknown) => {
          if (!stopping.signal.aborted)
            log.warn({ err: error }, 'a webhook was not written down; it is sent again');
        })
        .finally(() => {
          underWay.delete(attempt);
          wakeUp();
        });
      underWay.add(attempt);
    }
    return due.length;
  }

  async function safely(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!stopping.signal.aborted) log.warn({ err: error }, 'webhooks could not be sent; it is tried again');
    }
  }

  /** Until somebody wakes it, or a second is over. */
  function rest(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, pauseMs);
      timer.unref();
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
      if (isWoken || stopping.signal.aborted) wake();
    });
  }

  const subscriptions = [
    parts.bus.subscribe('event.recorded', wakeUp),
    parts.bus.subscribe('file.imported', wakeUp),
  ];

  return {
    turn: () =>
      safely(async () => {
        while ((await pass()) > 0) await Promise.all(underWay);
      }),
    start() {
      loop = (async () => {
        while (!stopping.signal.aborted) {
          await rest();
          isWoken = false;
          if (!stopping.signal.aborted) await safely(pass);
        }
      })();
    },
    async stop() {
      for (const unsubscribe of subscriptions) unsubscribe();
      stopping.abort();
      wake();
      await loop;
      await Promise.all(underWay);
    },
  };
}
