import type { Db } from '../db/db.js';
import { AppError } from '../domain/errors.js';
import { changeUpstreamSession, findUpstreamSessionById } from '../store/upstream-sessions.js';

/** How often the program sends a password by itself: NHSO locks accounts. A person may sign in beside that. */
export const ownSignInsAnHour = 3;
const hourMs = 3_600_000;

/**
 * Counts one sign-in that the program makes by itself, before its password is sent; call it while the account is leased.
 * Throws AppError sign_ins_spent with the instant `until` from which one more is allowed.
 */
export async function countOwnSignIn(db: Db, id: number, now: Date): Promise<void> {
  const session = await findUpstreamSessionById(db, id);
  const since = now.getTime() - hourMs;
  const recent = (session?.ownSignIns ?? []).filter((at) => Date.parse(at) > since);
  const [oldest] = recent.slice(-ownSignInsAnHour);
  if (recent.length >= ownSignInsAnHour && oldest !== undefined) {
    const until = new Date(Date.parse(oldest) + hourMs);
    throw new AppError('sign_ins_spent', {
      count: ownSignInsAnHour,
      time: thaiTime(until),
      until: until.toISOString(),
    });
  }
  await changeUpstreamSession(db, id, { ownSignIns: [...recent, now.toISOString()] });
}

/** Hour and minute on the clock in Thailand, e.g. `14:05`. */
export function thaiTime(at: Date): string {
  return at.toLocaleTimeString('en-GB', { timeZone: 'Asia/Bangkok', hour: '2-digit', minute: '2-digit' });
}
