import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { keepOtpCode } from '../store/otp-codes.js';
import { type OtpGround, startOtpGround } from '../testing/otp-ground.js';
import { otpAddressHash, otpCodeHash, sendOtp } from './send-otp.js';

describe('one-time codes by mail', () => {
  let ground: OtpGround;
  before(async () => {
    ground = await startOtpGround();
  });
  after(() => ground.close());

  test('asked for several times at once, one mail goes out, and its code opens', async () => {
    const address = 'officer2@hospital.example';
    await Promise.all(Array.from({ length: 5 }, () => sendOtp(ground.app.parts, address)));
    const codes = ground.codesTo(address);
    assert.equal(codes.length, 1);
    const verified = await ground.post('/api/v1/verifyOTP', { addr_addr: address, otp: codes[0] });
    assert.equal(verified.status, 200);
  });

  test('a block by the twentieth wrong try lasts a day also where the first was a day ago', async () => {
    const address = 'officer1@hospital.example';
    const { parts } = ground.app;
    const hash = otpAddressHash(parts, address);
    const verify = async (otp: string) =>
      (await ground.post('/api/v1/verifyOTP', { addr_addr: address, otp })).status;
    /** A right code, as if its mail had come. */
    const right = async () => {
      const now = new Date(ground.clock.at);
      const code = { addressHash: hash, codeHash: otpCodeHash(parts, hash, '482913'), now };
      await keepOtpCode(ground.db, { ...code, expiresAt: new Date(now.getTime() + 600_000) }, now);
      return await verify('482913');
    };
    for (let n = 0; n < 19; n += 1) assert.equal(await verify('000001'), 401);
    ground.clock.at += 23.5 * 3_600_000;
    assert.equal(await right(), 200);
    assert.equal(await verify('000001'), 401);
    ground.clock.at += 23 * 3_600_000;
    assert.equal(await right(), 401);
    ground.clock.at += 2 * 3_600_000;
    assert.equal(await right(), 200);
  });
});
