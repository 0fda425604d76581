import type { Queryable } from '../db/db.js';
import { join, sql } from '../db/sql.js';

/** `page` = a signed-in browser, `link` = a sign-in link that works once, `otp` = opens the API alone. */
export type SessionKind = 'page' | 'link' | 'otp';

export interface NewSession {
  /** SHA-256 of the token, hex; the token itself is kept nowhere. */
  readonly tokenHash: string;
  readonly userId: number;
  readonly kind: SessionKind;
  readonly address: string;
  readonly userAgent: string;
  readonly now: Date;
  readonly expiresAt: Date;
}

export interface UserSession {
  readonly id: number;
  readonly tokenHash: string;
  readonly userId: number;
  readonly address: string | null;
  readonly userAgent: string | null;
  /** Instants as text, UTC. */
  readonly startedAt: string;
  readonly lastSeenAt: string;
  readonly expiresAt: string;
}

interface SessionRow {
  readonly id: number;
  readonly token_hash: string;
  readonly user_id: number;
  readonly ip_address: string | null;
  readonly user_agent: string | null;
  readonly created_at: string;
  readonly last_seen_at: string;
  readonly expires_at: string;
}

/** Sessions that are neither revoked nor over, and were seen since `seenSince`. */
interface Living {
  readonly now: Date;
  readonly seenSince: Date;
}

const columns = sql`id, token_hash, user_id, ip_address, user_agent, created_at, last_seen_at, expires_at`;

function toSession(row: SessionRow): UserSession {
  return {
    id: row.id,
    tokenHash: row.token_hash,
    userId: row.user_id,
    address: row.ip_address,
    userAgent: row.user_agent,
    startedAt: row.created_at,
    lastSeenAt: row.last_seen_at,
    expiresAt: row.expires_at,
  };
}

export async function insertSession(db: Queryable, session: NewSession): Promise<void> {
  await db.insert('user_sessions', {
    token_hash: session.tokenHash,
    user_id: session.userId,
    kind: session.kind,
    ip_address: session.address.slice(0, 45),
    user_agent: session.userAgent.slice(0, 300),
    created_at: session.now,
    last_seen_at: session.now,
    expires_at: session.expiresAt,
  });
}

export async function findLivingSession(
  db: Queryable,
  tokenHash: string,
  { now, seenSince }: Living,
  kind: SessionKind = 'page',
): Promise<UserSession | null> {
  const row = await db.first<SessionRow>(sql`select ${columns} from user_sessions
    where token_hash = ${tokenHash} and kind = ${kind} and revoked_at is null
      and expires_at > ${now} and last_seen_at > ${seenSince}`);
  return row === null ? null : toSession(row);
}

const hashesInOneQuery = 500;

/** The hashes among these whose sessions live. */
export async function findLivingSessions(
  db: Queryable,
  tokenHashes: readonly string[],
  { now, seenSince }: Living,
): Promise<Set<string>> {
  const living = new Set<string>();
  for (let from = 0; from < tokenHashes.length; from += hashesInOneQuery) {
    const some = tokenHashes.slice(from, from + hashesInOneQuery);
    const rows = await db.query<{ token_hash: string }>(sql`select token_hash from user_sessions
      where token_hash in (${join(some)}) and kind = 'page' and revoked_at is null
        and expires_at > ${now} and last_seen_at > ${seenSince}`);
    for (const row of rows) living.add(row.token_hash);
  }
  return living;
}

export async function listLivingSessions(
  db: Queryable,
  userId: number,
  { now, seenSince }: Living,
): Promise<UserSession[]> {
  const rows = await db.query<SessionRow>(sql`select ${columns} from user_sessions
    where user_id = ${userId} and kind = 'page' and revoked_at is null
      and expires_at > ${now} and last_seen_at > ${seenSince}
    order by last_seen_at desc, id desc`);
  return rows.map(toSession);
}

/** A living session of a one-time code, and whose it is. */
export interface OtpSession extends UserSession {
  readonly username: string;
}

/** Of everybody, the last used first. */
export async function listOtpSessions(db: Queryable, { now, seenSince }: Living): Promise<OtpSession[]> {
  const rows = await db.query<SessionRow & { readonly username: string }>(sql`
    select s.id, s.token_hash, s.user_id, s.ip_address, s.user_agent, s.created_at, s.last_seen_at, s.expires_at, u.username
    from user_sessions s join users u on u.id = s.user_id
    where s.kind = 'otp' and s.revoked_at is null and s.expires_at > ${now} and s.last_seen_at > ${seenSince}
      and u.is_active = ${true} and u.deleted_at is null
    order by s.last_seen_at desc, s.id desc`);
  return rows.map((row) => ({ ...toSession(row), username: row.username }));
}

export async function touchSession(db: Queryable, tokenHash: string, now: Date): Promise<void> {
  await db.execute(sql`update user_sessions set last_seen_at = ${now}, updated_at = ${now}
    where token_hash = ${tokenHash}`);
}

/** Uses a sign-in link up; answers whose it was, or null where it was used or is too old. */
export async function takeLink(db: Queryable, tokenHash: string, now: Date): Promise<number | null> {
  const taken = await db.execute(sql`update user_sessions set revoked_at = ${now}, updated_at = ${now}
    where token_hash = ${tokenHash} and kind = 'link' and revoked_at is null and expires_at > ${now}`);
  if (taken === 0) return null;
  const row = await db.first<{ user_id: number }>(
    sql`select user_id from user_sessions where token_hash = ${tokenHash}`,
  );
  return row?.user_id ?? null;
}

export async function revokeSession(db: Queryable, tokenHash: string, now: Date): Promise<void> {
  await db.execute(sql`update user_sessions set revoked_at = ${now}, updated_at = ${now}
    where token_hash = ${tokenHash} and revoked_at is null`);
}

/** Ends one of a person's own sessions; 0 where it is not theirs. */
export async function revokeOwnSession(
  db: Queryable,
  own: { readonly id: number; readonly userId: number; readonly now: Date },
): Promise<number> {
  return await db.execute(sql`update user_sessions set revoked_at = ${own.now}, updated_at = ${own.now}
    where id = ${own.id} and user_id = ${own.userId} and revoked_at is null`);
}

/** Ends a session of a one-time code; null where there is none that could be ended, else whose it was. */
export async function revokeOtpSession(db: Queryable, id: number, now: Date): Promise<string | null> {
  const ended = await db.execute(sql`update user_sessions set revoked_at = ${now}, updated_at = ${now}
    where id = ${id} and kind = 'otp' and revoked_at is null`);
  if (ended === 0) return null;
  const row = await db.first<{ username: string }>(
    sql`select u.username from user_sessions s join users u on u.id = s.user_id where s.id = ${id}`,
  );
  return row?.username ?? null;
}

/** Ends all sessions and links of a person but one. */
export async function revokeOtherSessions(
  db: Queryable,
  of: { readonly userId: number; readonly keepHash: string | null; readonly now: Date },
): Promise<number> {
  return await db.execute(sql`update user_sessions set revoked_at = ${of.now}, updated_at = ${of.now}
    where user_id = ${of.userId} and revoked_at is null and token_hash <> ${of.keepHash ?? ''}`);
}

/** Takes away what ended before `before`. */
export async function deleteOldSessions(db: Queryable, before: Date): Promise<number> {
  return await db.execute(sql`delete from user_sessions where expires_at < ${before}`);
}
