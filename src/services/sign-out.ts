import type { Db } from '../db/db.js';
import type { Bus } from '../events/bus.js';
import { writeAudit } from '../store/audit-log.js';
import { revokeOtherSessions, revokeOwnSession, revokeSession } from '../store/user-sessions.js';
import type { Actor } from './actor.js';

interface SignOutParts {
  readonly db: Db;
  readonly bus: Bus;
  readonly now: () => Date;
}

/** Ends this session. */
export async function signOut(parts: SignOutParts, tokenHash: string, by: Actor): Promise<void> {
  await revokeSession(parts.db, tokenHash, parts.now());
  await tell(parts, by, 'session');
}

/** Ends one of the person's own sessions, by its number; others' are not touched. */
export async function endOwnSession(parts: SignOutParts, id: number, by: Actor): Promise<void> {
  if (by.actorId === null) return;
  const ended = await revokeOwnSession(parts.db, { id, userId: by.actorId, now: parts.now() });
  if (ended > 0) await tell(parts, by, `session ${id}`);
}

/** Ends all of the person's sessions but this one. */
export async function endOtherSessions(
  parts: SignOutParts,
  keepHash: string | null,
  by: Actor,
): Promise<void> {
  if (by.actorId === null) return;
  await revokeOtherSessions(parts.db, { userId: by.actorId, keepHash, now: parts.now() });
  await tell(parts, by, 'other sessions');
}

async function tell(parts: SignOutParts, by: Actor, subject: string): Promise<void> {
  await writeAudit(parts.db, { ...by, at: parts.now(), action: 'logout', subject, outcome: 'done' });
  parts.bus.publish('user_sessions.ended', { userId: by.actorId });
}
