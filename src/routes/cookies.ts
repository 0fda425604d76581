import type { Request, Response } from 'express';
import type { Parts } from './parts.js';

/** Cookies of the product. Session and visit are kept from scripts; none of them says who somebody is. */
export const cookieNames = {
  session: 'eclaim_session',
  /** Before sign-in: what the CSRF token of the sign-in form is bound to. */
  visit: 'eclaim_visit',
  /** Session of a one-time code; the name is that of OpenCHS, whose clients keep it. */
  otp: 'HELPLINE_SESSION_ID',
  language: 'eclaim_lang',
  theme: 'eclaim_theme',
  /** Single-key shortcuts: `off`, else they are on. */
  keys: 'eclaim_keys',
} as const;
export type CookieName = keyof typeof cookieNames;

/** The value of a cookie, or null. The first one wins, as browsers send the most exact path first. */
export function readCookie(req: Request, name: CookieName): string | null {
  for (const part of (req.headers.cookie ?? '').split(';')) {
    const [key, ...value] = part.split('=');
    if (key?.trim() === cookieNames[name]) return decoded(value.join('=').trim());
  }
  return null;
}

function decoded(text: string): string | null {
  return /^[\w.~%-]*$/.test(text) ? text : null;
}

/** `seconds` null = until the browser closes. */
export function setCookie(
  res: Response,
  parts: Pick<Parts, 'config'>,
  cookie: { readonly name: CookieName; readonly value: string; readonly seconds: number | null },
): void {
  res.cookie(cookieNames[cookie.name], cookie.value, {
    httpOnly: cookie.name !== 'theme',
    sameSite: 'lax',
    secure: isSecure(res.req, parts),
    path: basePath(parts) || '/',
    ...(cookie.seconds !== null && { maxAge: cookie.seconds * 1000 }),
  });
}

export function clearCookie(res: Response, parts: Pick<Parts, 'config'>, name: CookieName): void {
  res.clearCookie(cookieNames[name], { path: basePath(parts) || '/' });
}

/** The sub-path of BASE_URL, e.g. `/eclaim`, or ''. */
export function basePath({ config }: Pick<Parts, 'config'>): string {
  return config.BASE_URL === '' ? '' : new URL(config.BASE_URL).pathname.replace(/\/+$/, '');
}

function isSecure(req: Request, { config }: Pick<Parts, 'config'>): boolean {
  return config.BASE_URL.startsWith('https:') || req.secure;
}

/** Scheme, host and port under which the reader sees this program. */
export function ownOrigin(req: Request, { config }: Pick<Parts, 'config'>): string {
  return config.BASE_URL === ''
    ? `${req.protocol}://${req.get('host') ?? ''}`
    : new URL(config.BASE_URL).origin;
}
