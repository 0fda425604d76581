import { AppError } from '../domain/errors.js';
import { type Permission, perPersonPermissions } from '../domain/permission.js';
import type { Bus } from '../events/bus.js';
import { writeAudit } from '../store/audit-log.js';
import { revokeOtherSessions } from '../store/user-sessions.js';
import {
  countAdministrators,
  findUserByName,
  passwordHashOf,
  setActive,
  setGranted,
  setPassword,
  setRoles,
  type User,
} from '../store/users.js';
import type { Actor } from './actor.js';
import { type AccountParts, checkRoles } from './add-user.js';
import { checkPasswordStrength } from './password.js';

/** Throws AppError user_not_found. */
export async function requireUser({ db }: Pick<AccountParts, 'db'>, username: string): Promise<User> {
  const user = await findUserByName(db, username.trim());
  if (user === null) throw new AppError('user_not_found', { username: username.trim() });
  return user;
}

interface ChangeParts extends AccountParts {
  readonly bus: Bus | null;
}

/**
 * A new password, by the person (with the present one) or by an administrator. Ends all other sessions of the person.
 * Throws AppError password_too_weak, password_wrong.
 */
export async function changePassword(
  parts: ChangeParts,
  change: {
    readonly user: User;
    readonly password: string;
    /** The present password where the person changes it; null where an administrator sets a first one. */
    readonly present: string | null;
    /** The session that stays. */
    readonly keepHash: string | null;
  },
  by: Actor,
): Promise<void> {
  const { user, password, present, keepHash } = change;
  if (present !== null && !(await parts.passwords.verify(present, await passwordHashOf(parts.db, user.id))))
    throw new AppError('password_wrong');
  checkPasswordStrength(password, user.username);
  const passwordHash = await parts.passwords.hash(password);
  await parts.db.transaction(async (tx) => {
    const now = parts.now();
    await setPassword(tx, user.id, { passwordHash, mustChange: present === null, now });
    await revokeOtherSessions(tx, { userId: user.id, keepHash, now });
    await writeAudit(tx, {
      ...by,
      at: now,
      action: 'change',
      subject: `password of ${user.username}`,
      outcome: 'done',
    });
  });
  parts.bus?.publish('user_sessions.ended', { userId: user.id });
}

/**
 * Roles, whether the person may sign in, and what is switched on for this person alone (absent = as it is). Throws AppError
 * roles_invalid, last_administrator.
 */
export async function changeUser(
  parts: ChangeParts,
  change: {
    readonly user: User;
    readonly roles: readonly string[];
    readonly isActive: boolean;
    readonly granted?: readonly string[];
  },
  by: Actor,
): Promise<void> {
  const { user, isActive } = change;
  const roles = checkRoles(change.roles);
  const granted = grantedOf(change.granted) ?? user.granted;
  await parts.db.transaction(async (tx) => {
    const now = parts.now();
    await setRoles(tx, user.id, roles);
    await setActive(tx, user.id, isActive, now);
    await setGranted(tx, user.id, granted, now);
    // Counted inside the transaction: it is rolled back where nobody would be left.
    if ((await countAdministrators(tx)) === 0) throw new AppError('last_administrator');
    if (!isActive) await revokeOtherSessions(tx, { userId: user.id, keepHash: null, now });
    await writeAudit(tx, {
      ...by,
      at: now,
      action: 'change',
      subject: `user ${user.username}`,
      outcome: 'done',
      details: { roles, active: isActive, granted, roles_before: user.roles, granted_before: user.granted },
    });
  });
  parts.bus?.publish('user_sessions.ended', { userId: user.id });
}

/** Words that are no permission of persons are left out. */
function grantedOf(words: readonly string[] | undefined): Permission[] | undefined {
  return words && perPersonPermissions.filter((permission) => words.includes(permission));
}
