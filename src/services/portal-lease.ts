import { setTimeout as sleep } from 'node:timers/promises';
import type { Db } from '../db/db.js';
import { AppError } from '../domain/errors.js';
import type { Log } from '../log/log.js';
import { isDatabaseAway } from '../store/database-away.js';
import { beatLease, endLease, takeLease } from '../store/upstream-leases.js';
import { isSurelyGone, ownerOf } from './owner.js';

/** Milliseconds; tests take shorter ones. */
export interface LeaseTiming {
  /** Between two looks at an account that another one uses. */
  readonly poll: number;
  /** A holder says this often that he lives. */
  readonly beat: number;
  /** A holder who said nothing for so long is dead. */
  readonly silence: number;
}

export const usualLeaseTiming: LeaseTiming = { poll: 1000, beat: 10_000, silence: 45_000 };

export interface LeaseParts {
  readonly db: Db;
  readonly log: Log;
  /** `PROCESS#WORK`, from `leaseHolder`. */
  readonly holder: string;
  readonly timing?: LeaseTiming;
}

export interface LeaseWait {
  readonly signal: AbortSignal;
  /** Called once, where another one uses the account. */
  readonly onWait?: () => void;
  /** How long to wait for it; then AppError portal_busy. For ever where absent. */
  readonly patienceMs?: number;
}

/** Who this process is to others that want the same account, and for what it wants it. */
export function leaseHolder(owner: string, work: string): string {
  return `${owner}#${work}`.slice(0, 190);
}

/**
 * Does work while no other process, job or page uses the account of a row of upstream_sessions: NHSO sees one session an
 * account. The work's signal also ends when the lease is lost. Throws AppError portal_busy, or what the work throws.
 */
export async function withPortalLease<T>(
  parts: LeaseParts,
  id: number,
  wait: LeaseWait,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  await waitForLease(parts, id, wait);
  const lost = new AbortController();
  const ended = new AbortController();
  const beats = keepLease(parts, id, lost, ended.signal);
  try {
    return await work(AbortSignal.any([wait.signal, lost.signal]));
  } finally {
    ended.abort();
    await beats;
    await giveBack(parts, id);
  }
}

async function waitForLease(parts: LeaseParts, id: number, wait: LeaseWait): Promise<void> {
  const { db, holder, timing = usualLeaseTiming } = parts;
  const me = ownerOf();
  const isGone = (other: string) => {
    const owner = other.split('#')[0] ?? '';
    // The embedded database serves one process: whoever else has held the account is gone.
    if (db.dialect.singleProcess && owner !== holder.split('#')[0]) return true;
    return isSurelyGone(owner, me);
  };
  const until = Date.now() + (wait.patienceMs ?? Number.POSITIVE_INFINITY);
  for (let waited = false; ; waited = true) {
    wait.signal.throwIfAborted();
    if (await takeLease(db, { id, by: holder, silenceMs: timing.silence, isGone })) return;
    if (Date.now() >= until) throw new AppError('portal_busy');
    if (!waited) wait.onWait?.();
    await sleep(timing.poll, undefined, { signal: wait.signal }).catch(() => wait.signal.throwIfAborted());
  }
}

async function keepLease(
  { db, log, holder, timing = usualLeaseTiming }: LeaseParts,
  id: number,
  lost: AbortController,
  ended: AbortSignal,
): Promise<void> {
  for (;;) {
    await sleep(timing.beat, undefined, { signal: ended }).catch(() => undefined);
    if (ended.aborted) return;
    try {
      if (!(await beatLease(db, id, holder))) lost.abort(new AppError('portal_taken_over'));
    } catch (error) {
      // The next beat tries again; whether the work can do without the database is its own matter.
      log.warn({ source: 'eclaim', err: error }, 'the lease of the NHSO account could not be renewed');
    }
  }
}

/** While the database is away the lease ends by its silence; the same work may take it again at once. */
async function giveBack({ db, log, holder }: LeaseParts, id: number): Promise<void> {
  try {
    await endLease(db, id, holder);
  } catch (error) {
    if (!isDatabaseAway(error)) throw error;
    log.warn({ source: 'eclaim', err: error }, 'the lease of the NHSO account could not be given back');
  }
}
