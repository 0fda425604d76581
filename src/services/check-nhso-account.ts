import { randomBytes } from 'node:crypto';
import type { Db } from '../db/db.js';
import { AppError, type Language } from '../domain/errors.js';
import type { ProblemCode } from '../domain/problems/index.js';
import type { Log } from '../log/log.js';
import { findUpstreamSession } from '../store/upstream-sessions.js';
import {
  createEclaimClient,
  type PortalAccount,
  UpstreamError,
  type UpstreamSettings,
} from '../upstreams/index.js';
import { ownerOf, ownerText } from './owner.js';
import { accountRow } from './portal-access.js';
import { leaseHolder, withPortalLease } from './portal-lease.js';
import { workbookProblem } from './workbook-problem.js';

export interface AccountCheck {
  readonly ok: boolean;
  /** null when the sign-in worked. */
  readonly code: ProblemCode | null;
  readonly message: Readonly<Record<Language, string>>;
}

/**
 * Really signs in to e-Claim with the account given and answers what came of it, in words. Tried once, whatever
 * happens: a wrong password twice may lock the account. Where NHSO has its single sign-on it goes as far as the question
 * for a person. Jobs keep away from the account meanwhile. Throws only the signal's reason and faults of the program.
 */
export async function checkNhsoAccount(
  parts: { readonly db: Db; readonly settings: UpstreamSettings; readonly log: Log },
  account: PortalAccount,
  signal: AbortSignal,
): Promise<AccountCheck> {
  if (account.username === '' || account.password === '')
    return failure(new UpstreamError('account_missing'));
  const known = await findUpstreamSession(parts.db, 'eclaim', accountRow(account).account);
  const holder = leaseHolder(ownerText(ownerOf()), `check-${randomBytes(6).toString('hex')}`);
  try {
    // An account that was never used is nobody's.
    if (known === null) return await tryOnce(parts, account, signal);
    const wait = { signal, patienceMs: 5000 };
    return await withPortalLease({ ...parts, holder }, known.id, wait, (leased) =>
      tryOnce(parts, account, leased),
    );
  } catch (error) {
    if (error instanceof AppError && !signal.aborted) return failure(error);
    throw error;
  }
}

async function tryOnce(
  parts: { readonly settings: UpstreamSettings; readonly log: Log },
  account: PortalAccount,
  signal: AbortSignal,
): Promise<AccountCheck> {
  const client = createEclaimClient({ ...parts, account, checkWorkbook: workbookProblem });
  try {
    await client.signIn(signal, 'once');
    return letIn({
      th: 'ลงชื่อเข้าใช้ e-Claim ได้ และเปิดรายการ REP ของเดือนนี้ได้',
      en: 'The sign-in to e-Claim works, and the REP list of this month opens',
    });
  } catch (error) {
    if (!(error instanceof UpstreamError) || error.code !== 'sso_notice') throw error;
    const step = await client.sso.begin('otp', signal);
    if (step.state === 'set_up') return failure(new AppError('otp_set_up_needed'));
    return letIn({
      th: 'สปสช. รับชื่อผู้ใช้และรหัสผ่าน แล้วขอรหัส OTP: ใส่ที่หน้าลงชื่อเข้า สปสช.',
      en: 'NHSO takes user name and password, and then asks for a code: type it on the page Sign-in to NHSO',
    });
  } finally {
    client.close();
  }
}

const letIn = (message: AccountCheck['message']): AccountCheck => ({ ok: true, code: null, message });

function failure(error: AppError): AccountCheck {
  return { ok: false, code: error.code, message: { th: error.text('th'), en: error.text('en') } };
}
