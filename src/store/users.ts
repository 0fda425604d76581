import type { Db, Queryable } from '../db/db.js';
import { sql } from '../db/sql.js';
import type { Language } from '../domain/errors.js';
import type { Permission } from '../domain/permission.js';
import { isRole, type Role } from '../domain/role.js';

export interface User {
  readonly id: number;
  readonly username: string;
  readonly email: string | null;
  readonly fullName: string | null;
  readonly roles: readonly Role[];
  /** What was switched on for this person beside the roles. */
  readonly granted: readonly Permission[];
  readonly isActive: boolean;
  readonly mustChangePassword: boolean;
  readonly language: Language;
  /** Instant as text, UTC. */
  readonly lastLoginAt: string | null;
}

export interface NewUser {
  /** Stored in lower case. */
  readonly username: string;
  readonly email: string | null;
  readonly fullName: string | null;
  readonly passwordHash: string | null;
  readonly mustChangePassword: boolean;
  readonly language: Language;
  readonly roles: readonly Role[];
}

interface UserRow {
  readonly id: number;
  readonly username: string;
  readonly email: string | null;
  readonly full_name: string | null;
  readonly is_active: boolean;
  readonly must_change_password: boolean;
  readonly language: string;
  readonly last_login_at: string | null;
  readonly may_use_audio: boolean;
}

const columns = sql`id, username, email, full_name, is_active, must_change_password, language, last_login_at,
  may_use_audio`;

function toUser(row: UserRow, roles: readonly Role[]): User {
  return {
    id: row.id,
    username: row.username,
    email: row.email,
    fullName: row.full_name,
    roles,
    granted: row.may_use_audio ? ['ai_audio'] : [],
    isActive: row.is_active,
    mustChangePassword: row.must_change_password,
    language: row.language === 'en' ? 'en' : 'th',
    lastLoginAt: row.last_login_at,
  };
}

async function rolesOf(db: Queryable, userId: number): Promise<Role[]> {
  const rows = await db.query<{ role: string }>(
    sql`select role from user_roles where user_id = ${userId} order by role`,
  );
  return rows.map(({ role }) => role).filter(isRole);
}

async function withRoles(db: Queryable, row: UserRow | null): Promise<User | null> {
  return row === null ? null : toUser(row, await rolesOf(db, row.id));
}

export async function findUser(db: Queryable, id: number): Promise<User | null> {
  return await withRoles(
    db,
    await db.first<UserRow>(sql`select ${columns} from users where id = ${id} and deleted_at is null`),
  );
}

/** Upper and lower case are the same. */
export async function findUserByName(db: Queryable, username: string): Promise<User | null> {
  return await withRoles(
    db,
    await db.first<UserRow>(
      sql`select ${columns} from users where username = ${username.toLowerCase()} and deleted_at is null`,
    ),
  );
}

/** Who signs in by this mail address: nobody where two have it, since it would not be known which one is meant. */
export async function findActiveUserByEmail(db: Queryable, email: string): Promise<User | null> {
  const rows = await db.query<UserRow>(sql`select ${columns} from users
    where lower(email) = ${email.toLowerCase()} and is_active = true and deleted_at is null order by id limit 2`);
  return rows.length === 1 ? await withRoles(db, rows[0] ?? null) : null;
}

export async function passwordHashOf(db: Queryable, id: number): Promise<string | null> {
  const row = await db.first<{ password_hash: string | null }>(
    sql`select password_hash from users where id = ${id}`,
  );
  return row?.password_hash ?? null;
}

/** Everybody who may sign in or was switched off, by name. */
export async function listUsers(db: Queryable): Promise<User[]> {
  const rows = await db.query<UserRow>(
    sql`select ${columns} from users where deleted_at is null order by username`,
  );
  const roleRows = await db.query<{ user_id: number; role: string }>(
    sql`select user_id, role from user_roles order by user_id, role`,
  );
  return rows.map((row) =>
    toUser(
      row,
      roleRows
        .filter(({ user_id }) => user_id === row.id)
        .map(({ role }) => role)
        .filter(isRole),
    ),
  );
}

/** People who can sign in now and hold the administrator's role. */
export async function countAdministrators(db: Queryable): Promise<number> {
  const row = await db.first<{ n: number }>(sql`select count(*) as n from users u
    join user_roles r on r.user_id = u.id
    where r.role = 'admin' and u.is_active = true and u.deleted_at is null`);
  return Number(row?.n ?? 0);
}

/** Adds a person; DbError of kind `duplicate` where the name is taken. */
export async function insertUser(db: Db, user: NewUser): Promise<number> {
  return await db.transaction(async (tx) => {
    const id = await tx.insert('users', {
      username: user.username.toLowerCase(),
      email: user.email,
      full_name: user.fullName,
      password_hash: user.passwordHash,
      must_change_password: user.mustChangePassword,
      language: user.language,
    });
    await insertRoles(tx, id, user.roles);
    return id;
  });
}

async function insertRoles(tx: Queryable, userId: number, roles: readonly Role[]): Promise<void> {
  for (const role of roles) await tx.insert('user_roles', { user_id: userId, role });
}

export async function setRoles(tx: Queryable, userId: number, roles: readonly Role[]): Promise<void> {
  await tx.execute(sql`delete from user_roles where user_id = ${userId}`);
  await insertRoles(tx, userId, roles);
}

export async function setPassword(
  db: Queryable,
  userId: number,
  change: { readonly passwordHash: string; readonly mustChange: boolean; readonly now: Date },
): Promise<void> {
  await db.execute(sql`update users set password_hash = ${change.passwordHash},
    must_change_password = ${change.mustChange}, failed_logins = 0, updated_at = ${change.now} where id = ${userId}`);
}

export async function setActive(db: Queryable, userId: number, isActive: boolean, now: Date): Promise<void> {
  await db.execute(sql`update users set is_active = ${isActive}, updated_at = ${now} where id = ${userId}`);
}

export async function setGranted(
  db: Queryable,
  userId: number,
  granted: readonly Permission[],
  now: Date,
): Promise<void> {
  await db.execute(sql`update users set may_use_audio = ${granted.includes('ai_audio')}, updated_at = ${now}
    where id = ${userId}`);
}

export async function setLanguage(db: Queryable, userId: number, language: Language): Promise<void> {
  await db.execute(sql`update users set language = ${language} where id = ${userId}`);
}

export async function noteSignIn(
  db: Queryable,
  userId: number,
  from: { readonly address: string; readonly now: Date },
): Promise<void> {
  await db.execute(sql`update users set failed_logins = 0, last_login_at = ${from.now},
    last_login_ip = ${from.address.slice(0, 45)} where id = ${userId}`);
}

export async function noteFailedSignIn(db: Queryable, userId: number): Promise<void> {
  await db.execute(sql`update users set failed_logins = failed_logins + 1 where id = ${userId}`);
}
