import type { Config } from '../config.js';
import type { Db, Queryable } from '../db/db.js';
import { AppError } from '../domain/errors.js';
import { listNhsoAccounts } from '../store/nhso-accounts.js';
import { findSecret, saveSecret } from '../store/secrets.js';
import type { PortalAccount } from '../upstreams/index.js';
import type { SecretKey } from './secret-key.js';

export interface AccountsParts {
  readonly db: Db;
  readonly secretKey: SecretKey;
}

export const accountSecret = (id: number) => `nhso-account:${id}`;

/**
 * The accounts at NHSO in their order: that of the settings first, then those of the settings page that are switched on.
 * None where no name or password is known.
 */
export async function portalAccounts(
  { db, secretKey }: AccountsParts,
  config: Pick<Config, 'ECLAIM_USERNAME' | 'ECLAIM_PASSWORD'>,
): Promise<PortalAccount[]> {
  const first = { username: config.ECLAIM_USERNAME, password: config.ECLAIM_PASSWORD?.reveal() ?? '' };
  const accounts: PortalAccount[] = [first];
  for (const { id, username, is_enabled } of await listNhsoAccounts(db)) {
    if (!is_enabled || username === first.username) continue;
    accounts.push({ username, password: await openPassword({ db, secretKey }, id) });
  }
  return accounts.filter(({ username, password }) => username !== '' && password !== '');
}

async function openPassword({ db, secretKey }: AccountsParts, id: number): Promise<string> {
  const sealed = await findSecret(db, accountSecret(id));
  if (sealed === null) return '';
  try {
    return secretKey.open(sealed.name, sealed);
  } catch (error) {
    // Of another SECRET_KEY: the account is left out until its password is typed again.
    if (error instanceof AppError && error.code === 'secret_unreadable') return '';
    throw error;
  }
}

export async function keepPassword(
  tx: Queryable,
  secretKey: SecretKey,
  id: number,
  password: string,
): Promise<void> {
  const name = accountSecret(id);
  await saveSecret(tx, { name, ...secretKey.seal(name, password) }, new Date());
}
