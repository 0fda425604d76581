import type { RequestHandler } from 'express';
import { callerOrNull } from '../api-call.js';
import type { Parts } from '../parts.js';
import { readerOf } from '../reader.js';
import type { Route } from '../route.js';
import { checkOrigin, checkToken } from './check-csrf.js';
import { checkScope, credential } from './credential.js';
import { rateLimit } from './rate-limit.js';
import { readBody } from './read-body.js';

/**
 * What every call of an API address passes, in the order that the interface promises: credential, scope and hospital,
 * limit, kind and size of the body. Parameters and the resource are the route's own affair.
 */
export function apiGuards(parts: Parts, route: Route): RequestHandler[] {
  if (route.api === undefined) return [];
  const { api, permission } = route;
  const guards = [credential(parts, api), checkScope(api, permission), rateLimit(parts, api)];
  if (route.method !== 'get') guards.push(ownPagesOnly(parts), readBody(route));
  return guards;
}

/** A browser sends cookies also for other sites: a change by a session must come from a page of ours. Keys are not cookies. */
function ownPagesOnly(parts: Parts): RequestHandler {
  return (req, res, next) => {
    const caller = callerOrNull(res);
    if (caller !== null && caller.kind !== 'key') checkOrigin(req, parts);
    if (caller?.kind === 'page') checkToken(req.get('x-csrf-token') ?? null, readerOf(res).csrfToken);
    next();
  };
}
