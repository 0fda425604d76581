import type { Queryable } from '../db/db.js';
import { sql } from '../db/sql.js';

/** States of a sign-in at an upstream (formats/tables.md 8). */
export type UpstreamState = 'signed_out' | 'needs_otp' | 'needs_scan' | 'signed_in' | 'expired' | 'refused';

export interface UpstreamSession {
  readonly upstream: string;
  readonly account: string;
  readonly state: UpstreamState;
  /** ISO 8601, UTC. */
  readonly signedInAt: string | null;
  /** Text for people (English), or null. */
  readonly message: string | null;
}

/** Writes the state that is shown to people. */
export async function saveUpstreamSession(
  db: Queryable,
  session: {
    readonly upstream: 'eclaim' | 'smt';
    readonly account: string;
    readonly state: UpstreamState;
    readonly message: string | null;
  },
): Promise<void> {
  const now = new Date();
  const signedIn = session.state === 'signed_in';
  const row = { ...session, signed_in_at: signedIn ? now : null, created_at: now, updated_at: now };
  const update = ['state', 'message', 'updated_at', ...(signedIn ? ['signed_in_at'] : [])];
  await db.upsert('upstream_sessions', [row], ['upstream', 'account'], update);
}

export async function findUpstreamSession(
  db: Queryable,
  upstream: string,
  account: string,
): Promise<UpstreamSession | null> {
  const row = await db.first<{ state: UpstreamState; signed_in_at: string | null; message: string | null }>(
    sql`select state, signed_in_at, message from upstream_sessions
        where upstream = ${upstream} and account = ${account}`,
  );
  return row && { upstream, account, state: row.state, signedInAt: row.signed_in_at, message: row.message };
}
