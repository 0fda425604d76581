import type { Words } from '../config.js';
import { type Db, DbError } from '../db/db.js';
import { maskAccount } from '../domain/mask-account.js';
import { listUpstreamSessions } from '../store/upstream-sessions.js';

interface AccountFinding {
  readonly check: 'nhso account';
  readonly ok: boolean;
  readonly detail: Words;
}

/** How the sign-in of each account at NHSO stands, without its name; none before the first start. */
export async function accountFindings(db: Db): Promise<AccountFinding[]> {
  try {
    const sessions = await listUpstreamSessions(db, 'eclaim');
    return sessions.map(({ account, state }) => {
      const ok = state !== 'refused';
      const text = `${maskAccount(account)}: ${state}`;
      const th = ok ? text : `${text} แก้รหัสผ่านที่หน้า /settings/nhso`;
      const en = ok ? text : `${text}: correct its password on the page /settings/nhso`;
      return { check: 'nhso account', ok, detail: { th, en } };
    });
  } catch (error) {
    // Before the first start there are no tables yet.
    if (!(error instanceof DbError) || error.kind === 'unavailable') throw error;
    return [];
  }
}
