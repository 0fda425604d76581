import type { RequestHandler } from 'express';
import type { Permission } from '../domain/permission.js';
import type { ApiDescription } from './api-route.js';
import type { Parts } from './parts.js';

/** One URL. routes/index.ts lists them all; the frame checks permission and CSRF token before `handle` runs. */
export interface Route {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** Express 5 path, below BASE_URL's sub-path, e.g. `/files/:id`. Fixed words stand before `:names` in the list. */
  readonly path: string;
  /** Who may: a permission, everybody signed in (own account), or everybody. */
  readonly permission: Permission | 'signed_in' | 'public';
  /** Makes the request handler once, at start. A rejected promise reaches the error page. */
  readonly handle: (parts: Parts) => RequestHandler;
  /** Present on routes below /api: what openapi.json says about them. */
  readonly api?: ApiDescription;
}
