import type { Queryable } from '../db/db.js';
import { sql } from '../db/sql.js';

/** State of the sign-in at an upstream, as people see it. */
export interface UpstreamSessionRow {
  readonly upstream: string;
  readonly account: string;
  readonly state: string;
  readonly signed_in_at: string | null;
  readonly expires_at: string | null;
  readonly message: string | null;
}

/** Newest first. */
export function findUpstreamSessions(db: Queryable): Promise<UpstreamSessionRow[]> {
  return db.query<UpstreamSessionRow>(
    sql`select upstream, account, state, signed_in_at, expires_at, message from upstream_sessions
        order by updated_at desc`,
  );
}
