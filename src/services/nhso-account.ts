import type { Config } from '../config.js';
import type { Db } from '../db/db.js';
import { AppError, type Language } from '../domain/errors.js';
import type { Bus } from '../events/bus.js';
import { changeUpstreamSession, openUpstreamSession } from '../store/upstream-sessions.js';
import type { Actor } from './actor.js';
import { forgetRefusal } from './change-accounts.js';
import type { LiveSettings } from './live-settings.js';
import { saveSettings } from './save-settings.js';
import type { SecretKey } from './secret-key.js';

interface NhsoAccount {
  readonly username: string;
  /** '' = the saved one. */
  readonly password: string;
}

/** What a sign-in at NHSO answered. */
export interface AccountAnswer {
  readonly ok: boolean;
  /** What happened, what was kept, what to do. */
  readonly message: Readonly<Record<Language, string>>;
}

/** Really signs in with this account, once; `settings` = the settings as they are now. */
export type CheckAccount = (
  account: { readonly username: string; readonly password: string },
  settings: Config,
) => Promise<AccountAnswer>;

interface AccountParts {
  readonly db: Db;
  readonly settings: LiveSettings;
  readonly now: () => Date;
  readonly bus: Bus;
  readonly secretKey: SecretKey;
  readonly checkNhsoAccount: CheckAccount;
}

/** Signs in at NHSO for real; of the account nothing is saved but that it worked, which schedules ask for. Throws AppError account_missing. */
export async function tryNhsoAccount(parts: AccountParts, account: NhsoAccount): Promise<AccountAnswer> {
  const now = await parts.settings.current();
  const username = account.username.trim();
  const password = account.password === '' ? (now.ECLAIM_PASSWORD?.reveal() ?? '') : account.password;
  if (username === '' || password === '') throw new AppError('account_missing');
  const answer = await parts.checkNhsoAccount({ username, password }, now);
  if (answer.ok) {
    const { id } = await openUpstreamSession(parts.db, {
      upstream: 'eclaim',
      account: username.slice(0, 190),
    });
    await changeUpstreamSession(parts.db, id, { signedInAt: parts.now() });
  }
  return answer;
}

/** Keeps the account, the password encrypted. Throws AppError account_missing, setting_fixed_outside. */
export async function saveNhsoAccount(parts: AccountParts, account: NhsoAccount, by: Actor): Promise<void> {
  const now = await parts.settings.current();
  const username = account.username.trim();
  if (username === '' || (account.password === '' && now.ECLAIM_PASSWORD === null))
    throw new AppError('account_missing');
  const password = account.password === '' ? {} : { ECLAIM_PASSWORD: account.password };
  await saveSettings(
    parts,
    { ...(username !== now.ECLAIM_USERNAME && { ECLAIM_USERNAME: username }), ...password },
    by,
  );
  await forgetRefusal(parts, username);
}

/** Takes the saved account away. */
export async function forgetNhsoAccount(parts: AccountParts, by: Actor): Promise<void> {
  await saveSettings(parts, { ECLAIM_USERNAME: '', ECLAIM_PASSWORD: '' }, by);
}
