import { randomBytes } from 'node:crypto';
import type { PracticeUser } from './users.js';

/** A single sign-on that is under way, as Keycloak keeps it between two pages. */
export interface SsoAttempt {
  readonly tabId: string;
  readonly redirectUri: string;
  readonly state: string;
  /** Known once the password was right. */
  user: PracticeUser | null;
  /** Changes with every page, and must come back in the form's address. */
  sessionCode: string;
  readonly execution: string;
}

/** A ThaiD sign-in that waits for the phone. */
export interface ThaidScan {
  readonly refCode: string;
  readonly tabId: string;
  readonly startedAt: number;
  scanned: boolean;
}

export interface SsoBook {
  begin(redirectUri: string, state: string): SsoAttempt;
  attempt(tabId: string): SsoAttempt | null;
  nextPage(attempt: SsoAttempt): void;
  /** A code for the way back; good once. */
  codeFor(token: string): string;
  takeCode(code: string): string | null;
  startScan(tabId: string, now: number): ThaidScan;
  scan(refCode: string): ThaidScan | null;
  clear(): void;
}

const random = (bytes: number) => randomBytes(bytes).toString('base64url');

export function createSsoBook(): SsoBook {
  const attempts = new Map<string, SsoAttempt>();
  const codes = new Map<string, string>();
  const scans = new Map<string, ThaidScan>();
  return {
    begin(redirectUri, state) {
      const attempt: SsoAttempt = {
        tabId: random(8),
        redirectUri,
        state,
        user: null,
        sessionCode: random(32),
        execution: random(16),
      };
      attempts.set(attempt.tabId, attempt);
      return attempt;
    },
    attempt: (tabId) => attempts.get(tabId) ?? null,
    nextPage(attempt) {
      attempt.sessionCode = random(32);
    },
    codeFor(token) {
      const code = random(24);
      codes.set(code, token);
      return code;
    },
    takeCode(code) {
      const token = codes.get(code) ?? null;
      codes.delete(code);
      return token;
    },
    startScan(tabId, now) {
      const refCode = randomBytes(4).toString('hex').toUpperCase();
      const scan: ThaidScan = { refCode, tabId, startedAt: now, scanned: false };
      scans.set(refCode, scan);
      return scan;
    },
    scan: (refCode) => scans.get(refCode) ?? null,
    clear() {
      attempts.clear();
      codes.clear();
      scans.clear();
    },
  };
}
