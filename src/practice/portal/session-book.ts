import { createHmac, randomBytes } from 'node:crypto';
import type { PracticeUser } from './users.js';

/** How the portal answers a session that is over. */
export type EndingStyle = 'redirect' | 'error_page';

export interface PortalSession {
  readonly id: string;
  /** null before the sign-in and after the end. */
  readonly user: PracticeUser | null;
  readonly endedAs: EndingStyle | null;
  /** State of a single sign-on that is under way. */
  readonly ssoState: string | null;
}

/** Sessions of the old pages and tokens of the single sign-on. */
export interface SessionBook {
  /** The session of a JSESSIONID; null for none or an unknown one. An ended session has no user. */
  find(id: string | undefined): PortalSession | null;
  open(): PortalSession;
  signIn(id: string, user: PracticeUser): void;
  startSso(id: string, state: string): void;
  signOut(id: string): void;
  /** Ends every session now. */
  endAll(as: EndingStyle): void;
  /** A token (JWT) of thirty minutes for an account. */
  tokenFor(user: PracticeUser): string;
  /** The account of a living token. */
  userOfToken(token: string | undefined): PracticeUser | null;
  clear(): void;
}

interface SessionState {
  user: PracticeUser | null;
  endedAs: EndingStyle | null;
  ssoState: string | null;
  seenAt: number;
}

const tokenMinutes = 30;
const minute = 60_000;

function base64url(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

interface BookOptions {
  readonly now: () => number;
  readonly sessionMinutes: () => number;
}

export function createSessionBook({ now, sessionMinutes }: BookOptions): SessionBook {
  const sessions = new Map<string, SessionState>();
  const tokens = new Map<string, { readonly user: PracticeUser; readonly endsAt: number }>();
  // Thrown away with the server: nobody else can make or check these tokens.
  const key = randomBytes(32);
  const view = (id: string, state: SessionState): PortalSession => ({ id, ...state });
  const change = (id: string, changes: Partial<SessionState>) => {
    const state = sessions.get(id);
    if (state) Object.assign(state, changes, { seenAt: now() });
  };
  return {
    find(id) {
      const state = id === undefined ? undefined : sessions.get(id);
      if (id === undefined || !state) return null;
      if (state.user && now() - state.seenAt > sessionMinutes() * minute) {
        state.user = null;
        state.endedAs = 'redirect';
      }
      state.seenAt = now();
      return view(id, state);
    },
    open() {
      const id = randomBytes(16).toString('hex').toUpperCase();
      const state: SessionState = { user: null, endedAs: null, ssoState: null, seenAt: now() };
      sessions.set(id, state);
      return view(id, state);
    },
    signIn: (id, user) => change(id, { user, endedAs: null, ssoState: null }),
    startSso: (id, ssoState) => change(id, { ssoState }),
    signOut: (id) => change(id, { user: null, endedAs: 'redirect' }),
    endAll(as) {
      for (const state of sessions.values())
        if (state.user) Object.assign(state, { user: null, endedAs: as });
      tokens.clear();
    },
    tokenFor(user) {
      const issued = Math.floor(now() / 1000);
      const head = base64url({ alg: 'HS256', typ: 'JWT' });
      const payload = base64url({
        jti: randomBytes(8).toString('hex'),
        preferred_username: user.username,
        nameTh: user.name,
        cid: '9900000000000',
        hospMain: user.hospital,
        iat: issued,
        exp: issued + tokenMinutes * 60,
      });
      const signature = createHmac('sha256', key).update(`${head}.${payload}`).digest('base64url');
      const token = `${head}.${payload}.${signature}`;
      tokens.set(token, { user, endsAt: now() + tokenMinutes * minute });
      return token;
    },
    userOfToken(token) {
      const known = token === undefined ? undefined : tokens.get(token);
      return known && known.endsAt > now() ? known.user : null;
    },
    clear() {
      sessions.clear();
      tokens.clear();
    },
  };
}
