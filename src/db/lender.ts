import { DbError } from './db.js';
import type { Connection, ConnectionSource } from './dialect.js';

/** What a driver's pool must be able to do. Its errors are DbErrors already. */
export interface DriverPool<Client extends object> {
  take(): Promise<Client>;
  /** Settings of a new session. */
  prepare(client: Client): Promise<void>;
  /** A trivial round trip. */
  check(client: Client): Promise<void>;
  giveBack(client: Client, broken: boolean): void;
  connectionOf(client: Client): Connection;
  close(): Promise<void>;
}

// A connection that rested longer may have been cut by the server or a firewall without anybody noticing.
const restWithoutCheckMs = 1_000;

/**
 * Lends connections of a pool. One that rested is tried first and replaced if it is dead, so that a database that was
 * started anew costs nobody an error; afterwards nothing is repeated, since a statement may have been done already.
 */
export function createLender<Client extends object>(pool: DriverPool<Client>): ConnectionSource {
  const lastUse = new WeakMap<Client, number>();

  async function isAlive(client: Client): Promise<boolean> {
    const used = lastUse.get(client);
    if (used !== undefined && Date.now() - used < restWithoutCheckMs) return true;
    try {
      await (used === undefined ? pool.prepare(client) : pool.check(client));
      return true;
    } catch (error) {
      pool.giveBack(client, true);
      // A new connection that cannot be prepared will not be better the next time.
      if (used === undefined) throw error;
      return false;
    }
  }

  async function borrow(): Promise<Client> {
    for (;;) {
      const client = await pool.take();
      if (await isAlive(client)) return client;
    }
  }

  return {
    async use(work) {
      const client = await borrow();
      let broken = false;
      const connection = pool.connectionOf(client);
      const watched = <T>(step: Promise<T>): Promise<T> =>
        step.catch((error: unknown) => {
          broken ||= error instanceof DbError && error.kind === 'unavailable';
          throw error;
        });
      try {
        return await work({
          run: (statement) => watched(connection.run(statement)),
          script: (text) => watched(connection.script(text)),
          load: (table, columns, rows) => watched(connection.load(table, columns, rows)),
          loadText: (table, columns, batches) => watched(connection.loadText(table, columns, batches)),
        });
      } finally {
        lastUse.set(client, Date.now());
        pool.giveBack(client, broken);
      }
    },
    close: () => pool.close(),
  };
}
