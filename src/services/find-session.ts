import type { Db } from '../db/db.js';
import { findLivingSession, touchSession } from '../store/user-sessions.js';
import { findUser, type User } from '../store/users.js';
import { hashToken, sessionIdleMinutes } from './sign-in.js';

export interface FoundSession {
  readonly user: User;
  readonly tokenHash: string;
}

/** Whose session a cookie opens, or null. Seeing it keeps it alive; that is written at most once a minute. */
export async function findSession(
  { db, now }: { readonly db: Db; readonly now: () => Date },
  token: string,
): Promise<FoundSession | null> {
  const tokenHash = hashToken(token);
  const at = now();
  const session = await findLivingSession(db, tokenHash, { now: at, seenSince: idleSince(at) });
  if (session === null) return null;
  const user = await findUser(db, session.userId);
  if (user === null || !user.isActive) return null;
  if (Date.parse(session.lastSeenAt) < at.getTime() - 60_000) await touchSession(db, tokenHash, at);
  return { user, tokenHash };
}

/** Whether a session still lives, without keeping it alive: for streams that stay open. */
export async function sessionLives(
  { db, now }: { readonly db: Db; readonly now: () => Date },
  tokenHash: string,
): Promise<boolean> {
  const at = now();
  return (await findLivingSession(db, tokenHash, { now: at, seenSince: idleSince(at) })) !== null;
}

/** Sessions not seen since then are over. */
export function idleSince(at: Date): Date {
  return new Date(at.getTime() - sessionIdleMinutes * 60_000);
}
