/**
 * A database that was restored from a backup knows nothing of what was done between the two, while other systems do. What
 * it says is still to be sent may have been sent, and what it is told anew it may have known before.
 */
import type { Queryable } from '../db/db.js';
import { sql } from '../db/sql.js';

/** The time that is lost here; instants are ISO 8601 UTC. Of several restores the earliest beginning and the latest end. */
export interface LostTime {
  readonly lost_since: string;
  readonly restored_at: string;
}

/** Whether a migration was applied: a backup may be of an earlier version. */
async function isMigrated(db: Queryable, name: string): Promise<boolean> {
  const found = await db.first(sql`select version from schema_migrations where version like ${`%-${name}`}`);
  return found !== null;
}

/** Keeps which time is lost: from the last change that the backup has until now. */
export async function noteLostTime(tx: Queryable, now: Date): Promise<void> {
  if (!(await isMigrated(tx, 'change-clock-restored'))) return;
  await tx.execute(sql`
    update change_clock set lost_since = coalesce(lost_since, last_at), restored_at = ${now} where id = 1`);
}

/** null = it was never restored. */
export async function lostTime(db: Queryable): Promise<LostTime | null> {
  return await db.first<LostTime>(sql`
    select lost_since, restored_at from change_clock where id = 1 and restored_at is not null`);
}

/** Whether NHSO made a workbook after a day. */
export async function isFileAfter(db: Queryable, fileId: number, day: string): Promise<boolean> {
  const found = await db.first(
    sql`select id from eclaim_imported_files where id = ${fileId} and file_date > ${day}`,
  );
  return found !== null;
}

/** Whatever was still to be sent to OpenCHS may be there by now: it is looked for, and where that cannot be, a person looks. */
export async function doubtOutbox(tx: Queryable, lookAt: Date, now: Date): Promise<number> {
  if (!(await isMigrated(tx, 'openchs-outbox'))) return 0;
  await tx.execute(sql`update openchs_targets set lease_by = null, lease_until = null`);
  return tx.execute(sql`
    update openchs_outbox set state = 'uncertain', was_uncertain = ${true}, next_at = ${lookAt},
      problem = 'openchs_restored', details = null, updated_at = ${now}
    where state in ('new', 'retry', 'sending') or (state = 'uncertain' and next_at is not null)`);
}
