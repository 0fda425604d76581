import type { Session } from '../session.js';
import { endOfToken } from './access-token.js';

/** How long the portal keeps a session that asks nothing (formats/nhso-eclaim-protocol.md 3: about 25 minutes). */
const idleMinutes = 25;

/**
 * When a session ends if nothing more is asked: 25 minutes after the last answer, or with its token where that is
 * sooner. The token states its end by the portal's clock, whose distance from ours the Date header tells.
 */
export function sessionEnd({ lastAnswer, cookies, base }: Session): Date | null {
  const last = lastAnswer();
  if (last === null) return null;
  const idleEnd = last.at.getTime() + idleMinutes * 60_000;
  const token = endOfToken(cookies.value('ACCESS_TOKEN', new URL('/webComponent/', base)));
  const tokenEnd = token === null ? null : token - last.clockAheadMs;
  // A session that answers after the end of its token does not hang on it.
  if (tokenEnd === null || tokenEnd <= last.at.getTime()) return new Date(idleEnd);
  return new Date(Math.min(idleEnd, tokenEnd));
}
