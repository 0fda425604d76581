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

const isUnavailable = (error: unknown) => error instanceof DbError && error.kind === 'unavailable';

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
      const watched = async <T>(step: () => Promise<T>, isSpoiled = isUnavailable): Promise<T> => {
        // One that was left in the middle of an answer would make the next statement wait for its rest.
        if (broken) throw new DbError('unavailable', 'the connection is of no use any more', null);
        try {
          return await step();
        } catch (error) {
          broken = isSpoiled(error);
          throw error;
        }
      };
      try {
        return await work({
          run: (statement) => watched(() => connection.run(statement)),
          script: (text) => watched(() => connection.script(text)),
          load: (...given) => watched(() => connection.load(...given)),
          loadText: (...given) => watched(() => connection.loadText(...given)),
          eachText: (...given) =>
            watched(
              () => connection.eachText(...given),
              () => true,
            ),
        });
      } finally {
        lastUse.set(client, Date.now());
        pool.giveBack(client, broken);
      }
    },
    close: () => pool.close(),
  };
}
