import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../domain/errors.js';
import type { JobWatch } from '../domain/job.js';
import { maskAccount } from '../domain/mask-account.js';
import type { ProblemCode } from '../domain/problems/index.js';
import { isDatabaseAway } from '../store/database-away.js';
import {
  changeUpstreamSession,
  openUpstreamSession,
  type UpstreamSession,
} from '../store/upstream-sessions.js';
import {
  createEclaimClient,
  type EclaimClient,
  type PortalAccount,
  UpstreamError,
  type UpstreamSettings,
} from '../upstreams/index.js';
import { dropSession, keepSession, keptCookies, type SessionParts } from './kept-session.js';
import { countOwnSignIn } from './own-sign-ins.js';
import { type LeaseParts, withPortalLease } from './portal-lease.js';
import type { SecretKey } from './secret-key.js';
import { closeSessionAlerts, raiseSessionAlert } from './session-alerts.js';
import { workbookProblem } from './workbook-problem.js';

export interface PortalParts extends SessionParts, LeaseParts {
  readonly settings: UpstreamSettings;
  /** In the order in which they are used; the next one only where the one before is refused. */
  readonly accounts: readonly PortalAccount[];
}

type Watch = Pick<JobWatch, 'signal' | 'say'>;

/** An account that is not to be tried again by itself; the next one takes its place in the same run. */
export class AccountSetAside extends Error {
  readonly reason: AppError;

  constructor(reason: AppError) {
    super(reason.message);
    this.name = 'AccountSetAside';
    this.reason = reason;
  }
}

/** One account while this process holds it. */
interface Seat {
  readonly parts: PortalParts;
  readonly watch: Watch;
  readonly account: PortalAccount;
  readonly id: number;
}

/**
 * Does work at the e-Claim portal, signed in: with the session that was kept where it still lives, else by a sign-in of
 * its own (at most three an hour and account). An account that NHSO refuses is set aside and `work` begun again with the
 * next one, so it must go on with what is left. Throws AppError account_missing, account_set_aside, sign_ins_spent, what
 * the sign-in throws, or what `work` throws.
 */
