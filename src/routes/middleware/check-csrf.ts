import { timingSafeEqual } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import { AppError } from '../../domain/errors.js';
import { ownOrigin } from '../cookies.js';
import type { Parts } from '../parts.js';
import { readerOf } from '../reader.js';

/**
 * A change must come from a page of ours: `Origin` (or else `Referer`) is our own, and the token of the reader's
 * session comes in the field `_csrf` or the header `X-CSRF-Token`. Uploads (multipart) are read by their route with
 * `receiveFiles`, which checks the field before it takes a file.
 */
export function checkCsrf(parts: Parts): RequestHandler {
  return (req, res, next) => {
    checkOrigin(req, parts);
    const given = req.get('x-csrf-token') ?? bodyToken(req);
    if (given === null && req.is('multipart/form-data') !== false) return next();
    checkToken(given, readerOf(res).csrfToken);
    next();
  };
}

/** Throws AppError page_too_old. */
export function checkToken(given: string | null, wanted: string): void {
  const a = Buffer.from(given ?? '');
  const b = Buffer.from(wanted);
  if (a.length !== b.length || !timingSafeEqual(a, b)) throw new AppError('page_too_old');
}

/** Throws AppError foreign_origin. */
export function checkOrigin(req: Request, parts: Parts): void {
  const referer = req.get('referer');
  const from =
    req.get('origin') ?? (referer !== undefined && URL.canParse(referer) ? new URL(referer).origin : null);
  if (from !== ownOrigin(req, parts)) throw new AppError('foreign_origin');
}

function bodyToken(req: Request): string | null {
  const body: unknown = req.body;
  if (typeof body !== 'object' || body === null || !('_csrf' in body)) return null;
  const token = body._csrf;
  // The route's own schema is strict: the token is not one of its fields.
  delete body._csrf;
  return typeof token === 'string' ? token : null;
}
