import { Router } from 'express';
import type { Registry } from 'prom-client';
import { AppError } from '../domain/errors.js';
import { networkList } from '../domain/network-list.js';
import type { Parts } from './parts.js';
import { withinTime } from './within-time.js';

/** Health checks: they come before sign-in and set-up, and ask for nobody. */
export function healthRouter(parts: Parts, metrics: Registry): Router {
  const router = Router({ caseSensitive: true });
  router.get('/healthz', (_req, res) => void res.json({ status: 'ok' }));
  router.get('/readyz', async (_req, res) => {
    await withinTime(parts.db.ping());
    res.json({ status: 'ready' });
  });
  // Also the container's health check: 503 while the database is away, before anybody is sent to sign in.
  router.get('/dashboard', async (_req, _res, next) => {
    await withinTime(parts.db.ping());
    next();
  });
  const networks = networkList(parts.config.METRICS_NETWORKS);
  router.get('/metrics', async (req, res) => {
    // Metrics hold no patient's value, only counts and times; still they are for the machines of METRICS_NETWORKS alone.
    if (!networks.has(req.ip ?? '')) throw new AppError('not_allowed');
    res.type(metrics.contentType).send(await metrics.metrics());
  });
  return router;
}
