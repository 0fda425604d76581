import { type RequestHandler, type Response, Router } from 'express';
import { AppError } from '../../domain/errors.js';
import { isApi } from '../api-call.js';
import type { Route } from '../route.js';

/** After all routes: a known path with another method is 405 with `Allow`; OPTIONS is 204 with `Allow`. */
export function methodNotAllowed(routes: readonly Route[]): RequestHandler {
  const router = Router({ caseSensitive: true });
  for (const { path, method } of routes)
    router.all(path, (_req, res, next) => {
      res.locals.allowed ??= new Set<string>();
      const allowed: Set<string> = res.locals.allowed;
      for (const one of requestMethods(method)) allowed.add(one);
      next();
    });
  router.use((req, res, next) => {
    const allowed: Set<string> | undefined = res.locals.allowed;
    if (allowed === undefined) return next();
    refuse(req.method, allowed, res);
  });
  return router;
}

/**
 * Before all routes: the same for paths of the API without a `:name`, which are no row of a path with one. `GET
 * /cases/import` asks for no case of that name.
 */
export function ownMethodsOfFixedPaths(routes: readonly Route[]): RequestHandler {
  const router = Router({ caseSensitive: true });
  const fixed = new Map<string, Set<string>>();
  for (const { path, method } of routes.filter(({ path }) => isApi(path) && !path.includes(':')))
    fixed.set(path, new Set([...(fixed.get(path) ?? []), ...requestMethods(method)]));
  for (const [path, allowed] of fixed)
    router.all(path, (req, res, next) => {
      if (allowed.has(req.method)) next();
      else refuse(req.method, allowed, res);
    });
  return router;
}

const requestMethods = (method: Route['method']): readonly string[] =>
  method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()];

function refuse(method: string, allowed: ReadonlySet<string>, res: Response): void {
  const allow = [...allowed, 'OPTIONS'].join(', ');
  if (method !== 'OPTIONS') throw new AppError('method_not_allowed', { method, allow });
  res.setHeader('Allow', allow);
  res.status(204).end();
}
