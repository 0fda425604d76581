import { setTimeout as sleep } from 'node:timers/promises';
import {
  type Attempted,
  attemptDelivery,
  type DeliverParts,
  type Outgoing,
} from '../services/deliver-webhooks.js';
import { handOutEvents } from '../services/hand-out-events.js';
import { takeDue, writeDown } from '../services/take-webhooks.js';

export interface WebhookSender {
  /** Hands out and sends all that is due, and waits for it. Never throws. */
  turn(): Promise<void>;
  start(): void;
  /** Ends attempts that are under way: they are made again, with the same id, after the next start. */
  stop(): Promise<void>;
}

const pauseMs = 1000;
/** Attempts that end so close together are written down, and followed by the next ones, in one go. */
const gatherMs = 10;

/** Sends events to those who want them; several processes may do so at once, each message goes out by one of them. */
export function createWebhookSender(given: DeliverParts): WebhookSender {
  const parts = { ...given, log: given.log.child({ source: 'webhook' }) };
  const { log } = parts;
  const stopping = new AbortController();
  const underWay = new Set<Promise<void>>();
  /** Attempts that are over and not written down yet. */
  const ended: Attempted[] = [];
  let first = 0;
  let wake: () => void = () => undefined;
  let isWoken = false;
  /** Nobody tells of events of other processes: those are looked for each second. */
  let lookForEventsAt = 0;
  let loop: Promise<void> = Promise.resolve();

  const wakeUp = () => {
    isWoken = true;
    wake();
  };
  const eventsCame = () => {
    lookForEventsAt = 0;
    wakeUp();
  };

  async function begin(outgoing: Outgoing): Promise<void> {
    try {
      const attempted = await attemptDelivery(parts, outgoing, stopping.signal);
      ended.push(attempted);
    } catch (error) {
      log.warn({ err: error }, 'a webhook broke off; it is sent again');
    }
  }

  /** Writes down what ended and takes what is next; what cannot be written together is written one by one. */
  async function next(): Promise<Outgoing[]> {
    const now = ended.splice(0);
    try {
      return await takeDue(parts, { ended: now, first });
    } catch (error) {
      if (now.length === 0) throw error;
      for (const one of now) await safely(() => writeDown(parts, [one]));
      return [];
    }
  }

  async function handOut(): Promise<void> {
    if (performance.now() < lookForEventsAt) return;
    lookForEventsAt = performance.now() + pauseMs;
    await handOutEvents(parts);
  }

  /** Begins what may go now; answers how much. */
  async function pass(): Promise<number> {
    await handOut();
    const due = await next();
    first = (due.at(-1)?.endpoint.id ?? -1) + 1;
    for (const outgoing of due) {
      const attempt: Promise<void> = begin(outgoing).finally(() => {
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
    parts.bus.subscribe('event.recorded', eventsCame),
    parts.bus.subscribe('file.imported', eventsCame),
  ];

  return {
    turn: () =>
      safely(async () => {
        lookForEventsAt = 0;
        while ((await pass()) > 0) await Promise.all(underWay);
      }),
    start() {
      loop = (async () => {
        while (!stopping.signal.aborted) {
          await rest();
          if (!stopping.signal.aborted) await sleep(gatherMs);
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
      await safely(() => writeDown(parts, ended.splice(0)));
    },
  };
}
