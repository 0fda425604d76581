import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../domain/errors.js';
import type { JobWatch } from '../domain/job.js';
import { maskAccount } from '../domain/mask-account.js';
import { isDatabaseAway } from '../store/database-away.js';
import {
  changeUpstreamSession,
  openUpstreamSession,
  type UpstreamSession,
} from '../store/upstream-sessions.js';
import type { EclaimClient, PortalAccount } from '../upstreams/index.js';
import { keepSession, keptCookies } from './kept-session.js';
import { withPortalLease } from './portal-lease.js';
import {
  AccountSetAside,
  credentialMark,
  judged,
  openClient,
  resumeKept,
  type Seat,
  type SeatParts,
  signInByItself,
} from './portal-seat.js';

export interface PortalParts extends SeatParts {
  /** In the order in which they are used; the next one only where the one before is refused. */
  readonly accounts: readonly PortalAccount[];
}

type Watch = Pick<JobWatch, 'signal' | 'say'>;

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
    const seat: Seat = { parts, watch: { ...watch, signal }, account, id: row.id, byItself: true };
    const client = openClient(seat);
    const ended = new AbortController();
    let beats: Promise<void> = Promise.resolve();
    try {
      if (!(await resumeKept(seat, client))) await signInByItself(seat, client);
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
