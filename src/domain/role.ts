/** Roles of people; one person may hold several. */
export const roles = ['admin', 'claims', 'finance', 'viewer', 'auditor'] as const;
export type Role = (typeof roles)[number];

export function isRole(text: string): text is Role {
  return (roles as readonly string[]).includes(text);
}

/** Reads `admin,claims`; null where a word is no role or none is given. In the order of the list, without doubles. */
export function readRoles(text: string): Role[] | null {
  const words = text
    .split(',')
    .map((word) => word.trim().toLowerCase())
    .filter((word) => word !== '');
  return words.length > 0 && words.every(isRole) ? roles.filter((role) => words.includes(role)) : null;
}
