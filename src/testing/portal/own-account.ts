import { createSecretKey } from '../../services/secret-key.js';

/** What a run at the portal needs to know of the hospital's account, and who holds it. */
export const ownAccount = (username: string, password: string) => ({
  accounts: [{ username, password }],
  secretKey: createSecretKey('key of the tests, long enough to be one'),
  holder: 'test#job',
});
