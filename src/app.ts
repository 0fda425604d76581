import path from 'node:path';
import express, { type Express, type RequestHandler, Router } from 'express';
import { programFolder } from './config.js';
import { isApi } from './routes/api-call.js';
import { basePath } from './routes/cookies.js';
import { healthRouter } from './routes/health.js';
import { routes } from './routes/index.js';
import { createMetrics } from './routes/metrics.js';
import { answerErrors, answerNotFound } from './routes/middleware/answer-errors.js';
import { apiGuards } from './routes/middleware/api-guards.js';
import { checkCsrf } from './routes/middleware/check-csrf.js';
import { checkPermission } from './routes/middleware/check-permission.js';
import { cors } from './routes/middleware/cors.js';
import { greetMachine } from './routes/middleware/credential.js';
import { identifyRequest } from './routes/middleware/identify-request.js';
import { greetReader, knowReader } from './routes/middleware/know-reader.js';
import { leadToSetUp } from './routes/middleware/lead-to-set-up.js';
import { methodNotAllowed, ownMethodsOfFixedPaths } from './routes/middleware/method-not-allowed.js';
import { readBody } from './routes/middleware/read-body.js';
import { refuseUnstorable } from './routes/middleware/refuse-unstorable.js';
import { noStore, securityHeaders } from './routes/middleware/security-headers.js';
import type { Parts } from './routes/parts.js';
import type { Route } from './routes/route.js';

/** The web application from ready parts. Nothing listens yet; tests start it on port 0. */
export function createApp(parts: Parts): Express {
  const app = express();
  app.locals.parts = parts;
  app.disable('x-powered-by');
  app.disable('etag');
  app.enable('case sensitive routing');
  app.set('query parser', 'simple');
  app.set('trust proxy', parts.config.TRUST_PROXY.length > 0 ? [...parts.config.TRUST_PROXY] : false);
  app.use(identifyRequest(parts), securityHeaders(parts), greetReader(parts));
  const site = siteRouter(parts);
  const base = basePath(parts);
  // Also without the sub-path: some proxies cut it off, and the container's own health check never has it.
  if (base !== '') app.use(base, site);
  app.use(site);
  return app;
}

function siteRouter(parts: Parts): Router {
  // Paths are told apart as isApi and mountOf tell them apart: `/API/v1` is no second, unguarded way to the API.
  const site = Router({ caseSensitive: true });
  // Names of these files carry no version: browsers ask again, and mostly hear 304.
  site.use(express.static(path.join(programFolder, 'public'), { maxAge: 0, index: false, redirect: false }));
  site.use(noStore, healthRouter(parts, createMetrics(parts)));
  site.use(
    refuseUnstorable,
    cors(parts),
    greetMachine,
    ofPages(knowReader(parts)),
    ofPages(leadToSetUp(parts)),
  );
  site.use(ownMethodsOfFixedPaths(routes));
  for (const route of routes) {
    const guards = route.api === undefined ? pageGuards(parts, route) : apiGuards(parts, route);
    site[route.method](route.path, ...guards, route.handle(parts));
  }
  site.use(methodNotAllowed(routes), answerNotFound, answerErrors(parts));
  return site;
}

function pageGuards(parts: Parts, route: Route): RequestHandler[] {
  const guards = [checkPermission(route.permission)];
  if (route.method !== 'get') guards.push(readBody(route), checkCsrf(parts));
  return guards;
}

/** The API finds out by itself who calls, and is open to keys before there is an administrator. */
function ofPages(handler: RequestHandler): RequestHandler {
  return (req, res, next) => (isApi(req.path) ? next() : handler(req, res, next));
}
