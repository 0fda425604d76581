import type { RequestHandler } from 'express';
import { isApi } from '../api-call.js';
import type { Parts } from '../parts.js';

/** What a program in a browser may send beside the simple headers. */
const sent = 'X-API-Key, Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, Prefer';
/** What it may read. */
const shown = [
  ...['ETag', 'Link', 'Location', 'Retry-After', 'Content-Disposition', 'WWW-Authenticate', 'Allow'],
  ...['X-Next-Cursor', 'X-Server-Time', 'X-Request-Id', 'Idempotent-Replayed'],
  ...['RateLimit', 'RateLimit-Policy', 'X-RateLimit-Limit', 'X-RateLimit-Remaining', 'X-RateLimit-Reset'],
].join(', ');
const secondsKept = 600;

/**
 * Lets programs in browsers that came from listed origins call the API, by a key: cookies stay for our own pages. Without
 * a list there is no such header at all.
 */
export function cors({ config }: Pick<Parts, 'config'>): RequestHandler {
  const origins = new Set(config.API_CORS_ORIGINS);
  return (req, res, next) => {
    if (origins.size === 0 || !isApi(req.path)) return next();
    res.vary('Origin');
    const origin = req.get('origin');
    if (origin !== undefined && origins.has(origin)) {
      res.setHeader('Access-Control-Allow-Origin', origin);
      res.setHeader('Access-Control-Expose-Headers', shown);
      if (req.method === 'OPTIONS') {
        res.setHeader('Access-Control-Allow-Methods', 'GET, HEAD, POST, PUT, PATCH, DELETE');
        res.setHeader('Access-Control-Allow-Headers', sent);
        res.setHeader('Access-Control-Max-Age', secondsKept);
      }
    }
    next();
  };
}
