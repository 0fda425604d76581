import { aiRoutes } from './ai.js';
import { documentedRoutes } from './documented.js';
import type { FakeRoute } from './fake.js';
import { gatewayRoutes } from './gateway.js';
import { nativeRoutes } from './native.js';

/** Every call of the practice OpenCHS; each profile stands under its own first part of the path. */
const routes: readonly FakeRoute[] = [...documentedRoutes, ...nativeRoutes, ...gatewayRoutes, ...aiRoutes];

export interface FoundRoute {
  readonly route: FakeRoute;
  readonly id: string;
}

/** What `:id` stands for where a path has the form of a route; null = it has not. */
function idIn(path: string, form: string): string | null {
  const parts = path.split('/');
  const wanted = form.split('/');
  if (parts.length !== wanted.length) return null;
  const at = wanted.indexOf(':id');
  const id = parts[at] ?? '';
  const fits = wanted.every((part, place) => place === at || part === parts[place]);
  return fits && id !== '' ? decodeURIComponent(id) : null;
}

/** The call that an address means; null = there is none. */
export function findFakeRoute(method: string, path: string): FoundRoute | null {
  const own = routes.filter((route) => route.method === method);
  const fixed = own.find((route) => route.path === path);
  if (fixed) return { route: fixed, id: '' };
  for (const route of own) {
    const id = idIn(path, route.path);
    if (id !== null) return { route, id };
  }
  return null;
}
