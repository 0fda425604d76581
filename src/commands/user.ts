import { randomBytes } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { commandLineActor } from '../services/actor.js';
import { addUser } from '../services/add-user.js';
import { changePassword, changeUser, requireUser } from '../services/change-user.js';
import { createPasswords } from '../services/password.js';
import { listUsers } from '../store/users.js';
import { defineCommand, jsonOption, type Terminal } from './command.js';
import { withProgram } from './open-program.js';

const page = '/settings/users';
const roleOption = {
  type: 'string',
  required: true,
  value: 'ROLES',
  help: {
    th: 'บทบาท admin, claims, finance, viewer, auditor คั่นด้วยจุลภาค',
    en: 'admin, claims, finance, viewer, auditor; several with commas between',
  },
} as const;
const passwordOption = {
  type: 'boolean',
  help: {
    th: 'อ่านรหัสผ่านจาก stdin ถ้าไม่ใส่ โปรแกรมสร้างรหัสแรกให้',
    en: 'read the password from stdin; without it a first password is made and shown',
  },
} as const;

export const userAdd = defineCommand({
  name: 'user add',
  does: { th: 'เพิ่มผู้ใช้', en: 'Add a user' },
  words: { name: 'NAME', least: 1, most: 1 },
  options: {
    role: roleOption,
    email: { type: 'string', value: 'E-MAIL', help: { th: 'อีเมล', en: 'e-mail address' } },
    'password-stdin': passwordOption,
  },
  examples: [
    'user add somchai --role claims',
    'user add admin --role admin,claims --password-stdin < password.txt',
  ],
  run: async ({ options, words }, terminal) =>
    await withProgram({ page, terminal }, async ({ db, now }) => {
      const { password, made } = await passwordFor(options['password-stdin'], terminal);
      const asked = {
        username: words[0] ?? '',
        password,
        roles: rolesOf(options.role),
        email: options.email ?? '',
        mustChangePassword: made,
      };
      const user = await addUser({ db, now, passwords: createPasswords() }, asked, commandLineActor);
      terminal.say({ th: `เพิ่มผู้ใช้ ${user.username} แล้ว`, en: `The user ${user.username} was added` });
      if (made) terminal.print(password);
      return 0;
    }),
});

export const userPassword = defineCommand({
  name: 'user password',
  does: { th: 'ตั้งรหัสผ่านใหม่ให้ผู้ใช้', en: 'Give a user a new password' },
  words: { name: 'NAME', least: 1, most: 1 },
  options: { 'password-stdin': passwordOption },
  examples: ['user password somchai', 'user password somchai --password-stdin < password.txt'],
  run: async ({ options, words }, terminal) =>
    await withProgram({ page, terminal }, async ({ db, now, bus }) => {
      const parts = { db, now, bus, passwords: createPasswords() };
      const user = await requireUser(parts, words[0] ?? '');
      const { password, made } = await passwordFor(options['password-stdin'], terminal);
      await changePassword(parts, { user, password, present: null, keepHash: null }, commandLineActor);
      terminal.say({
        th: `ตั้งรหัสผ่านของ ${user.username} แล้ว เจ้าตัวต้องตั้งใหม่เมื่อเข้าใช้`,
        en: `The password of ${user.username} was set; it has to be changed at the next sign-in`,
      });
      if (made) terminal.print(password);
      return 0;
    }),
});

export const userRole = defineCommand({
  name: 'user role',
  does: { th: 'เปลี่ยนบทบาทของผู้ใช้', en: 'Change the roles of a user' },
  words: { name: 'NAME', least: 1, most: 1 },
  options: { role: roleOption },
  examples: ['user role somchai --role claims,finance'],
  run: async ({ options, words }, terminal) =>
    await withProgram({ page, terminal }, async ({ db, now, bus }) => {
      const parts = { db, now, bus, passwords: createPasswords() };
      const user = await requireUser(parts, words[0] ?? '');
      await changeUser(
        parts,
        { user, roles: rolesOf(options.role), isActive: user.isActive },
        commandLineActor,
      );
      terminal.say({
        th: `เปลี่ยนบทบาทของ ${user.username} แล้ว`,
        en: `The roles of ${user.username} were changed`,
      });
      return 0;
    }),
});

export const userList = defineCommand({
  name: 'user list',
  does: { th: 'แสดงรายชื่อผู้ใช้', en: 'List the users' },
  options: { json: jsonOption },
  examples: ['user list --json'],
  run: async ({ options }, terminal) =>
    await withProgram({ page, terminal }, async ({ db }) => {
      for (const { username, roles, isActive, lastLoginAt } of await listUsers(db))
        if (options.json) terminal.json({ username, roles, active: isActive, last_login_at: lastLoginAt });
        else
          terminal.print(
            `${username.padEnd(24)} ${roles.join(',').padEnd(36)} ${isActive ? '' : 'off'}`.trimEnd(),
          );
      return 0;
    }),
});

function rolesOf(given: string): string[] {
  return given.split(',').map((role) => role.trim());
}

/** The first line of stdin, or one that is made here. Never an argument: those are seen by others on the machine. */
async function passwordFor(
  fromStdin: boolean,
  terminal: Terminal,
): Promise<{ password: string; made: boolean }> {
  if (!fromStdin) return { password: randomBytes(12).toString('base64url'), made: true };
  if (process.stdin.isTTY)
    terminal.say({ th: 'พิมพ์รหัสผ่าน แล้วกด Ctrl-D', en: 'Type the password, then Ctrl-D' });
  const typed = await text(process.stdin);
  return { password: typed.split(/\r?\n/, 1)[0] ?? '', made: false };
}
