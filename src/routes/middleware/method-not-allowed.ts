import { type RequestHandler, Router } from 'express';
import { AppError } from '../../domain/errors.js';
import type { Route } from '../route.js';

/** After all routes: a known path with another method is 405 with `Allow`; OPTIONS is 204 with `Allow`. */
export function methodNotAllowed(routes: readonly Route[]): RequestHandler {
  const router = Router({ caseSensitive: true });
  for (const { path, method } of routes)
    router.all(path, (_req, res, next) => {
      res.locals.allowed ??= new Set<string>();
      const allowed: Set<string> = res.locals.allowed;
      allowed.add(method.toUpperCase());
      if (method === 'get') allowed.add('HEAD');
      next();
    });
  router.use((req, res, next) => {
    const allowed: Set<string> | undefined = res.locals.allowed;
    if (allowed === undefined) return next();
    const allow = [...allowed, 'OPTIONS'].join(', ');
    if (req.method !== 'OPTIONS') throw new AppError('method_not_allowed', { method: req.method, allow });
    res.setHeader('Allow', allow);
    res.status(204).end();
  });
  return router;
}
