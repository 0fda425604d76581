import { randomBytes } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import type { Language } from '../../domain/errors.js';
import { roles } from '../../domain/role.js';
import { findSession } from '../../services/find-session.js';
import { setLanguage } from '../../store/users.js';
import { readCookie, setCookie } from '../cookies.js';
import type { Parts } from '../parts.js';
import { readerOf, type SignedInUser, setReader, type Theme } from '../reader.js';
import { isLocalVisitor } from '../visitor.js';
import { withinTime } from '../within-time.js';
import { isStream } from './check-permission.js';

const year = 365 * 86_400;
/** What is known without the database, so that also health checks and error pages have their language. */
export function greetReader(parts: Parts): RequestHandler {
  return (req, res, next) => {
    setReader(res, {
      user: null,
      language: askedLanguage(req) ?? rememberedLanguage(req) ?? parts.config.LANGUAGE,
      theme: askedTheme(req) ?? readTheme(req),
      shortcuts: (askedKeys(req) ?? readCookie(req, 'keys')) !== 'off',
      csrfToken: '',
      requestId: String(res.locals.requestId),
      local: isLocalVisitor(req),
      livePosition: parts.liveFeed.position(),
    });
    next();
  };
}

/** Finds out who asks, in which language, and which CSRF token their forms carry. */
export function knowReader(parts: Parts): RequestHandler {
  return async (req, res, next) => {
    const greeted = readerOf(res);
    const user = parts.config.AUTH
      ? await signedInUser(parts, req)
      : openUser(greeted.local, greeted.language);
    const csrfToken = parts.secretKey.sign('csrf', user?.sessionHash ?? visitOf(parts, req, res));
    const language = askedLanguage(req) ?? user?.language ?? greeted.language;
    setReader(res, { ...greeted, user, language, csrfToken });
    await rememberLanguage(parts, req, res, user);
    rememberTheme(parts, req, res);
    rememberKeys(parts, req, res);
    next();
  };
}

/** Whose session of the pages the request carries, or null. */
export async function signedInUser(parts: Parts, req: Request): Promise<SignedInUser | null> {
  const token = readCookie(req, 'session');
  if (token === null || token === '') return null;
  const found = await withinTime(findSession(parts, token, asksByItself(req)));
  if (found === null) return null;
  const { id, username, fullName, roles: held, granted, language, mustChangePassword } = found.user;
  const sessionHash = found.tokenHash;
  return { id, username, fullName, roles: held, granted, language, mustChangePassword, sessionHash };
}

/** Streams and what live pages fetch are no sign that somebody sits there. */
function asksByItself(req: Request): boolean {
  return req.get('x-live') !== undefined || isStream(req.path);
}

/** AUTH=off: everybody at this machine may do everything; any other visitor, and any page of another site, nothing. */
function openUser(local: boolean, language: Language): SignedInUser | null {
  if (!local) return null;
  return {
    id: null,
    username: 'local',
    fullName: null,
    roles,
    // They are switched on for people, and here nobody is one.
    granted: [],
    language,
    mustChangePassword: false,
    sessionHash: null,
  };
}

/** The random value that forms before sign-in are bound to; made when first needed. */
function visitOf(parts: Parts, req: Request, res: Response): string {
  const known = readCookie(req, 'visit');
  if (known !== null && /^[\w-]{43}$/.test(known)) return known;
  const visit = randomBytes(32).toString('base64url');
  if (req.method === 'GET' && req.accepts('html') === 'html')
    setCookie(res, parts, { name: 'visit', value: visit, seconds: null });
  return visit;
}

function askedLanguage(req: Request): Language | null {
  const { lang } = req.query;
  return lang === 'th' || lang === 'en' ? lang : null;
}

function rememberedLanguage(req: Request): Language | null {
  const cookie = readCookie(req, 'language');
  return cookie === 'th' || cookie === 'en' ? cookie : null;
}

async function rememberLanguage(
  parts: Parts,
  req: Request,
  res: Response,
  user: SignedInUser | null,
): Promise<void> {
  const asked = askedLanguage(req);
  if (asked === null) return;
  if (asked !== rememberedLanguage(req))
    setCookie(res, parts, { name: 'language', value: asked, seconds: year });
  if (user !== null && user.id !== null && user.language !== asked)
    await setLanguage(parts.db, user.id, asked);
}

/** `?theme=` on any page, as `?lang=`: the choice works without script. */
function askedTheme(req: Request): Theme | null {
  const { theme } = req.query;
  return theme === 'auto' || theme === 'light' || theme === 'dark' ? theme : null;
}

function rememberTheme(parts: Parts, req: Request, res: Response): void {
  const asked = askedTheme(req);
  if (asked !== null && asked !== readTheme(req))
    setCookie(res, parts, { name: 'theme', value: asked, seconds: year });
}

function readTheme(req: Request): Theme {
  const theme = readCookie(req, 'theme');
  return theme === 'light' || theme === 'dark' ? theme : 'auto';
}

/** `?keys=off` on any page switches the single-key shortcuts of this browser off, `?keys=on` on again. */
function askedKeys(req: Request): 'on' | 'off' | null {
  const { keys } = req.query;
  return keys === 'on' || keys === 'off' ? keys : null;
}

function rememberKeys(parts: Parts, req: Request, res: Response): void {
  const asked = askedKeys(req);
  if (asked !== null && asked !== readCookie(req, 'keys'))
    setCookie(res, parts, { name: 'keys', value: asked, seconds: year });
}