export async function withPortal(
  parts: PortalParts,
  watch: Watch,
  work: (client: EclaimClient, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  let refusal = new AppError('account_missing');
  for (const account of parts.accounts) {
    try {
      return await asAccount(parts, watch, account, work);
    } catch (error) {
      if (!(error instanceof AccountSetAside)) throw error;
      refusal = error.reason;
      const name = maskAccount(account.username);
      watch.say('warn', {
        th: `บัญชี ${name}: ${refusal.text('th')}`,
        en: `Account ${name}: ${refusal.text('en')}`,
      });
    }
  }
  throw refusal;
}

/** Tells apart the credentials that were refused from those that a person has corrected since. */
export function credentialMark(secretKey: SecretKey, { username, password }: PortalAccount): string {
  return secretKey.sign('nhso account', `${username}\0${password}`).slice(0, 64);
}

/** The name under which an account's row is kept. */
export const accountRow = ({ username }: Pick<PortalAccount, 'username'>) =>
  ({ upstream: 'eclaim', account: username.slice(0, 190) }) as const;

async function asAccount(
  parts: PortalParts,
  watch: Watch,
  account: PortalAccount,
  work: (client: EclaimClient, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const row = await openUpstreamSession(parts.db, accountRow(account));
  if (isSetAside(parts, row, account)) throw new AccountSetAside(new AppError('account_set_aside'));
  const onWait = () =>
    watch.say('info', {
      th: 'อีกงานหนึ่งกำลังใช้บัญชี สปสช. นี้ งานนี้รอคิว',
      en: 'Another job uses this NHSO account, this one waits its turn',
    });
  await withPortalLease(parts, row.id, { signal: watch.signal, onWait }, async (signal) => {
    const seat = { parts, watch: { ...watch, signal }, account, id: row.id };
    const client = openClient(seat);
    const ended = new AbortController();
    let beats: Promise<void> = Promise.resolve();
    try {
      await enter(seat, client);
      beats = keepAlive(seat, client, ended.signal);
      await work(client, signal);
    } catch (error) {
      throw await judged(seat, error);
    } finally {
      ended.abort();
      await beats;
      await keepAtEnd(seat, client);
      client.close();
    }
  });
}

function isSetAside(parts: PortalParts, row: UpstreamSession, account: PortalAccount): boolean {
  return row.refusedMark !== null && row.refusedMark === credentialMark(parts.secretKey, account);
}

function openClient(seat: Seat): EclaimClient {
  const { parts, watch, account, id } = seat;
  const client: EclaimClient = createEclaimClient({
    settings: parts.settings,
    account,
    log: parts.log,
    checkWorkbook: workbookProblem,
    beforePassword: () => countOwnSignIn(parts.db, id, new Date()),
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

/** By the session that was kept, or by a new one. */
async function enter(seat: Seat, client: EclaimClient): Promise<void> {
  const { parts, watch, id } = seat;
  const kept = await keptCookies(parts, id);
  if (kept !== null && (await client.resume(kept, watch.signal))) {
    watch.say('info', {
      th: 'ใช้ session ของ e-Claim ที่ยังเปิดอยู่',
      en: 'Using the e-Claim session that is still open',
    });
    return await keepSession(parts, id, client, {});
  }
  await signInByItself(seat, client);
}

async function signInByItself(seat: Seat, client: EclaimClient): Promise<void> {
  const { parts, watch, id } = seat;
  await dropSession(parts, id, {});
  watch.say('info', { th: 'ลงชื่อเข้าใช้ e-Claim', en: 'Signing in to e-Claim' });
  await client.signIn(watch.signal);
  const now = new Date();
  const signedIn = {
    way: 'form',
    signedInAt: now,
    lastHeartbeatAt: now,
    message: null,
    refusedMark: null,
  } as const;
  await keepSession(parts, id, client, signedIn);
  await closeSessionAlerts(parts, id, ['refused', 'needed']);
}

/** After these NHSO would lock the account if it were tried again. */
const setsAside: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'refused',
  'locked',
  'other_hospital_account',
]);

/** Writes down what an error says of the account; answers the error to be thrown. */
async function judged(seat: Seat, error: unknown): Promise<unknown> {
  const { parts, account, id } = seat;
  if (!(error instanceof UpstreamError)) return error;
  if (error.code === 'sso_notice')
    await dropSession(parts, id, { state: 'needs_otp', message: error.message });
  if (!setsAside.has(error.code)) return error;
  const refusedMark = credentialMark(parts.secretKey, account);
  await dropSession(parts, id, { state: 'refused', message: error.message, refusedMark });
  await raiseSessionAlert(parts, { id, username: account.username }, 'refused');
  return new AccountSetAside(error);
}

const beatMs = 60_000;
const heartbeatMs = 5 * 60_000;

/** While work goes on without asking the portal (a long import), the heartbeat keeps the session; the row tells its end. */
async function keepAlive(
  { parts, watch, id }: Seat,
  client: EclaimClient,
  ended: AbortSignal,
): Promise<void> {
  const { signal } = watch;
  for (;;) {
    await sleep(beatMs, undefined, { signal: ended }).catch(() => undefined);
    if (ended.aborted || signal.aborted) return;
    try {
      const idle = client.idleMs();
      const beats = idle !== null && idle >= heartbeatMs;
      if (beats && !(await client.isAlive(signal))) continue;
      await changeUpstreamSession(parts.db, id, {
        expiresAt: client.endsAt(),
        ...(beats && { lastHeartbeatAt: new Date() }),
      });
    } catch (error) {
      // The work itself meets the same fault, and says so.
      parts.log.warn({ source: 'eclaim', err: error }, 'the heartbeat of the session failed');
    }
  }
}

/** What the last answers made of the session: renewed cookies, a later end. */
async function keepAtEnd({ parts, id }: Seat, client: EclaimClient): Promise<void> {
  try {
    if ((await keptCookies(parts, id)) !== null) await keepSession(parts, id, client, {});
  } catch (error) {
    if (!isDatabaseAway(error)) throw error;
    parts.log.warn({ source: 'eclaim', err: error }, 'the session could not be kept');
  }
}
