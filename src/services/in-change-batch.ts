import { type Db, DbError, type Tx } from '../db/db.js';
import { type ChangeBatch, closeBatch, openBatch } from '../store/changes.js';

const mostTries = 5;

export interface Committed<T> {
  readonly answer: T;
  /** When the rows changed, as UTC text; null where none did. */
  readonly at: string | null;
}

/**
 * Does work in one transaction, with a change batch that is closed as its last step if rows were changed. Works that
 * wait for each other, or took one number at once, are tried again as a whole; what remains is thrown.
 */
export async function inChangeBatch<T>(
  db: Db,
  work: (tx: Tx, batch: ChangeBatch) => Promise<T>,
): Promise<Committed<T>> {
  for (let tries = 1; ; tries++) {
    try {
      return await db.transaction(async (tx) => {
        const batch = openBatch();
        const answer = await work(tx, batch);
        const closed = await closeBatch(tx, batch);
        return { answer, at: closed?.at ?? null };
      });
    } catch (error) {
      if (tries >= mostTries || !(error instanceof DbError)) throw error;
      if (error.kind !== 'lock_timeout' && error.kind !== 'duplicate') throw error;
    }
  }
}
