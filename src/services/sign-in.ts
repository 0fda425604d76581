import { createHash, randomBytes } from 'node:crypto';
import type { Db } from '../db/db.js';
import { AppError } from '../domain/errors.js';
import type { Log } from '../log/log.js';
import { writeAudit } from '../store/audit-log.js';
import { clearHits, countHit } from '../store/rate-windows.js';
import { insertSession, takeLink } from '../store/user-sessions.js';
import {
  findUser,
  findUserByName,
  noteFailedSignIn,
  noteSignIn,
  passwordHashOf,
  type User,
} from '../store/users.js';
import type { Passwords } from './password.js';

/** A browser session ends after this long, whatever happens. */
export const sessionHours = 12;
/** And after so long without a request: the machines of a hospital stand open. */
export const sessionIdleMinutes = 60;

/** Wrong tries until one waits: for one user name, and from one address (a hospital may share one). */
export const tryLimits = { user: 10, address: 50, windowMinutes: 15 } as const;

export interface SignInParts {
  readonly db: Db;
  readonly log: Log;
  readonly passwords: Passwords;
  readonly now: () => Date;
}

/** Where a request comes from. */
export interface Visitor {
  readonly address: string;
  readonly userAgent: string;
  readonly requestId: string;
}

export interface SignedIn {
  readonly user: User;
  /** For the cookie; only its hash is stored. */
  readonly token: string;
  readonly expiresAt: Date;
}

export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/**
 * Checks name and password and opens a session. Throws AppError sign_in_refused (the same for an unknown name and a
 * wrong password, after the same time) or too_many_tries (details `minutes`, `seconds`).
 */
export async function signIn(
  parts: SignInParts,
  asked: { readonly username: string; readonly password: string },
  visitor: Visitor,
): Promise<SignedIn> {
  const username = asked.username.trim().toLowerCase().slice(0, 100);
  const bucket = `sign-in user ${createHash('sha256').update(username).digest('hex')}`;
  await allowTry(parts, bucket, tryLimits.user);
  await allowTry(parts, `sign-in address ${visitor.address}`, tryLimits.address);
  const user = await findUserByName(parts.db, username);
  const stored = user === null ? null : await passwordHashOf(parts.db, user.id);
  const right = await parts.passwords.verify(asked.password, stored);
  if (user === null || !right || !user.isActive) {
    await refuse(parts, user, username, visitor);
    throw new AppError('sign_in_refused');
  }
  await clearHits(parts.db, bucket);
  return await openSession(parts, user, visitor);
}

/** Signs in by a link that works once (`makeSignInLink`). Throws AppError link_used. */
export async function signInByLink(parts: SignInParts, token: string, visitor: Visitor): Promise<SignedIn> {
  await allowTry(parts, `sign-in address ${visitor.address}`, tryLimits.address);
  const userId = await takeLink(parts.db, hashToken(token), parts.now());
  const user = userId === null ? null : await findUser(parts.db, userId);
  if (user === null || !user.isActive) throw new AppError('link_used');
  return await openSession(parts, user, visitor);
}

/** A token for `/login/link/TOKEN` that works once and for an hour. */
export async function makeSignInLink(
  { db, now }: Pick<SignInParts, 'db' | 'now'>,
  userId: number,
): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  await insertSession(db, {
    tokenHash: hashToken(token),
    userId,
    kind: 'link',
    address: '',
    userAgent: '',
    now: now(),
    expiresAt: new Date(now().getTime() + 3_600_000),
  });
  return token;
}

/** Counts a try; throws AppError too_many_tries where the window is full. */
export async function allowTry(
  { db, now }: Pick<SignInParts, 'db' | 'now'>,
  bucket: string,
  limit: number,
): Promise<void> {
  const at = now();
  const windowMs = tryLimits.windowMinutes * 60_000;
  const { hits, startedAt } = await countHit(db, bucket, {
    now: at,
    since: new Date(at.getTime() - windowMs),
  });
  if (hits <= limit) return;
  const seconds = Math.max(1, Math.ceil((Date.parse(startedAt) + windowMs - at.getTime()) / 1000));
  throw new AppError('too_many_tries', { minutes: Math.ceil(seconds / 60), seconds });
}

async function openSession({ db, log, now }: SignInParts, user: User, visitor: Visitor): Promise<SignedIn> {
  const token = randomBytes(32).toString('base64url');
  const at = now();
  const expiresAt = new Date(at.getTime() + sessionHours * 3_600_000);
  await db.transaction(async (tx) => {
    await insertSession(tx, {
      tokenHash: hashToken(token),
      userId: user.id,
      kind: 'page',
      address: visitor.address,
      userAgent: visitor.userAgent,
      now: at,
      expiresAt,
    });
    await noteSignIn(tx, user.id, { address: visitor.address, now: at });
    await writeAudit(tx, { ...auditOf(user, user.username, visitor, at), outcome: 'done' });
  });
  log.info({ source: 'sign-in', user: user.id, request: visitor.requestId }, 'signed in');
  return { user, token, expiresAt };
}

async function refuse(
  { db, log, now }: SignInParts,
  user: User | null,
  username: string,
  visitor: Visitor,
): Promise<void> {
  if (user !== null) await noteFailedSignIn(db, user.id);
  // People type their password into the name field: an unknown name is not kept.
  const name = user === null ? '(unknown)' : username;
  await writeAudit(db, { ...auditOf(user, name, visitor, now()), outcome: 'refused' });
  log.warn({ source: 'sign-in', user: user?.id ?? null, request: visitor.requestId }, 'sign-in refused');
}

function auditOf(user: User | null, name: string, visitor: Visitor, at: Date) {
  return {
    at,
    actorKind: user === null ? ('nobody' as const) : ('user' as const),
    actorId: user?.id ?? null,
    actorName: name,
    action: 'login' as const,
    subject: 'session',
    address: visitor.address,
    requestId: visitor.requestId,
  };
}
