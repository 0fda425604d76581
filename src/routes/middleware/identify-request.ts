import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import type { Parts } from '../parts.js';

/** Gives each request its id (header X-Request-Id), and writes a line when it is answered. No query: filters are private. */
export function identifyRequest({ log }: Pick<Parts, 'log'>): RequestHandler {
  const web = log.child({ source: 'web' });
  return (req, res, next) => {
    const started = performance.now();
    const id = randomUUID();
    res.locals.requestId = id;
    res.setHeader('X-Request-Id', id);
    const { method } = req;
    const path = req.originalUrl.split('?', 1)[0];
    res.once('close', () => {
      const fields = {
        request: id,
        method,
        path,
        status: res.statusCode,
        ms: Math.round(performance.now() - started),
      };
      if (method === 'GET' || method === 'HEAD') web.debug(fields, 'request answered');
      else web.info(fields, 'request answered');
    });
    next();
  };
}
