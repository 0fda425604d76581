import { mayDo, type Permission } from './permission.js';
import type { Role } from './role.js';

/** What an API key may be allowed, each with the permission that a person needs for the same. */
export const scopePermissions = {
  'cases:read': 'denials_read',
  'cases:write': 'denials_work',
  'cases:delete': 'denials_work',
  'imports:write': 'denials_work',
  'exports:create': 'export',
  'claims:read': 'claims',
  'claims:write': 'reconcile',
  'claims:identifiers': 'reveal_identity',
  'downloads:start': 'fetch',
  'webhooks:manage': 'administer',
} as const satisfies Record<string, Permission>;

export type Scope = keyof typeof scopePermissions;
export const scopes = Object.keys(scopePermissions) as readonly Scope[]; // keys of a literal object

/** What a key gets where nothing is said. */
export const usualScopes: readonly Scope[] = ['cases:read', 'cases:write'];

export function isScope(word: string): word is Scope {
  return Object.hasOwn(scopePermissions, word);
}

/** What the session of a person with these roles may do at the API. */
export function scopesOf(roles: readonly Role[]): Scope[] {
  return scopes.filter((scope) => mayDo(roles, scopePermissions[scope]));
}
