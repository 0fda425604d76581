import { isSchemeCode, type SchemeCode, schemeCodes } from '../../domain/scheme.js';

/** An account of the practice portal. Real accounts are never accepted: only these exist. */
export interface PracticeUser {
  readonly username: string;
  readonly password: string;
  readonly hospital: string;
  readonly name: string;
  readonly locked: boolean;
  /** Schemes whose listing the account may see. */
  readonly schemes: readonly SchemeCode[];
  readonly maySeeStm: boolean;
}

export const practiceCode = '123456';
/** Secret for a real authenticator app, base32. */
export const practiceTotpSecret = 'PRACTICENHSOOTP2';

const user = (username: string, name: string, more: Partial<PracticeUser> = {}): PracticeUser => ({
  username,
  password: 'practice',
  hospital: '99999',
  name,
  locked: false,
  schemes: schemeCodes,
  maySeeStm: true,
  ...more,
});

export const practiceUsers: readonly PracticeUser[] = [
  user('practice', 'ทดสอบ ผู้ฝึกใช้'),
  user('locked', 'ทดสอบ ถูกระงับ', { locked: true }),
  user('noright', 'ทดสอบ ไร้สิทธิ', { schemes: ['ucs'].filter(isSchemeCode), maySeeStm: false }),
  user('other', 'ทดสอบ โรงพยาบาลอื่น', { hospital: '88888' }),
];

/** What the name and password lead to. */
export function checkPassword(
  users: readonly PracticeUser[],
  username: string,
  password: string,
): PracticeUser | 'wrong_password' | 'locked' {
  const found = users.find((one) => one.username === username && one.password === password);
  if (!found) return 'wrong_password';
  return found.locked ? 'locked' : found;
}
