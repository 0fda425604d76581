import { randomInt } from 'node:crypto';
import type { Request, Response } from 'express';
import { AppError } from '../../domain/errors.js';
import { type Permission, perPersonPermissions } from '../../domain/permission.js';
import { type Role, roles } from '../../domain/role.js';
import { instantText } from '../../domain/thai-date.js';
import { addUser } from '../../services/add-user.js';
import { changePassword, changeUser, requireUser } from '../../services/change-user.js';
import { listUsers } from '../../store/users.js';
import { actorOf, type FieldMessage, formFields, formList, formMessages, languageOf } from '../form.js';
import type { Parts } from '../parts.js';
import { userOf } from '../reader.js';
import type { Route } from '../route.js';
import { sendPage } from '../send-page.js';

/**
 * views/pages/settings-users.ejs, forms with `_csrf`: /settings/users (`username`, `fullName`, `email`, `roles` several),
 * /settings/users/NAME (`roles` and `granted` several, `active` = `yes` or absent), /settings/users/NAME/password (no field).
 */
export interface UsersView {
  readonly users: readonly {
    readonly username: string;
    readonly fullName: string | null;
    readonly email: string | null;
    readonly roles: readonly Role[];
    readonly granted: readonly Permission[];
    readonly active: boolean;
    readonly self: boolean;
    readonly mustChangePassword: boolean;
    /** In words. */
    readonly lastLogin: string;
  }[];
  readonly roles: readonly Role[];
  /** What is switched on for persons, not by roles. */
  readonly perPerson: readonly Permission[];
  readonly values: { readonly username: string; readonly fullName: string; readonly email: string };
  /** Shown this once: the first password of somebody who was just added or given a new one. */
  readonly firstPassword: { readonly username: string; readonly password: string } | null;
  readonly saved: boolean;
  readonly errors: readonly FieldMessage[];
}

export const usersPage: Route = {
  method: 'get',
  path: '/settings/users',
  permission: 'administer',
  handle: (parts) => async (req, res) => await show(req, res, parts, {}),
};

export const addUserForm: Route = {
  method: 'post',
  path: '/settings/users',
  permission: 'administer',
  handle: (parts) => async (req, res) => {
    const { username, fullName, email } = formFields(req, ['username', 'fullName', 'email']);
    const password = makeFirstPassword();
    const asked = {
      username,
      fullName,
      email,
      password,
      roles: formList(req, 'roles'),
      mustChangePassword: true,
    };
    try {
      const user = await addUser(parts, { ...asked, language: languageOf(res) }, actorOf(req, res));
      await show(req, res, parts, { firstPassword: { username: user.username, password } });
    } catch (error) {
      await show(req, res, parts, { errors: formMessages(res, error) });
    }
  },
};

export const changeUserForm: Route = {
  method: 'post',
  path: '/settings/users/:username',
  permission: 'administer',
  handle: (parts) => async (req, res) => {
    try {
      const user = await requireUser(parts, String(req.params.username));
      const isActive = formFields(req, ['active']).active === 'yes';
      const change = { user, roles: formList(req, 'roles'), granted: formList(req, 'granted'), isActive };
      await changeUser(parts, change, actorOf(req, res));
    } catch (error) {
      return await show(req, res, parts, { errors: formMessages(res, error) });
    }
    res.redirect(303, `${req.baseUrl}/settings/users?saved=1`);
  },
};

export const newPasswordForm: Route = {
  method: 'post',
  path: '/settings/users/:username/password',
  permission: 'administer',
  handle: (parts) => async (req, res) => {
    const user = await requireUser(parts, String(req.params.username));
    // One's own is changed on the account page, with the present one.
    if (user.id === userOf(res).id) throw new AppError('not_allowed');
    const password = makeFirstPassword();
    await changePassword(parts, { user, password, present: null, keepHash: null }, actorOf(req, res));
    await show(req, res, parts, { firstPassword: { username: user.username, password } });
  },
};

/** 16 letters and digits that are not mistaken for each other when written on paper: 78 bits. */
function makeFirstPassword(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789';
  const group = () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('');
  return [group(), group(), group(), group()].join('-');
}

async function show(req: Request, res: Response, parts: Parts, outcome: Partial<UsersView>): Promise<void> {
  const users = await listUsers(parts.db);
  const own = userOf(res).id;
  const view: UsersView = {
    users: users.map((user) => ({
      username: user.username,
      fullName: user.fullName,
      email: user.email,
      roles: user.roles,
      granted: user.granted,
      active: user.isActive,
      self: user.id === own,
      mustChangePassword: user.mustChangePassword,
      lastLogin: instantText(user.lastLoginAt, languageOf(res), true),
    })),
    roles,
    perPerson: perPersonPermissions,
    values:
      outcome.errors === undefined
        ? { username: '', fullName: '', email: '' }
        : formFields(req, ['username', 'fullName', 'email']),
    firstPassword: null,
    saved: req.query.saved === '1',
    errors: [],
    ...outcome,
  };
  await sendPage(res, 'settings-users', view);
}
