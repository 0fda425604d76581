import type { RequestHandler } from 'express';
import type { Permission } from '../domain/permission.js';
import type { Scope } from '../domain/scope.js';
import { type Mount, mounts } from './api-call.js';
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
  /** Present on addresses of the API: where they are, what keys need, what openapi.json says about them. */
  readonly api?: ApiAddress;
}

export interface ApiAddress extends ApiDescription {
  /** Path below the mount, e.g. `/cases/:id`. */
  readonly below: string;
  /** Every mount that has it. */
  readonly mounts: readonly Mount[];
  /** The one that this route is. */
  readonly mount: Mount;
  /** What a key must have; `any` = any credential, `none` = open to everybody. */
  readonly scope: Scope | 'any' | 'none';
}

/** A route of the API once for each of its mounts; any other route as it is. */
export function onItsMounts(route: Route): Route[] {
  const { api } = route;
  if (api === undefined) return [route];
  return api.mounts.map((mount) => ({
    ...route,
    path: `${mounts[mount]}${api.below}`,
    api: { ...api, mount },
  }));
}
