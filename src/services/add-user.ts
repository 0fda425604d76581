import { z } from 'zod';
import { type Db, DbError } from '../db/db.js';
import { AppError, type Language } from '../domain/errors.js';
import { isRole, type Role } from '../domain/role.js';
import { writeAudit } from '../store/audit-log.js';
import { findUser, insertUser, type User } from '../store/users.js';
import type { Actor } from './actor.js';
import { checkPasswordStrength, type Passwords } from './password.js';

export interface AccountParts {
  readonly db: Db;
  readonly passwords: Passwords;
  readonly now: () => Date;
}

export interface AskedUser {
  readonly username: string;
  readonly password: string;
  readonly fullName?: string;
  readonly email?: string;
  readonly roles: readonly string[];
  readonly language?: Language;
  /** The person has to choose a password of their own at the first sign-in. */
  readonly mustChangePassword: boolean;
}

/** Throws AppError username_invalid, email_invalid, username_taken, password_too_weak, roles_missing, roles_invalid. */
export async function addUser(parts: AccountParts, asked: AskedUser, by: Actor): Promise<User> {
  const username = checkUsername(asked.username);
  const email = checkEmail(asked.email ?? '');
  const roles = checkRoles(asked.roles);
  checkPasswordStrength(asked.password, username);
  const passwordHash = await parts.passwords.hash(asked.password);
  const id = await insertUser(parts.db, {
    username,
    passwordHash,
    roles,
    email,
    fullName: asked.fullName?.trim() || null,
    mustChangePassword: asked.mustChangePassword,
    language: asked.language ?? 'th',
  }).catch((error: unknown) => {
    const taken = error instanceof DbError && error.kind === 'duplicate';
    throw taken ? new AppError('username_taken', { username }, { cause: error }) : error;
  });
  await writeAudit(parts.db, {
    ...by,
    at: parts.now(),
    action: 'change',
    subject: `user ${username}`,
    outcome: 'done',
    details: { added: true, roles },
  });
  const user = await findUser(parts.db, id);
  if (user === null) throw new Error('a user that was just added is gone');
  return user;
}

/** In lower case, so that `Admin` and `admin` are one person. */
export function checkUsername(text: string): string {
  const username = text.trim().toLowerCase();
  if (!/^[a-z0-9._@-]{2,100}$/.test(username)) throw new AppError('username_invalid');
  return username;
}

/** What `users.email` holds at most. */
const longestEmail = 190;

function checkEmail(text: string): string | null {
  if (text.trim() === '') return null;
  const email = z.email().max(longestEmail).safeParse(text.trim());
  if (!email.success) throw new AppError('email_invalid');
  return email.data;
}

export function checkRoles(words: readonly string[]): Role[] {
  if (words.length === 0) throw new AppError('roles_missing');
  const known = words.filter(isRole);
  if (known.length < words.length)
    throw new AppError('roles_invalid', { roles: words.filter((word) => !isRole(word)).join(', ') });
  return [...new Set(known)];
}
