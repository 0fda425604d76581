import type { Request, RequestHandler, Response } from 'express';
import type { Caller } from '../../domain/caller.js';
import { AppError, type Language } from '../../domain/errors.js';
import { mayDo, type Permission } from '../../domain/permission.js';
import { scopePermissions, scopes, scopesOf } from '../../domain/scope.js';
import { findKeyCaller } from '../../services/find-key-caller.js';
import { findOtpSession } from '../../services/find-session.js';
import { callerOrNull, isApi, type Mount, setCaller } from '../api-call.js';
import { readCookie } from '../cookies.js';
import { statusOf } from '../errors.js';
import type { Parts } from '../parts.js';
import { readerOf, type SignedInUser, setReader } from '../reader.js';
import type { ApiAddress, Route } from '../route.js';
import { withinTime } from '../within-time.js';
import { signedInUser } from './know-reader.js';
import { countStranger } from './rate-limit.js';

/**
 * Finds out who calls the API: a key (`X-API-Key`, or `Authorization: Bearer`), the session of a one-time code, or that
 * of the pages, which opens the native mount alone. A key that is shown and bad is refused whatever else comes with it.
 * An address is never looked into for a key. AUTH=off opens pages, not the API.
 */
export function credential(parts: Parts, { mount, scope, publicWhere }: ApiAddress): RequestHandler {
  const isOpen = scope === 'none' || (publicWhere !== undefined && parts.config[publicWhere]);
  return async (req, res, next) => {
    // Whoever was found before, as for pages, does not count here: only who is found now.
    setReader(res, { ...readerOf(res), user: null });
    const given = presentedKey(req);
    try {
      if (given !== null) setCaller(res, await withinTime(findKeyCaller(parts, given, req.ip ?? '')));
      else await knowSession(parts, req, res, mount);
      if (callerOrNull(res) === null && !isOpen)
        throw new AppError(readCookie(req, 'otp') ? 'invalid_credential' : 'unauthenticated');
    } catch (error) {
      if (error instanceof AppError && statusOf(error) === 401) await countStranger(parts, res, req.ip ?? '');
      throw error;
    }
    next();
  };
}

/** Null where none was shown. Two that differ are one bad key. */
function presentedKey(req: Request): string | null {
  const named = req.get('x-api-key');
  const bearer = /^Bearer(?: +(.*))?$/i.exec(req.get('authorization') ?? '');
  if (bearer === null) return named ?? null;
  const borne = bearer[1] ?? '';
  return named === undefined || named === borne ? borne : '';
}

/** A session of a one-time code, else one of the pages. A cookie that is over counts only where nothing else opens. */
async function knowSession(parts: Parts, req: Request, res: Response, mount: Mount): Promise<void> {
  const token = readCookie(req, 'otp');
  const found = token === null || token === '' ? null : await withinTime(findOtpSession(parts, token));
  if (found !== null) {
    const { id, username, fullName, roles, language } = found.user;
    const person = { id, username, fullName, roles, granted: [], language, mustChangePassword: false };
    const user = { ...person, sessionHash: found.tokenHash };
    setReader(res, { ...readerOf(res), user });
    setCaller(res, sessionCaller('otp', id, user));
  } else if (mount === 'native') await knowPageCaller(parts, req, res);
}

async function knowPageCaller(parts: Parts, req: Request, res: Response): Promise<void> {
  const user = parts.config.AUTH ? await signedInUser(parts, req) : null;
  if (user === null || user.id === null) return;
  const csrfToken = parts.secretKey.sign('csrf', user.sessionHash ?? '');
  setReader(res, { ...readerOf(res), user, csrfToken, language: languageFor(req, user) });
  setCaller(res, sessionCaller('page', user.id, user));
}

/** A person has what the roles open; only keys are bound to a hospital. */
export function sessionCaller(
  kind: 'page' | 'otp',
  userId: number,
  { username, roles }: Pick<SignedInUser, 'username' | 'roles'>,
): Caller {
  return {
    kind,
    id: `${kind} ${userId}`,
    name: username,
    keyId: null,
    userId,
    scopes: scopesOf(roles),
    hospital: null,
    ratePerMinute: kind === 'otp' ? 300 : null,
    overlapSeconds: 0,
    dedupeWindowSeconds: 0,
  };
}

/** What goes wrong before it is known who calls is told in the language of machines too. */
export const greetMachine: RequestHandler = (req, res, next) => {
  if (isApi(req.path)) setReader(res, { ...readerOf(res), language: languageFor(req, null) });
  next();
};

/** Machines are answered in English unless they ask for Thai; people in their own language. */
function languageFor(req: Request, user: SignedInUser | null): Language {
  if (user !== null) return user.language;
  return req.get('accept-language') !== undefined && req.acceptsLanguages('en', 'th') === 'th' ? 'th' : 'en';
}

/** What a person lacks, in the word that keys have for it. */
function scopeFor(scope: ApiAddress['scope'], permission: Permission): string {
  return scope === 'any' ? (scopes.find((one) => scopePermissions[one] === permission) ?? permission) : scope;
}

/** A key needs the scope, a person the permission of the route; who lacks it is told the same. */
export function checkScope({ scope }: ApiAddress, permission: Route['permission']): RequestHandler {
  return (_req, res, next) => {
    const caller = callerOrNull(res);
    // Nobody: the address is open, as `credential` has found.
    if (scope === 'none' || caller === null) return next();
    const { user } = readerOf(res);
    if (user === null) {
      if (scope !== 'any' && !caller.scopes.includes(scope))
        throw new AppError('insufficient_scope', { scope });
    } else {
      if (
        permission !== 'signed_in' &&
        permission !== 'public' &&
        !mayDo(user.roles, permission, user.granted)
      )
        throw new AppError('insufficient_scope', { scope: scopeFor(scope, permission) });
      if (user.mustChangePassword) throw new AppError('password_change_due');
    }
    next();
  };
}
