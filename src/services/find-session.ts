import type { Db } from '../db/db.js';
import { findLivingSession, findLivingSessions, touchSession } from '../store/user-sessions.js';
import { findUser, type User } from '../store/users.js';
import { hashToken, sessionIdleMinutes } from './sign-in.js';

/** A session of a one-time code ends after so long without a call. */
export const otpIdleMinutes = 30;

export interface FoundSession {
  readonly user: User;
  readonly tokenHash: string;
}

/**
 * Whose session a cookie opens, or null. Seeing it keeps it alive, which is written at most once a minute; not where a
 * page asks by itself (`quietly`), so that one left open does not stay signed in for ever.
 */
export async function findSession(
  { db, now }: { readonly db: Db; readonly now: () => Date },
  token: string,
  quietly = false,
): Promise<FoundSession | null> {
  const tokenHash = hashToken(token);
  const at = now();
  const session = await findLivingSession(db, tokenHash, { now: at, seenSince: idleSince(at) });
  if (session === null) return null;
  const user = await findUser(db, session.userId);
  if (user === null || !user.isActive) return null;
  if (!quietly && Date.parse(session.lastSeenAt) < at.getTime() - 60_000)
    await touchSession(db, tokenHash, at);
  return { user, tokenHash };
}

/** The same for a session of a one-time code, which opens the API alone and ends after half an hour without a call. */
export async function findOtpSession(
  { db, now }: { readonly db: Db; readonly now: () => Date },
  token: string,
): Promise<FoundSession | null> {
  const tokenHash = hashToken(token);
  const at = now();
  const living = { now: at, seenSince: otpIdleSince(at) };
  const session = await findLivingSession(db, tokenHash, living, 'otp');
  if (session === null) return null;
  const user = await findUser(db, session.userId);
  if (user === null || !user.isActive) return null;
  if (Date.parse(session.lastSeenAt) < at.getTime() - 60_000) await touchSession(db, tokenHash, at);
  return { user, tokenHash };
}

/** Which of these sessions still live, without keeping them alive: for streams that stay open. */
export async function livingSessions(
  { db, now }: { readonly db: Db; readonly now: () => Date },
  tokenHashes: readonly string[],
): Promise<ReadonlySet<string>> {
  const at = now();
  return await findLivingSessions(db, tokenHashes, { now: at, seenSince: idleSince(at) });
}

/** Sessions not seen since then are over. */
export function idleSince(at: Date): Date {
  return new Date(at.getTime() - sessionIdleMinutes * 60_000);
}

/** The same of one-time codes. */
export function otpIdleSince(at: Date): Date {
  return new Date(at.getTime() - otpIdleMinutes * 60_000);
}
