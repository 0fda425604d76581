import path from 'node:path';
import express, { type Express, Router } from 'express';
import { programFolder } from './config.js';
import { basePath } from './routes/cookies.js';
import { healthRouter } from './routes/health.js';
import { routes } from './routes/index.js';
import { createMetrics } from './routes/metrics.js';
import { answerErrors, answerNotFound } from './routes/middleware/answer-errors.js';
import { checkCsrf } from './routes/middleware/check-csrf.js';
import { checkPermission } from './routes/middleware/check-permission.js';
import { identifyRequest } from './routes/middleware/identify-request.js';
import { greetReader, knowReader } from './routes/middleware/know-reader.js';
import { leadToSetUp } from './routes/middleware/lead-to-set-up.js';
import { methodNotAllowed } from './routes/middleware/method-not-allowed.js';
import { readBody } from './routes/middleware/read-body.js';
import { noStore, securityHeaders } from './routes/middleware/security-headers.js';
import type { Parts } from './routes/parts.js';

/** The web application from ready parts. Nothing listens yet; tests start it on port 0. */
export function createApp(parts: Parts): Express {
  const app = express();
  app.locals.parts = parts;
  app.disable('x-powered-by');
  app.disable('etag');
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
  const site = Router();
  // Names of these files carry no version: browsers ask again, and mostly hear 304.
  site.use(express.static(path.join(programFolder, 'public'), { maxAge: 0, index: false, redirect: false }));
  site.use(noStore, healthRouter(parts, createMetrics(parts)), knowReader(parts), leadToSetUp(parts));
  for (const route of routes) {
    const guards = [checkPermission(route.permission)];
    if (route.method !== 'get') guards.push(readBody(route), checkCsrf(parts));
    site[route.method](route.path, ...guards, route.handle(parts));
  }
  site.use(methodNotAllowed(routes), answerNotFound, answerErrors(parts));
  return site;
}
