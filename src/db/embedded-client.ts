import { Worker } from 'node:worker_threads';
import { DbError } from './db.js';
import {
  crashed,
  type EmbeddedAnswer,
  type EmbeddedRequest,
  type EmbeddedResult,
  type EmbeddedThreadData,
  openedId,
} from './embedded-messages.js';
import { postgresqlError } from './postgresql-dialect.js';

/** The front of one thread of the embedded database. */
export interface EmbeddedClient {
  /** False once the thread has ended, by itself or by a fault. */
  isAlive(): boolean;
  /** `given` = bytes of the request that its caller does not use any more: they are handed over instead of copied. */
  ask(request: EmbeddedRequest, given?: readonly ArrayBuffer[]): Promise<EmbeddedResult>;
  /** Closes the database and ends the thread; after ten seconds without an answer the thread is ended as it is. */
  close(): Promise<void>;
}

interface Waiting {
  resolve(answer: EmbeddedResult): void;
  reject(error: DbError): void;
}

const closeMs = 10_000;

function driverError({ message, code }: { message: string; code: string }): DbError {
  return postgresqlError(Object.assign(new Error(message), { code }));
}

/** Starts the thread and waits until its database is open; with `makeOnly` until it is made and the thread has ended. */
export async function startEmbeddedThread(data: EmbeddedThreadData): Promise<EmbeddedClient> {
  const worker = new Worker(new URL('./embedded-thread.js', import.meta.url), { workerData: data });
  const waiting = new Map<number, Waiting>();
  let nextId = openedId;
  let alive = true;

  const ended = new Promise<void>((resolve) => {
    worker.on('exit', () => {
      alive = false;
      for (const { reject } of waiting.values())
        reject(new DbError('unavailable', 'the thread of the embedded database ended', null));
      waiting.clear();
      resolve();
    });
  });
  worker.on('error', (error) => {
    alive = false;
    for (const { reject } of waiting.values())
      reject(new DbError('unavailable', 'the thread of the embedded database failed', error));
    waiting.clear();
  });
  worker.on('message', (message: EmbeddedAnswer) => {
    const asker = waiting.get(message.id);
    waiting.delete(message.id);
    if (!('error' in message)) asker?.resolve(message);
    else {
      if (message.error.code === crashed) alive = false;
      asker?.reject(driverError(message.error));
    }
  });

  function expect(id: number): Promise<EmbeddedResult> {
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
    });
  }

  await expect(openedId);
  if (data.makeOnly) await ended;
  const ask: EmbeddedClient['ask'] = (request, given = []) => {
    if (!alive)
      return Promise.reject(new DbError('unavailable', 'the thread of the embedded database ended', null));
    nextId += 1;
    const answer = expect(nextId);
    worker.postMessage({ id: nextId, request }, given);
    return answer;
  };
  return {
    isAlive: () => alive,
    ask,
    async close() {
      if (!alive) return;
      const timer = setTimeout(() => worker.terminate(), closeMs);
      // The thread may end before it answers; ended either way.
      await ask({ kind: 'close' }).catch(() => undefined);
      await ended;
      clearTimeout(timer);
    },
  };
}
