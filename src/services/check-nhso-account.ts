import type { Language } from '../domain/errors.js';
import type { ProblemCode } from '../domain/problems/index.js';
import type { Log } from '../log/log.js';
import {
  createEclaimClient,
  type PortalAccount,
  UpstreamError,
  type UpstreamSettings,
} from '../upstreams/index.js';
import { workbookProblem } from './workbook-problem.js';

export interface AccountCheck {
  readonly ok: boolean;
  /** null when the sign-in worked. */
  readonly code: ProblemCode | null;
  readonly message: Readonly<Record<Language, string>>;
}

/**
 * Really signs in to e-Claim with the account given and answers what came of it, in words. Tried once, whatever
 * happens: a wrong password twice may lock the account. Throws only the signal's reason and faults of the program.
 */
export async function checkNhsoAccount(
  parts: { readonly settings: UpstreamSettings; readonly log: Log },
  account: PortalAccount,
  signal: AbortSignal,
): Promise<AccountCheck> {
  if (account.username === '' || account.password === '')
    return failure(new UpstreamError('account_missing'));
  const client = createEclaimClient({ ...parts, account, checkWorkbook: workbookProblem });
  try {
    await client.signIn(signal, 'once');
    return {
      ok: true,
      code: null,
      message: {
        th: 'ลงชื่อเข้าใช้ e-Claim ได้ และเปิดรายการ REP ของเดือนนี้ได้',
        en: 'The sign-in to e-Claim works, and the REP list of this month opens',
      },
    };
  } catch (error) {
    if (error instanceof UpstreamError) return failure(error);
    throw error;
  } finally {
    client.close();
  }
}

function failure(error: UpstreamError): AccountCheck {
  return { ok: false, code: error.code, message: { th: error.text('th'), en: error.text('en') } };
}
