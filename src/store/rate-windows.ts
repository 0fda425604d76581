import type { Db, Queryable } from '../db/db.js';
import { raw, sql } from '../db/sql.js';

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

export interface CountedCall {
  /** Calls in the running window, this one included. */
  readonly calls: number;
  /** Until the window ends, by the database's clock; 0 to its length. */
  readonly secondsLeft: number;
  /** When it ends. */
  readonly endsAt: Date;
}

/**
 * Counts one call in a window that begins with the first one, by the clock of the database alone: so that several
 * processes share one count, whatever their clocks say.
 */
export async function countCall(db: Db, bucket: string, seconds: number): Promise<CountedCall> {
  const over = sql`rate_windows.started_at <= current_timestamp(6) - ${raw(`interval '${Math.trunc(seconds)}' second`)}`;
  return await db.transaction(async (tx) => {
    // MySQL sets columns from left to right and sees the new values: hits must come before started_at.
    await tx.execute(sql`insert into rate_windows (bucket, started_at, hits)
      values (${bucket}, current_timestamp(6), 1)${db.dialect.otherwiseUpdate(['bucket'])}
      hits = case when ${over} then 1 else rate_windows.hits + 1 end,
      started_at = case when ${over} then current_timestamp(6) else rate_windows.started_at end`);
    // In the same transaction, whose lock keeps others out: the count is that of this very call.
    const row = await tx.first<{ hits: number; started_at: string; at: string }>(
      sql`select hits, started_at, current_timestamp(6) as at from rate_windows where bucket = ${bucket}`,
    );
    const endsAt = Date.parse(row?.started_at ?? '') + seconds * 1000;
    const left = (endsAt - Date.parse(row?.at ?? '')) / 1000;
    return {
      calls: row?.hits ?? 1,
      secondsLeft: Math.min(seconds, Math.max(0, left)),
      endsAt: new Date(endsAt),
    };
  });
}

export async function clearHits(db: Queryable, bucket: string): Promise<void> {
  await db.execute(sql`delete from rate_windows where bucket = ${bucket}`);
}

export async function deleteOldWindows(db: Queryable, before: Date): Promise<number> {
  return await db.execute(sql`delete from rate_windows where started_at < ${before}`);
}
