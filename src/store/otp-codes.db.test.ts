import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { databases, type FreshDatabase } from '../testing/databases.js';
import { keepOtpCode, takeOtpTry, useOtpCode } from './otp-codes.js';
import { findActiveUserByEmail, insertUser } from './users.js';

for (const kind of databases())
  describe(`one-time codes (${kind.name})`, () => {
    let fresh: FreshDatabase;
    const now = new Date('2026-02-03T02:00:00Z');
    const later = new Date('2026-02-03T02:10:00Z');
    const code = { addressHash: 'a', codeHash: 'c', now, expiresAt: later };
    before(async () => {
      fresh = await kind.fresh();
    });
    after(() => fresh.close());

    test('a code has five tries also where more come at once, and opens once', async () => {
      assert.equal(await keepOtpCode(fresh.db, code, now), true);
      const tries = await Promise.all(
        Array.from({ length: 20 }, () => takeOtpTry(fresh.db, 'a', { now, tries: 5 })),
      );
      assert.equal(tries.filter(Boolean).length, 5);
      const used = await Promise.all(
        Array.from({ length: 20 }, () => useOtpCode(fresh.db, { addressHash: 'a', codeHash: 'c', now })),
      );
      assert.equal(used.filter(Boolean).length, 1);
    });

    test('a new code takes the place of the one before, and is over at its end', async () => {
      assert.equal(
        await keepOtpCode(fresh.db, { ...code, codeHash: 'd' }, new Date(now.getTime() - 1)),
        false,
      );
      assert.equal(await keepOtpCode(fresh.db, { ...code, codeHash: 'd' }, now), true);
      assert.equal(await useOtpCode(fresh.db, { addressHash: 'a', codeHash: 'c', now }), false);
      assert.equal(await takeOtpTry(fresh.db, 'a', { now: later, tries: 5 }), false);
      assert.equal(await takeOtpTry(fresh.db, 'a', { now, tries: 5 }), true);
      assert.equal(await takeOtpTry(fresh.db, 'nobody', { now, tries: 5 }), false);
      assert.equal(await useOtpCode(fresh.db, { addressHash: 'a', codeHash: 'd', now }), true);
    });

    test('of codes that are made at once for one address one is kept', async () => {
      for (const address of ['new', 'known']) {
        if (address === 'known') await keepOtpCode(fresh.db, { ...code, addressHash: address }, now);
        const at = new Date(now.getTime() + 120_000);
        const kept = await Promise.all(
          Array.from({ length: 10 }, (_, n) =>
            keepOtpCode(fresh.db, { ...code, addressHash: address, codeHash: `p${n}`, now: at }, now),
          ),
        );
        assert.equal(kept.filter(Boolean).length, 1, address);
        const codeHash = `p${kept.indexOf(true)}`;
        assert.equal(await useOtpCode(fresh.db, { addressHash: address, codeHash, now: at }), true);
      }
    });

    test('an address finds its person in any case, and nobody where two have it', async () => {
      const person = async (username: string) =>
        await insertUser(fresh.db, {
          username,
          email: 'Officer@Hospital.example',
          fullName: null,
          passwordHash: null,
          mustChangePassword: false,
          language: 'th',
          roles: ['claims'],
        });
      await person('one');
      const found = await findActiveUserByEmail(fresh.db, 'officer@hospital.EXAMPLE');
      assert.deepEqual([found?.username, found?.roles], ['one', ['claims']]);
      await person('two');
      assert.equal(await findActiveUserByEmail(fresh.db, 'officer@hospital.example'), null);
    });
  });
