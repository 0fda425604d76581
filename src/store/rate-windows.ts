import type { Db, Queryable } from '../db/db.js';
import { sql } from '../db/sql.js';

export interface RateWindow {
  /** Hits in the running window, this one included. */
  readonly hits: number;
  /** Instant as text, UTC. */
  readonly startedAt: string;
}

/** Counts one hit; a window older than `since` begins anew. Counted in the database, so that a restart forgets nothing. */
export async function countHit(
  db: Db,
  bucket: string,
  { now, since }: { readonly now: Date; readonly since: Date },
): Promise<RateWindow> {
  return await db.transaction(async (tx) => {
    await tx.upsert('rate_windows', [{ bucket, started_at: now, hits: 0 }], ['bucket'], []);
    // MySQL sets columns from left to right and sees the new values: hits must come before started_at.
    await tx.execute(sql`update rate_windows set
      hits = case when started_at <= ${since} then 1 else hits + 1 end,
      started_at = case when started_at <= ${since} then ${now} else started_at end
      where bucket = ${bucket}`);
    const row = await tx.first<{ hits: number; started_at: string }>(
      sql`select hits, started_at from rate_windows where bucket = ${bucket}`,
    );
    return { hits: row?.hits ?? 1, startedAt: row?.started_at ?? now.toISOString() };
  });
}

export async function clearHits(db: Queryable, bucket: string): Promise<void> {
  await db.execute(sql`delete from rate_windows where bucket = ${bucket}`);
}

export async function deleteOldWindows(db: Queryable, before: Date): Promise<number> {
  return await db.execute(sql`delete from rate_windows where started_at < ${before}`);
}
