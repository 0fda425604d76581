import { documentedRoutes } from './documented.js';
import type { FakeRoute } from './fake.js';

/** Every call of the practice OpenCHS; each profile stands under its own first part of the path. */
const routes: readonly FakeRoute[] = [...documentedRoutes];

export interface FoundRoute {
  readonly route: FakeRoute;
  readonly id: string;
}

/** The call that an address means; null = there is none. */
export function findFakeRoute(method: string, path: string): FoundRoute | null {
  const fixed = routes.find((route) => route.method === method && route.path === path);
  if (fixed) return { route: fixed, id: '' };
  const at = path.lastIndexOf('/') + 1;
  const pattern = `${path.slice(0, at)}:id`;
  const named = routes.find((route) => route.method === method && route.path === pattern);
  return named ? { route: named, id: decodeURIComponent(path.slice(at)) } : null;
}
