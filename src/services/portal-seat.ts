import { AppError } from '../domain/errors.js';
import type { JobWatch } from '../domain/job.js';
import type { ProblemCode } from '../domain/problems/index.js';
import { findUpstreamSessionById } from '../store/upstream-sessions.js';
import {
  createEclaimClient,
  type EclaimClient,
  type PortalAccount,
  type SsoStep,
  UpstreamError,
  type UpstreamSettings,
} from '../upstreams/index.js';
import { dropChallenge, isOpen, keepChallenge } from './kept-challenge.js';
import { dropSession, keepSession, keptCookies, type SessionParts } from './kept-session.js';
import { countOwnSignIn } from './own-sign-ins.js';
import type { LeaseParts } from './portal-lease.js';
import type { SecretKey } from './secret-key.js';
import { closeSessionAlerts, raiseSessionAlert } from './session-alerts.js';
import { workbookProblem } from './workbook-problem.js';

/** What whoever works at the portal needs, whichever account he has. */
export interface SeatParts extends SessionParts, LeaseParts {
  readonly settings: UpstreamSettings;
}

/** One account while this process holds its lease. */
export interface Seat {
  readonly parts: SeatParts;
  readonly watch: Pick<JobWatch, 'signal' | 'say'>;
  readonly account: PortalAccount;
  /** Its row of upstream_sessions. */
  readonly id: number;
  /** The program signs in by itself, which is counted; a person is not. */
  readonly byItself: boolean;
}

/** An account that is not to be tried again by itself; the next one takes its place in the same run. */
export class AccountSetAside extends Error {
  readonly reason: AppError;

  constructor(reason: AppError) {
    super(reason.message);
    this.name = 'AccountSetAside';
    this.reason = reason;
  }
}

export function openClient(seat: Seat): EclaimClient {
  const { parts, watch, account, id } = seat;
  const client: EclaimClient = createEclaimClient({
    settings: parts.settings,
    account,
    log: parts.log,
    checkWorkbook: workbookProblem,
    ...(seat.byItself && { beforePassword: () => countOwnSignIn(parts.db, id, new Date()) }),
    renew: () => signInByItself(seat, client),
    onRetry: (error, waitMs) => {
      const seconds = Math.ceil(waitMs / 1000);
      watch.say('warn', {
        th: `${error.text('th')} · ลองใหม่ใน ${seconds} วินาที`,
        en: `${error.text('en')} · trying again in ${seconds} seconds`,
      });
    },
  });
  return client;
}

/** Takes up the session that was kept, where the portal still knows it. */
export async function resumeKept({ parts, watch, id }: Seat, client: EclaimClient): Promise<boolean> {
  const kept = await keptCookies(parts, id);
  if (kept === null || !(await client.resume(kept, watch.signal))) return false;
  watch.say('info', {
    th: 'ใช้ session ของ e-Claim ที่ยังเปิดอยู่',
    en: 'Using the e-Claim session that is still open',
  });
  await keepSession(parts, id, client, { lastHeartbeatAt: new Date() });
  return true;
}

/** By the old form; where NHSO has replaced it, up to the question for a person, which AppError person_needed tells. */
export async function signInByItself(seat: Seat, client: EclaimClient): Promise<void> {
  const { parts, watch, id } = seat;
  await dropSession(parts, id, {});
  watch.say('info', { th: 'ลงชื่อเข้าใช้ e-Claim', en: 'Signing in to e-Claim' });
  try {
    await client.signIn(watch.signal);
  } catch (error) {
    if (!(error instanceof UpstreamError) || error.code !== 'sso_notice') throw error;
    return await askPerson(seat, client);
  }
  await finishSignIn(seat, client, 'form');
}

async function askPerson(seat: Seat, client: EclaimClient): Promise<void> {
  const { parts, watch, account, id } = seat;
  const session = await findUpstreamSessionById(parts.db, id);
  if (session !== null && isOpen(session)) throw neededBy(session.challenge);
  let step: SsoStep | null = null;
  try {
    step = await client.sso.begin('otp', watch.signal);
  } catch (error) {
    // The person's own sign-in begins anew anyhow.
    if (!(error instanceof AppError) || error.code !== 'sign_ins_spent') throw error;
  }
  if (step?.state === 'signed_in') return await finishSignIn(seat, client, 'sso');
  if (step !== null && step.state !== 'over') await keepChallenge(parts, id, step);
  else await dropSession(parts, id, { state: 'needs_otp' });
  await raiseSessionAlert(
    parts,
    { id, username: account.username, hospitalCode: parts.settings.hospitalCode },
    'needed',
  );
  throw neededBy(step?.state ?? null);
}

const neededBy = (challenge: string | null) =>
  new AppError(challenge === 'set_up' ? 'otp_set_up_needed' : 'person_needed');

/** The portal has let the account in. */
export async function finishSignIn(seat: Seat, client: EclaimClient, way: 'form' | 'sso'): Promise<void> {
  const { parts, id } = seat;
  const now = new Date();
  await dropChallenge(parts, id);
  await keepSession(parts, id, client, {
    way,
    signedInAt: now,
    lastHeartbeatAt: now,
    message: null,
    refusedMark: null,
  });
  await closeSessionAlerts(parts, id, ['refused', 'needed', 'ending']);
}

/** Tells apart the credentials that were refused from those that a person has corrected since. */
export function credentialMark(secretKey: SecretKey, { username, password }: PortalAccount): string {
  return secretKey.sign('nhso account', `${username}\0${password}`).slice(0, 64);
}

/** After these NHSO would lock the account if it were tried again. */
const setsAside: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'refused',
  'locked',
  'other_hospital_account',
]);

/** Writes down what an error says of the account; answers the error to be thrown. */
export async function judged({ parts, account, id }: Seat, error: unknown): Promise<unknown> {
  if (!(error instanceof UpstreamError)) return error;
  if (error.code === 'sso_notice') {
    await dropSession(parts, id, { state: 'needs_otp' });
    await raiseSessionAlert(
      parts,
      { id, username: account.username, hospitalCode: parts.settings.hospitalCode },
      'needed',
    );
  }
  if (!setsAside.has(error.code)) return error;
  const refusedMark = credentialMark(parts.secretKey, account);
  await dropSession(parts, id, { state: 'refused', message: error.message, refusedMark });
  await raiseSessionAlert(
    parts,
    { id, username: account.username, hospitalCode: parts.settings.hospitalCode },
    'refused',
  );
  return new AccountSetAside(error);
}
