import type { Db } from '../db/db.js';
import { AppError } from '../domain/errors.js';
import { writeAudit } from '../store/audit-log.js';
import { listOtpSessions, type OtpSession, revokeOtpSession } from '../store/user-sessions.js';
import type { Actor } from './actor.js';
import { otpIdleMinutes, otpIdleSince } from './find-session.js';

interface SessionParts {
  readonly db: Db;
  readonly now: () => Date;
}

/** A session that opens the API by a one-time code, and when it ends if no call comes. */
export interface LivingOtpSession extends OtpSession {
  readonly endsAt: Date;
}

export async function livingOtpSessions({ db, now }: SessionParts): Promise<LivingOtpSession[]> {
  const at = now();
  const sessions = await listOtpSessions(db, { now: at, seenSince: otpIdleSince(at) });
  return sessions.map((session) => {
    const idleEnd = Date.parse(session.lastSeenAt) + otpIdleMinutes * 60_000;
    return { ...session, endsAt: new Date(Math.min(idleEnd, Date.parse(session.expiresAt))) };
  });
}

/** Ends somebody's session from the next call on. Throws AppError not_found where it is over. */
export async function endOtpSession({ db, now }: SessionParts, id: number, by: Actor): Promise<void> {
  await db.transaction(async (tx) => {
    const username = await revokeOtpSession(tx, id, now());
    if (username === null) throw new AppError('not_found');
    const subject = `api session of ${username}`;
    const said = { action: 'change', outcome: 'done', details: { ended: true } } as const;
    await writeAudit(tx, { ...by, ...said, subject, at: now() });
  });
}
