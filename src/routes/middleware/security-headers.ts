import type { RequestHandler } from 'express';
import helmet from 'helmet';
import { isApi } from '../api-call.js';
import type { Parts } from '../parts.js';

/** Headers of every answer. Nothing is loaded from elsewhere, no inline script or style. HSTS only where TLS is ours. */
export function securityHeaders({ config }: Pick<Parts, 'config'>): RequestHandler {
  const tls = config.BASE_URL.startsWith('https:');
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        ...(tls && { upgradeInsecureRequests: [] }),
      },
    },
    strictTransportSecurity: tls,
    // With no-referrer browsers send `Origin: null` on our own forms, and the origin check would refuse them.
    referrerPolicy: { policy: 'same-origin' },
    xFrameOptions: { action: 'deny' },
    crossOriginOpenerPolicy: tls,
    originAgentCluster: tls,
  });
}

/** Pages hold patients' data or secrets: never kept by a browser or proxy. Other systems may keep what they ask again for. */
export const noStore: RequestHandler = (req, res, next) => {
  res.setHeader('Cache-Control', isApi(req.path) ? 'private, no-cache' : 'private, no-store');
  next();
};
