import type { Queryable } from '../db/db.js';
import { sql } from '../db/sql.js';

/** Somebody who wants an account for himself: `PROCESS#JOB`; the same one may take it again. */
export interface LeaseAsked {
  /** Row of upstream_sessions. */
  readonly id: number;
  readonly by: string;
  /** A holder who said nothing for so long is dead. */
  readonly silenceMs: number;
  /** Whether the process of a holder is surely gone. */
  readonly isGone: (holder: string) => boolean;
}

interface LeaseRow {
  readonly leased_by: string | null;
  readonly lease_beat_at: string | null;
  readonly read_at: string;
}

/** Takes the lease of an account where it is free, its holder is dead, or it is this one's already. */
export async function takeLease(db: Queryable, { id, by, silenceMs, isGone }: LeaseAsked): Promise<boolean> {
  // All by the clock of the database: those of several machines differ.
  const row = await db.first<LeaseRow>(
    sql`select leased_by, lease_beat_at, current_timestamp(6) as read_at from upstream_sessions where id = ${id}`,
  );
  if (row === null) return false;
  const holder = row.leased_by;
  const silentSince = new Date(Date.parse(row.read_at) - silenceMs);
  const isDead = holder !== null && (holder === by || isGone(holder));
  const free =
    holder === null
      ? sql`leased_by is null`
      : isDead
        ? sql`leased_by = ${holder}`
        : sql`leased_by = ${holder} and lease_beat_at < ${silentSince}`;
  const rows = await db.execute(
    sql`update upstream_sessions set leased_by = ${by}, lease_beat_at = current_timestamp(6) where id = ${id} and ${free}`,
  );
  return rows > 0;
}

/** Says that the holder lives; false where the lease is no longer his. */
export async function beatLease(db: Queryable, id: number, by: string): Promise<boolean> {
  const rows = await db.execute(
    sql`update upstream_sessions set lease_beat_at = current_timestamp(6) where id = ${id} and leased_by = ${by}`,
  );
  return rows > 0;
}

export async function endLease(db: Queryable, id: number, by: string): Promise<void> {
  await db.execute(
    sql`update upstream_sessions set leased_by = null, lease_beat_at = null where id = ${id} and leased_by = ${by}`,
  );
}
