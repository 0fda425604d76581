import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eachDatabase } from '../testing/databases.js';
import { latestAudit, writeAudit } from './audit-log.js';
import { countHit } from './rate-windows.js';
import { deleteSecret, findSecret, saveSecret } from './secrets.js';
import { savedSetting, savedSettings, saveSetting } from './settings.js';
import { findLivingSession, insertSession, revokeOtherSessions, takeLink } from './user-sessions.js';
import { countAdministrators, findUserByName, insertUser, listUsers, setActive, setRoles } from './users.js';

const now = new Date('2026-02-03T09:15:27.482Z');
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
const person = (username: string) => ({
  username,
  email: null,
  fullName: 'เจ้าหน้าที่ ทดสอบ',
  passwordHash: 'hash',
  mustChangePassword: false,
  language: 'th' as const,
  roles: ['admin', 'claims'] as const,
});

eachDatabase('accounts', (database) => {
  test('a person is found by name whatever the case, with all roles', async () => {
    await insertUser(database.db, person('Somying'));
    const found = await findUserByName(database.db, 'SOMYING');
    assert.deepEqual(
      [found?.username, found?.roles, found?.isActive],
      ['somying', ['admin', 'claims'], true],
    );
    await assert.rejects(insertUser(database.db, person('somying')), { kind: 'duplicate' });
    assert.equal((await listUsers(database.db)).length, 1);
  });

  test('an administrator who is switched off or loses the role does not count', async () => {
    const id = await insertUser(database.db, person('second'));
    assert.equal(await countAdministrators(database.db), 2);
    await setActive(database.db, id, false, now);
    assert.equal(await countAdministrators(database.db), 1);
    await setActive(database.db, id, true, now);
    await setRoles(database.db, id, ['viewer']);
    assert.equal(await countAdministrators(database.db), 1);
  });

  test('a session lives until it is over, idle or revoked; a link works once', async () => {
    const userId = (await findUserByName(database.db, 'somying'))?.id ?? 0;
    const session = { userId, address: '127.0.0.1', userAgent: 'test', now, expiresAt: later(720) } as const;
    await insertSession(database.db, { ...session, tokenHash: 'a'.repeat(64), kind: 'page' });
    await insertSession(database.db, { ...session, tokenHash: 'b'.repeat(64), kind: 'page' });
    await insertSession(database.db, { ...session, tokenHash: 'c'.repeat(64), kind: 'link' });
    const living = async (hash: string, at: Date, idle: number) =>
      (await findLivingSession(database.db, hash.repeat(64), {
        now: at,
        seenSince: new Date(at.getTime() - idle * 60_000),
      })) !== null;
    assert.equal(await living('a', later(30), 60), true);
    assert.equal(await living('a', later(61), 60), false);
    assert.equal(await living('a', later(721), 10_000), false);
    assert.equal(await living('c', later(1), 60), false);
    assert.equal(await takeLink(database.db, 'c'.repeat(64), later(1)), userId);
    assert.equal(await takeLink(database.db, 'c'.repeat(64), later(1)), null);
    await revokeOtherSessions(database.db, { userId, keepHash: 'a'.repeat(64), now });
    assert.deepEqual([await living('a', later(1), 60), await living('b', later(1), 60)], [true, false]);
  });

  test('tries are counted in their window, and anew after it', async () => {
    const count = async (at: Date) =>
      (await countHit(database.db, 'bucket', { now: at, since: new Date(at.getTime() - 900_000) })).hits;
    assert.deepEqual([await count(now), await count(later(1)), await count(later(14))], [1, 2, 3]);
    assert.equal(await count(later(16)), 1);
    const many = await Promise.all(Array.from({ length: 8 }, () => count(later(17))));
    assert.equal(Math.max(...many), 9);
  });

  test('settings and secrets are kept as they were given', async () => {
    await saveSetting(database.db, { name: 'HOSPITAL_CODE', value: '09999', userId: null, now });
    await saveSetting(database.db, { name: 'HOSPITAL_CODE', value: '09998', userId: null, now });
    assert.equal(await savedSetting(database.db, 'HOSPITAL_CODE'), '09998');
    assert.equal((await savedSettings(database.db)).get('HOSPITAL_CODE'), '09998');
    const secret = { name: 'x', cipher: Uint8Array.of(0, 255, 10), nonce: Uint8Array.of(1, 2) };
    await saveSecret(database.db, secret, now);
    const found = await findSecret(database.db, 'x');
    assert.deepEqual([...(found?.cipher ?? [])], [0, 255, 10]);
    await deleteSecret(database.db, 'x');
    assert.equal(await findSecret(database.db, 'x'), null);
  });

  test('audit entries written at once stand in one chain', async () => {
    const entry = { at: now, actorKind: 'cli', actorId: null, actorName: 'test', action: 'change' } as const;
    await Promise.all(
      Array.from({ length: 6 }, (_none, i) =>
        writeAudit(database.db, { ...entry, subject: `thing ${i}`, outcome: 'done' }),
      ),
    );
    const rows = await latestAudit(database.db, 10);
    assert.equal(rows.length, 6);
    for (let i = 0; i + 1 < rows.length; i++) assert.equal(rows[i]?.previousHash, rows[i + 1]?.entryHash);
    assert.equal(rows.at(-1)?.previousHash, '');
  });
});
