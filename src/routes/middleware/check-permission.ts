import type { RequestHandler } from 'express';
import { AppError } from '../../domain/errors.js';
import { grantOf, mayDo, type Permission } from '../../domain/permission.js';
import type { Role } from '../../domain/role.js';
import { isApi } from '../api-call.js';
import { readerOf } from '../reader.js';
import type { Route } from '../route.js';

/** Lets a request through to its route only if the reader may. */
export function checkPermission(permission: Route['permission']): RequestHandler {
  return (req, res, next) => {
    if (permission === 'public') return next();
    const { user } = readerOf(res);
    if (user === null) {
      if (isApi(req.path) || !wantsPage(req)) throw new AppError('unauthenticated');
      const back = `${req.path}${req.url.includes('?') ? req.url.slice(req.url.indexOf('?')) : ''}`;
      const next = req.method === 'GET' ? `?next=${encodeURIComponent(back)}` : '';
      return res.redirect(303, `${req.baseUrl}/login${next}`);
    }
    if (permission !== 'signed_in' && !mayDo(user.roles, permission, user.granted))
      throw new AppError(isForSome(user.roles, permission) ? 'audio_not_switched_on' : 'not_allowed');
    if (user.mustChangePassword && !staysOpen(req.path)) {
      if (isApi(req.path) || !wantsPage(req)) throw new AppError('password_change_due');
      return res.redirect(303, `${req.baseUrl}/settings/account?due=1`);
    }
    next();
  };
}

/** The role has it, once it is switched on for the person: of all permissions that of AI audio alone is so. */
function isForSome(roles: readonly Role[], permission: Permission): boolean {
  return permission === 'ai_audio' && grantOf(roles, permission) === 'per_person';
}

/** What a person may still do who has to choose a new password first. */
function staysOpen(path: string): boolean {
  return path.startsWith('/settings/account') || path === '/logout';
}

/** A browser that shows a page, not a script, a stream or a table as .json or .csv. */
export function wantsPage(req: { readonly path: string; accepts(type: string): string | false }): boolean {
  return !/\.(json|csv)$/.test(req.path) && !isStream(req.path) && req.accepts('html') === 'html';
}

/** An address that answers server-sent events. */
export function isStream(path: string): boolean {
  return path.endsWith('/stream');
}
