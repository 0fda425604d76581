import type { Queryable, Tx } from '../db/db.js';
import { sql } from '../db/sql.js';

/** A site of OpenCHS as the worker left it; instants are ISO 8601 UTC. */
export interface OpenchsTargetRow {
  readonly target: string;
  readonly leaseBy: string | null;
  readonly leaseUntil: string | null;
  readonly checkpoint: string | null;
  readonly tellsChanges: boolean | null;
  readonly nextSyncAt: string | null;
  readonly syncedAt: string | null;
  readonly contactAt: string | null;
  readonly breaker: string;
  readonly breakerSince: string | null;
  readonly breakerUntil: string | null;
  readonly cause: string | null;
  readonly stoppedFor: string | null;
  readonly problem: string | null;
  readonly details: Readonly<Record<string, string | number>>;
}

export async function findOpenchsTarget(db: Queryable, target: string): Promise<OpenchsTargetRow | null> {
  const row = await db.first<Omit<OpenchsTargetRow, 'details'> & { readonly details: string | null }>(sql`
    select target, lease_by as "leaseBy", lease_until as "leaseUntil", checkpoint, tells_changes as "tellsChanges",
      next_sync_at as "nextSyncAt", synced_at as "syncedAt", contact_at as "contactAt", breaker,
      breaker_since as "breakerSince", breaker_until as "breakerUntil", cause, stopped_for as "stoppedFor", problem, details
    from openchs_targets where target = ${target}`);
  if (row === null) return null;
  // Written by this file alone, hence its shape is known.
  return {
    ...row,
    details: row.details === null ? {} : (JSON.parse(row.details) as OpenchsTargetRow['details']),
  };
}

/** Takes or keeps the work on a site until an instant; false where another process has it. */
export async function leaseOpenchsTarget(
  db: Queryable,
  {
    target,
    by,
    until,
    now,
  }: { readonly target: string; readonly by: string; readonly until: Date; readonly now: Date },
): Promise<boolean> {
  await db.upsert('openchs_targets', [{ target, breaker: 'closed', updated_at: now }], ['target'], []);
  const rows = await db.execute(sql`
    update openchs_targets set lease_by = ${by}, lease_until = ${until}, updated_at = ${now}
    where target = ${target} and (lease_by is null or lease_by = ${by} or lease_until <= ${now})`);
  return rows > 0;
}

/** Keeps the work until a later instant; false where it was taken over meanwhile, also where that process is done with it. */
export async function renewOpenchsLease(
  db: Queryable,
  { target, by, until }: { readonly target: string; readonly by: string; readonly until: Date },
): Promise<boolean> {
  const rows = await db.execute(sql`
    update openchs_targets set lease_until = ${until} where target = ${target} and lease_by = ${by}`);
  return rows > 0;
}

/**
 * Whether the work on a site is still this process's. Nobody takes it over before the transaction has ended, so what is
 * written in it is not written late.
 */
export async function holdsOpenchsLease(
  tx: Tx,
  { target, by }: { readonly target: string; readonly by: string },
): Promise<boolean> {
  const row = await tx.first<{ lease_by: string | null }>(
    sql`select lease_by from openchs_targets where target = ${target} for update`,
  );
  return row?.lease_by === by;
}

export async function leaveOpenchsTarget(db: Queryable, target: string, by: string): Promise<void> {
  await db.execute(sql`
    update openchs_targets set lease_by = null, lease_until = null where target = ${target} and lease_by = ${by}`);
}

/** Where the reading of changes stands; in the transaction in which they were applied. */
export async function saveOpenchsCheckpoint(
  tx: Queryable,
  target: string,
  read: { readonly checkpoint: string | null; readonly tellsChanges: boolean; readonly nextSyncAt: Date },
  now: Date,
): Promise<void> {
  await tx.execute(sql`
    update openchs_targets set checkpoint = ${read.checkpoint}, tells_changes = ${read.tellsChanges},
      next_sync_at = ${read.nextSyncAt}, synced_at = ${now}, stopped_for = null, problem = null, details = null,
      updated_at = ${now} where target = ${target}`);
}

/** When changes are read next, where they could not be read now, and why. */
export async function postponeOpenchsSync(
  db: Queryable,
  target: string,
  {
    nextSyncAt,
    problem,
    details,
  }: { readonly nextSyncAt: Date } & Pick<OpenchsTargetRow, 'problem' | 'details'>,
): Promise<void> {
  await db.execute(sql`
    update openchs_targets set next_sync_at = ${nextSyncAt}, stopped_for = null, problem = ${problem}, details = ${JSON.stringify(details)}
    where target = ${target}`);
}

export interface OpenchsHealth {
  readonly breaker: string;
  readonly since: Date | null;
  readonly until: Date | null;
  readonly cause: string | null;
}

export async function saveOpenchsHealth(
  db: Queryable,
  target: string,
  { breaker, since, until, cause }: OpenchsHealth,
  now: Date,
): Promise<void> {
  await db.execute(sql`
    update openchs_targets set breaker = ${breaker}, breaker_since = ${since}, breaker_until = ${until}, cause = ${cause},
      updated_at = ${now} where target = ${target}`);
}

export async function saveOpenchsContact(db: Queryable, target: string, now: Date): Promise<void> {
  await db.execute(sql`update openchs_targets set contact_at = ${now} where target = ${target}`);
}

/** Nothing goes on with these settings (their mark) until a person changes them; null = it goes on. */
export async function stopOpenchsTarget(
  db: Queryable,
  target: string,
  stop: {
    readonly stoppedFor: string | null;
    readonly problem: string | null;
    readonly details: Readonly<Record<string, string | number>>;
  },
  now: Date,
): Promise<void> {
  await db.execute(sql`
    update openchs_targets set stopped_for = ${stop.stoppedFor}, problem = ${stop.problem},
      details = ${JSON.stringify(stop.details)}, updated_at = ${now} where target = ${target}`);
}
