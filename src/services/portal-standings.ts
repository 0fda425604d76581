import { openUpstreamSession, type UpstreamSession, type UpstreamState } from '../store/upstream-sessions.js';
import { isOpen, openChallenge } from './kept-challenge.js';
import type { SessionParts } from './kept-session.js';
import type { LiveSettings } from './live-settings.js';
import { accountRow } from './portal-access.js';
import { portalAccounts } from './portal-accounts.js';

/** One account at NHSO as people see it. */
export interface PortalStanding {
  readonly session: UpstreamSession;
  /** The state of its row, but for what its time has ended. */
  readonly state: UpstreamState;
  /** NHSO waits for an answer now; else the sign-in is begun anew. */
  readonly isWaiting: boolean;
  readonly scan: { readonly picture: string; readonly reference: string | null } | null;
}

/** All accounts in their order. */
export async function portalStandings(
  parts: SessionParts & { readonly settings: LiveSettings },
  now: Date,
): Promise<PortalStanding[]> {
  const standings: PortalStanding[] = [];
  for (const account of await portalAccounts(parts, await parts.settings.current())) {
    const session = await openUpstreamSession(parts.db, accountRow(account));
    standings.push(await standingOf(parts, session, now));
  }
  return standings;
}

async function standingOf(parts: SessionParts, session: UpstreamSession, now: Date): Promise<PortalStanding> {
  const isWaiting = isOpen(session, now);
  const saved = session.state === 'needs_scan' ? await openChallenge(parts, session) : null;
  let scan: PortalStanding['scan'] = null;
  if (saved !== null) {
    // The reader of pages is loaded with its first use.
    const { scanOf } = await import('../upstreams/index.js');
    scan = scanOf(saved);
  }
  return { session, state: stateNow(session, now), isWaiting, scan };
}

/** A session past its end is over, whatever its row says; so is a picture that nobody scanned. */
export function stateNow(
  { state, expiresAt, challenge, challengeUntil }: UpstreamSession,
  now: Date,
): UpstreamState {
  if (state === 'signed_in' && expiresAt !== null && Date.parse(expiresAt) <= now.getTime()) return 'expired';
  if (
    state === 'needs_scan' &&
    !(challenge !== null && challengeUntil !== null && Date.parse(challengeUntil) > now.getTime())
  )
    return 'needs_otp';
  return state;
}
