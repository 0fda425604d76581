import type { Role } from './role.js';

/** How far a role goes: always, after a reason is given, or only if it was switched on for the person. */
export type Grant = 'yes' | 'with_reason' | 'per_person';

/** Who may do what: the one table of roles and permissions. A role that is not named may not. */
export const permissions = {
  figures: { admin: 'yes', claims: 'yes', finance: 'yes', viewer: 'yes', auditor: 'yes' },
  report_note: { admin: 'yes', finance: 'yes' },
  claims: { admin: 'yes', claims: 'yes', finance: 'yes', auditor: 'yes' },
  reveal_identity: { claims: 'yes', finance: 'with_reason' },
  export: { admin: 'yes', claims: 'yes', finance: 'yes' },
  export_identity: { claims: 'with_reason' },
  fetch: { admin: 'yes', claims: 'yes' },
  undo: { admin: 'yes', claims: 'with_reason' },
  denials_read: { claims: 'yes', finance: 'yes', auditor: 'yes' },
  denials_work: { claims: 'yes' },
  // Who both reads them and may export.
  denials_export: { claims: 'yes', finance: 'yes' },
  reconcile: { finance: 'yes' },
  ai_audio: { claims: 'per_person' },
  administer: { admin: 'yes' },
  live_logs: { admin: 'yes', claims: 'yes', auditor: 'yes' },
  audit: { auditor: 'yes' },
} as const satisfies Record<string, Partial<Record<Role, Grant>>>;

export type Permission = keyof typeof permissions;
export const permissionNames = Object.keys(permissions) as readonly Permission[]; // keys of a literal object

/** The best grant among a person's roles, or null. */
export function grantOf(roles: readonly Role[], permission: Permission): Grant | null {
  const row: Partial<Record<Role, Grant>> = permissions[permission];
  const grants = roles.map((role) => row[role]);
  return (['yes', 'with_reason', 'per_person'] as const).find((grant) => grants.includes(grant)) ?? null;
}

/** Permissions that roles alone do not give: an administrator switches them on for a person. */
export const perPersonPermissions: readonly Permission[] = permissionNames.filter((permission) => {
  const row: Partial<Record<Role, Grant>> = permissions[permission];
  return Object.values(row).includes('per_person');
});

/**
 * Whether the door opens at all; a reason, where one is needed, is asked for behind it. `granted`: what is switched on for
 * the person, which counts beside a role that may have it.
 */
export function mayDo(
  roles: readonly Role[],
  permission: Permission,
  granted: readonly Permission[] = [],
): boolean {
  const grant = grantOf(roles, permission);
  if (grant === 'per_person') return granted.includes(permission);
  return grant === 'yes' || grant === 'with_reason';
}
