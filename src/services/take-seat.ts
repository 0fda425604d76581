import { randomBytes } from 'node:crypto';
import type { Db } from '../db/db.js';
import { AppError } from '../domain/errors.js';
import type { Bus } from '../events/bus.js';
import type { Log } from '../log/log.js';
import { findUpstreamSessionById, type UpstreamSession } from '../store/upstream-sessions.js';
import type { EclaimClient, PortalAccount } from '../upstreams/index.js';
import type { LiveSettings } from './live-settings.js';
import { ownerOf, ownerText } from './owner.js';
import { accountRow } from './portal-access.js';
import { portalAccounts } from './portal-accounts.js';
import { leaseHolder, withPortalLease } from './portal-lease.js';
import { AccountSetAside, judged, openClient, type Seat } from './portal-seat.js';
import type { SecretKey } from './secret-key.js';
import { upstreamSettingsOf } from './upstream-settings-of.js';

/** What work with one account outside of a job is made of. */
export interface SeatGround {
  readonly db: Db;
  readonly bus: Bus;
  readonly log: Log;
  readonly secretKey: SecretKey;
  readonly settings: LiveSettings;
}

const workMs = 180_000;

/**
 * Works with one account, by its row of upstream_sessions, while jobs and other pages keep away from it. Waits for it as
 * long as `patienceMs`. Throws AppError not_found, portal_busy, or what the work throws.
 */
export async function takeSeat<Answer>(
  ground: SeatGround,
  id: number,
  patienceMs: number,
  work: (seat: Seat, client: EclaimClient, session: UpstreamSession) => Promise<Answer>,
): Promise<Answer> {
  const { account, session } = await accountOf(ground, id);
  const config = await ground.settings.current();
  const holder = leaseHolder(ownerText(ownerOf()), `page-${randomBytes(6).toString('hex')}`);
  const parts = { ...ground, settings: upstreamSettingsOf(config), holder };
  const wait = { signal: AbortSignal.timeout(workMs), patienceMs };
  return await withPortalLease(parts, id, wait, async (signal) => {
    const seat: Seat = { parts, watch: { signal, say: () => undefined }, account, id, byItself: false };
    const client = openClient(seat);
    try {
      return await work(seat, client, session);
    } catch (error) {
      const known = await judged(seat, error);
      throw known instanceof AccountSetAside ? known.reason : known;
    } finally {
      client.close();
    }
  });
}

async function accountOf(
  ground: SeatGround,
  id: number,
): Promise<{ readonly account: PortalAccount; readonly session: UpstreamSession }> {
  const session = await findUpstreamSessionById(ground.db, id);
  const accounts = await portalAccounts(ground, await ground.settings.current());
  const account = accounts.find((one) => accountRow(one).account === session?.account);
  if (session === null || account === undefined) throw new AppError('not_found');
  return { account, session };
}
