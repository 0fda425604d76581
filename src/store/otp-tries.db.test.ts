import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eachDatabase } from '../testing/databases.js';
import { isOtpBlocked, noteWrongOtp } from './otp-tries.js';

const start = Date.parse('2026-02-03T02:10:00Z');
const at = (hours: number) => new Date(start + hours * 3_600_000);

eachDatabase('wrong tries of one-time codes', (database) => {
  const wrong = async (address: string, hours: number, times: number) => {
    for (let n = 0; n < times; n += 1) await noteWrongOtp(database.db, address, at(hours));
  };
  const isBlocked = (address: string, hours: number) => isOtpBlocked(database.db, address, at(hours));

  test('the twentieth blocks for a day from itself, not from the first', async () => {
    await wrong('slow', 0, 19);
    assert.equal(await isBlocked('slow', 23.5), false);
    await wrong('slow', 23.5, 1);
    assert.equal(await isBlocked('slow', 23.5), true);
    assert.equal(await isBlocked('slow', 47.4), true);
    assert.equal(await isBlocked('slow', 47.6), false);
    await wrong('slow', 47.6, 19);
    assert.equal(await isBlocked('slow', 47.6), false);
    await wrong('slow', 47.6, 1);
    assert.equal(await isBlocked('slow', 71.5), true);
  });

  test('twenty within any day block, wherever the day begins; nineteen do not, nor older ones', async () => {
    await wrong('around', 0, 5);
    await wrong('around', 23, 10);
    await wrong('around', 26, 9);
    assert.equal(await isBlocked('around', 26), false);
    await wrong('around', 26, 1);
    assert.equal(await isBlocked('around', 26), true);
    await wrong('seldom', 0, 19);
    await wrong('seldom', 25.5, 19);
    assert.equal(await isBlocked('seldom', 25.5), false);
  });

  test('tries at the same time are all counted', async () => {
    await wrong('many', 0, 10);
    await Promise.all(Array.from({ length: 10 }, () => wrong('many', 0, 1)));
    assert.equal(await isBlocked('many', 0), true);
    assert.equal(await isBlocked('other', 0), false);
  });
});
