import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { sql } from '../db/sql.js';
import { AppError } from '../domain/errors.js';
import { eachDatabase, type GivenDatabase } from '../testing/databases.js';
import { commandLineActor } from './actor.js';
import { type AskedUser, addUser } from './add-user.js';
import { createPasswords } from './password.js';

const asked: AskedUser = {
  username: 'Somchai',
  password: 'correct horse',
  fullName: ' สมชาย ทดสอบ ',
  email: ' somchai@hospital.example ',
  roles: ['viewer', 'viewer'],
  mustChangePassword: true,
};

eachDatabase('adding a user', (database: GivenDatabase) => {
  beforeEach(async () => {
    await database.db.execute(sql`delete from user_roles`);
    await database.db.execute(sql`delete from users`);
  });

  const add = (change: Partial<AskedUser>) => {
    const parts = { db: database.db, passwords: createPasswords(), now: () => new Date() };
    return addUser(parts, { ...asked, ...change }, commandLineActor);
  };
  const refuses = (change: Partial<AskedUser>, code: string) =>
    assert.rejects(add(change), (error) => {
      assert.ok(error instanceof AppError && error.code === code, String(error));
      return true;
    });

  test('the name is kept in lower case, blanks around the rest fall away, a role counts once', async () => {
    const { username, fullName, email, roles, mustChangePassword } = await add({});
    assert.deepEqual(
      { username, fullName, email, roles, mustChangePassword },
      {
        username: 'somchai',
        fullName: 'สมชาย ทดสอบ',
        email: 'somchai@hospital.example',
        roles: ['viewer'],
        mustChangePassword: true,
      },
    );
    assert.equal((await add({ username: 'somsri', email: ' ' })).email, null);
  });

  test('what cannot be is named, and nobody is added', async () => {
    await refuses({ username: 'สมชาย' }, 'username_invalid');
    await refuses({ email: 'somchai' }, 'email_invalid');
    await refuses({ email: `${'a'.repeat(180)}@hospital.example` }, 'email_invalid');
    await refuses({ password: 'somchai' }, 'password_too_weak');
    await refuses({ roles: [] }, 'roles_missing');
    await refuses({ roles: ['king'] }, 'roles_invalid');
    assert.deepEqual(await database.db.query<object>(sql`select id from users`), []);
    await add({});
    await refuses({ username: 'SOMCHAI' }, 'username_taken');
  });
});
