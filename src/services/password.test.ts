import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AppError } from '../domain/errors.js';
import { checkPasswordStrength, createPasswords } from './password.js';
import { createSecretKey } from './secret-key.js';

const cheap = { logN: 4, r: 8, p: 1 };

test('a password is known again by its hash, also when its marks were typed in another order', async () => {
  const passwords = createPasswords(cheap);
  const hash = await passwords.hash('กรุงเทพฯ é 12345');
  assert.match(hash, /^\$scrypt\$ln=4,r=8,p=1\$/);
  assert.equal(await passwords.verify('กรุงเทพฯ e\u0301 12345', hash), true);
  assert.equal(await passwords.verify('กรุงเทพฯ é 12346', hash), false);
  assert.notEqual(await passwords.hash('กรุงเทพฯ é 12345'), hash);
});

test('a hash of another cost is still checked by its own cost', async () => {
  const hash = await createPasswords({ logN: 5, r: 8, p: 1 }).hash('one password of old');
  assert.equal(await createPasswords(cheap).verify('one password of old', hash), true);
});

test('where there is no such person nothing fits', async () => {
  assert.equal(await createPasswords(cheap).verify('', null), false);
});

test('a password that is easy to guess is refused', () => {
  for (const weak of ['short', 'aaaaaaaaaaaa', 'somchai-2569', 'password123', '1234567890'])
    assert.throws(() => checkPasswordStrength(weak, 'somchai'), AppError, weak);
  checkPasswordStrength('ปลาทูแม่กลอง 2569', 'somchai');
});

test('a sealed secret opens under its own name and key alone', () => {
  const key = createSecretKey('a key of thirty-two characters or more');
  const sealed = key.seal('setting:ECLAIM_PASSWORD', 'geheim');
  assert.ok(!Buffer.from(sealed.cipher).includes('geheim'));
  assert.equal(key.open('setting:ECLAIM_PASSWORD', sealed), 'geheim');
  assert.throws(() => key.open('setting:OTHER', sealed), AppError);
  const other = createSecretKey('another key of thirty-two characters');
  assert.throws(() => other.open('setting:ECLAIM_PASSWORD', sealed), AppError);
});
