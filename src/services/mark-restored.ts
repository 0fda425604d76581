import type { Db } from '../db/db.js';
import { renewFeed } from '../store/changes.js';
import { doubtOutbox, noteLostTime } from '../store/restored.js';

/**
 * After a restore: whoever copied rows from here must not go on from a number that means another change now, and what this
 * database takes for unsent is not sent to others as if it were new.
 */
export async function markRestored(db: Db, now: Date): Promise<void> {
  await db.transaction(async (tx) => {
    await renewFeed(tx);
    await noteLostTime(tx, now);
    await doubtOutbox(tx, now, now);
  });
}
