import type { Db, Queryable } from '../db/db.js';
import { join, sql } from '../db/sql.js';
import { clearHits, countHit } from './rate-windows.js';

const hourMs = 3_600_000;
const blockMs = 24 * hourMs;
const mostWrong = 20;

const blockedBucket = (addressHash: string) => `otp blocked ${addressHash}`;
const hourBucket = (addressHash: string, hour: number) => `otp wrong ${addressHash} ${hour}`;

/** The running hour and the 24 before it: whatever was tried within a day lies in one of them. */
function dayOfBuckets(addressHash: string, now: Date): string[] {
  const hour = Math.floor(now.getTime() / hourMs);
  return Array.from({ length: 25 }, (_, ago) => hourBucket(addressHash, hour - ago));
}

/** Whether codes open nothing for the address. */
export async function isOtpBlocked(db: Queryable, addressHash: string, now: Date): Promise<boolean> {
  const since = new Date(now.getTime() - blockMs);
  const row = await db.first<{ hits: number }>(
    sql`select hits from rate_windows where bucket = ${blockedBucket(addressHash)} and started_at > ${since}`,
  );
  return row !== null;
}

/**
 * Notes a wrong try of a code. The twentieth within a day blocks the address for a day from then on, and what led to it is
 * forgotten, so that it does not block once more. Not to be called while it is blocked: nobody can make a block longer.
 */
export async function noteWrongOtp(db: Db, addressHash: string, now: Date): Promise<void> {
  const buckets = dayOfBuckets(addressHash, now);
  const [current = ''] = buckets;
  await countHit(db, current, { now, since: new Date(now.getTime() - 2 * hourMs) });
  const row = await db.first<{ tries: number }>(
    sql`select coalesce(sum(hits), 0) as tries from rate_windows where bucket in (${join(buckets)})`,
  );
  if (Number(row?.tries ?? 0) < mostWrong) return;
  await countHit(db, blockedBucket(addressHash), { now, since: new Date(now.getTime() - blockMs) });
  for (const bucket of buckets) await clearHits(db, bucket);
}
