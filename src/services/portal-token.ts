import { listUpstreamSessions } from '../store/upstream-sessions.js';
import { tokenOfKept } from '../upstreams/index.js';
import { keptCookies, type SessionParts } from './kept-session.js';

/** The token of an e-Claim session that lives, whichever account it is of; null = none. Never to be logged. */
export async function portalToken(
  parts: SessionParts,
  eclaimBaseUrl: string,
  now: Date,
): Promise<string | null> {
  for (const { id, state } of await listUpstreamSessions(parts.db, 'eclaim')) {
    const kept = state === 'signed_in' ? await keptCookies(parts, id) : null;
    const token = kept === null ? null : tokenOfKept(kept, eclaimBaseUrl, now.getTime());
    if (token !== null) return token;
  }
  return null;
}
