import type { Config } from '../config.js';
import type { Db, Tx } from '../db/db.js';
import type { CaseStatus } from '../domain/case.js';
import { isDone } from '../domain/case.js';
import { caseChanged } from '../domain/case-event.js';
import type { OutboxChange, OutboxRow } from '../domain/openchs-outbox.js';
import type { Log } from '../log/log.js';
import { addCaseActivity } from '../store/case-activity.js';
import { findCase, lockCase, updateCase } from '../store/cases.js';
import type { ChangeBatch } from '../store/changes.js';
import { recordEvents } from '../store/events.js';
import { changeOutbox } from '../store/openchs-outbox.js';
import {
  holdsOpenchsLease,
  leaseOpenchsTarget,
  renewOpenchsLease,
  stopOpenchsTarget,
} from '../store/openchs-targets.js';
import type { Breaker } from '../upstreams/breaker.js';
import type { OpenchsError } from '../upstreams/openchs/openchs-error.js';
import type { OpenchsProfile } from '../upstreams/openchs/profile.js';
import type { Actor } from './actor.js';
import { inChangeBatch } from './in-change-batch.js';

/** One site that is worked on, by one process at a time. */
export interface OpenchsRun {
  readonly db: Db;
  readonly log: Log;
  readonly config: Config;
  readonly target: string;
  /** Mark of the settings with which it is asked. */
  readonly stamp: string;
  /** The process, as its lease names it. */
  readonly holder: string;
  readonly site: OpenchsProfile;
  readonly breaker: Pick<Breaker, 'state'>;
  readonly now: () => Date;
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly random: () => number;
}

export const openchsActor: Actor = { actorKind: 'job', actorId: null, actorName: 'OpenCHS' };

const leaseMs = 60_000;
const renewMs = 20_000;
type LeaseParts = 'db' | 'target' | 'holder' | 'now';

/** Takes the work on the site; false = another process has it. */
export function takeLease({ db, target, holder, now }: Pick<OpenchsRun, LeaseParts>): Promise<boolean> {
  const at = now();
  return leaseOpenchsTarget(db, { target, by: holder, until: new Date(at.getTime() + leaseMs), now: at });
}

/** Keeps the work that was taken; false = another process took it over. It is taken again by the next turn alone. */
export function keepLease({ db, target, holder, now }: Pick<OpenchsRun, LeaseParts>): Promise<boolean> {
  const until = new Date(now().getTime() + leaseMs);
  return renewOpenchsLease(db, { target, by: holder, until });
}

/**
 * Writes down what came of a call, while the work on the site is this process's. Where it is not, nothing is written and
 * false answered: whoever has the work by now has looked for itself.
 */
export async function whileHeld(
  { db, log, target, holder }: Pick<OpenchsRun, LeaseParts | 'log'>,
  work: (tx: Tx, batch: ChangeBatch) => Promise<boolean>,
): Promise<boolean> {
  const { answer } = await inChangeBatch(
    db,
    async (tx, batch) => (await holdsOpenchsLease(tx, { target, by: holder })) && (await work(tx, batch)),
  );
  if (!answer) log.warn({ target }, 'what came of a call to OpenCHS came too late, and is left out');
  return answer;
}

/** The same for one row of the outbox. */
export function writeRow(run: OpenchsRun, row: OutboxRow, change: OutboxChange): Promise<boolean> {
  return whileHeld(run, (tx) => changeOutbox(tx, row, change, run.now()));
}

/** Keeps the work on the site also while one call takes long; whether it was lost is asked before each call. */
export async function withLease(
  run: Pick<OpenchsRun, LeaseParts | 'log'>,
  work: () => Promise<void>,
  everyMs: number = renewMs,
): Promise<void> {
  let renewing = Promise.resolve();
  const timer = setInterval(() => {
    renewing = renewing.then(() => renew(run));
  }, everyMs);
  timer.unref();
  try {
    await work();
  } finally {
    clearInterval(timer);
    await renewing;
  }
}

async function renew(run: Pick<OpenchsRun, LeaseParts | 'log'>): Promise<void> {
  try {
    await keepLease(run);
  } catch (error) {
    run.log.warn({ err: error, target: run.target }, 'the lease on OpenCHS could not be renewed');
  }
}

/** Calls rest: what is due waits. */
export function isResting({ breaker, now }: OpenchsRun): boolean {
  const { openUntil } = breaker.state();
  return openUntil !== null && now() < openUntil;
}

/** A credential that is refused stops everything until a person changes the settings. */
export async function stopRun({ db, target, stamp, now }: OpenchsRun, error: OpenchsError): Promise<void> {
  await stopOpenchsTarget(
    db,
    target,
    { stoppedFor: stamp, problem: error.code, details: error.details },
    now(),
  );
}

/**
 * The status here after one was read there. It is taken over only where it changed there since the two were compared and
 * the one here did not: what both changed stays, and both are shown.
 */
export function statusAfter(
  { remoteAs, localStatus }: Pick<OutboxRow, 'remoteAs' | 'localStatus'>,
  status: CaseStatus | null,
): (local: CaseStatus) => CaseStatus {
  return (local) => {
    const isOurs = localStatus !== null && local !== localStatus;
    return status === null || status === remoteAs || isOurs ? local : status;
  };
}

/** A case begins open, here and there: what is otherwise when it is found changed before its row was done. */
export const asItBegan = { remoteAs: 'open', localStatus: 'open' } as const;

/** Writes on the case here what stands there, and sets its status where one is given; nothing where the case is gone. */
export async function noteOnCase(
  tx: Tx,
  batch: ChangeBatch,
  row: OutboxRow,
  noted: {
    readonly id: string | null;
    readonly status: string | null;
    readonly setStatus: (local: CaseStatus) => CaseStatus;
    readonly at: Date;
  },
): Promise<CaseStatus | null> {
  const local = await lockCase(tx, row.caseId, null);
  if (local === null) return null;
  const status = noted.setStatus(local.status);
  const remote = {
    target: row.target,
    reference: row.reference,
    id: noted.id,
    status: noted.status,
    synced_at: noted.at.toISOString(),
  };
  const changed = status !== local.status;
  const resolved = isDone(status) === isDone(local.status) ? 'as_it_is' : isDone(status) ? 'now' : 'not';
  await updateCase(tx, local.id, { remote, ...(changed && { status }) }, { batch, resolved });
  if (!changed) return status;
  await addCaseActivity(tx, openchsActor, [
    { caseId: local.id, activity: 'changed', field: 'status', oldValue: local.status, newValue: status },
  ]);
  const stored = await findCase(tx, local.id, null);
  if (stored === null) throw new Error('a case that was just changed is gone');
  await recordEvents(tx, batch, caseChanged(local, stored, ['status']));
  return status;
}
