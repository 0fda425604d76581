/** The row that gives changes their numbers and instants (see changes.ts), as readers need it. */
import type { Db, Queryable } from '../db/db.js';
import { sql } from '../db/sql.js';

export interface ChangeClock {
  readonly feed: string;
  readonly last_no: number;
  readonly purged_no: number;
  /**
   * Behind the last change that is committed, and before or at the next one: whatever bears an earlier instant is to be
   * seen now. The time of day is no such instant, for a change gets its own before it is committed; nor can it be put back.
   */
  readonly covered: string;
}

export async function readClock(db: Queryable): Promise<ChangeClock> {
  const clock = await db.first<ChangeClock>(
    sql`select feed, last_no, purged_no, ${db.dialect.justAfter(sql`last_at`)} as covered from change_clock where id = 1`,
  );
  if (!clock) throw new RangeError('change_clock has no row');
  return clock;
}

/** What is read after this holds every change of before this instant, UTC text. */
export async function coveredUntil(db: Queryable): Promise<string> {
  return (await readClock(db)).covered;
}

/** Waits until who has taken a number has committed it: what is closed later bears a later instant than now. */
export async function waitForClosing(db: Db): Promise<void> {
  await db.transaction((tx) => tx.query(sql`select last_no from change_clock where id = 1 for update`));
}
