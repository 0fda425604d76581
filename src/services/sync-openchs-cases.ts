import type { Tx } from '../db/db.js';
import type { OutboxRow } from '../domain/openchs-outbox.js';
import type { ChangeBatch } from '../store/changes.js';
import { changeOutbox, closableOutbox, openOutbox, outboxByRemoteIds } from '../store/openchs-outbox.js';
import { findOpenchsTarget, postponeOpenchsSync, saveOpenchsCheckpoint } from '../store/openchs-targets.js';
import { OpenchsError } from '../upstreams/openchs/openchs-error.js';
import type { RemoteCase } from '../upstreams/openchs/profile.js';
import {
  isResting,
  keepLease,
  noteOnCase,
  type OpenchsRun,
  statusAfter,
  stopRun,
  whileHeld,
  writeRow,
} from './openchs-run.js';

const readAgainMs = 15 * 60_000;
const betweenReadsMs = 1_000;
const readsOfTurn = 60;

/** A case as it stands there; null = it is not there any more. */
interface Read {
  readonly row: OutboxRow;
  readonly remote: RemoteCase | null;
  /** It could not be closed just now: that it can be read mends nothing. */
  readonly stillFails?: boolean;
}

/** Reads what changed there, when it is time, and closes there what is done here. */
export async function syncOpenchsCases(run: OpenchsRun, signal: AbortSignal): Promise<void> {
  try {
    const known = await findOpenchsTarget(run.db, run.target);
    if (known?.nextSyncAt != null && Date.parse(known.nextSyncAt) > run.now().getTime()) return;
    const unclosed = await closeThere(run, signal);
    await readChanges(run, known?.checkpoint ?? null, unclosed, signal);
  } catch (error) {
    if (!(error instanceof OpenchsError)) throw error;
    const { code: problem, details } = error;
    run.log.warn({ target: run.target, problem, details }, 'status at OpenCHS could not be read');
    await postponeOpenchsSync(run.db, run.target, { nextSyncAt: nextSync(run), problem, details });
    if (error.outcome === 'unauthorized') await stopRun(run, error);
  }
}

function nextSync({ config, now }: OpenchsRun): Date {
  return new Date(now().getTime() + config.OPENCHS_SYNC_MINUTES * 60_000);
}

async function readChanges(
  run: OpenchsRun,
  checkpoint: string | null,
  unclosed: ReadonlySet<number>,
  signal: AbortSignal,
): Promise<void> {
  const { db, site, target, now } = run;
  const changes = site.capabilities.tellsChanges ? await site.listChanges(checkpoint, signal) : null;
  const isTold = changes?.isTold ?? false;
  const reads: Read[] = [];
  let isWhole = true;
  if (changes !== null && isTold) {
    const byId = new Map(changes.cases.map((remote) => [remote.id, remote]));
    const ids = [...new Set([...byId.keys(), ...changes.changedIds])];
    for (const row of await outboxByRemoteIds(db, target, ids)) {
      const id = row.remoteId ?? '';
      const remote = byId.get(id) ?? (await askOne(run, row, signal, () => site.getCase(id, signal)));
      if (remote === undefined) isWhole = false;
      else reads.push({ row, remote, stillFails: unclosed.has(row.id) });
    }
  }
  const next = {
    // Never past a change that was not applied: what was applied once changes nothing when it is read again.
    checkpoint: isWhole ? (changes?.checkpoint ?? checkpoint) : checkpoint,
    tellsChanges: isTold,
    nextSyncAt: nextSync(run),
  };
  const isOurs = await whileHeld(run, async (tx, batch) => {
    for (const read of reads) await applyRead(tx, batch, read, now());
    await saveOpenchsCheckpoint(tx, target, next, now());
    return true;
  });
  if (isOurs && !isTold) await readOpenOnes(run, unclosed, signal);
}

/** One after the other, those that were read longest ago first; what is left comes at the next time. */
async function readOpenOnes(
  run: OpenchsRun,
  unclosed: ReadonlySet<number>,
  signal: AbortSignal,
): Promise<void> {
  const { db, site, target, now, sleep } = run;
  const before = new Date(now().getTime() - readAgainMs);
  for (const row of await openOutbox(db, target, before, readsOfTurn)) {
    if (signal.aborted || isResting(run) || !(await keepLease(run))) return;
    const remote = await askOne(run, row, signal, () => site.getCase(row.remoteId ?? '', signal));
    if (remote !== undefined) await applyOne(run, { row, remote, stillFails: unclosed.has(row.id) });
    await sleep(betweenReadsMs, signal);
  }
}

/** What concerns one case alone is noted on it, and it waits behind the others: undefined. What concerns the site is thrown. */
async function askOne(
  run: OpenchsRun,
  row: OutboxRow,
  signal: AbortSignal,
  ask: () => Promise<RemoteCase | null>,
): Promise<RemoteCase | null | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof OpenchsError) || signal.aborted) throw error;
    if (error.outcome === 'unauthorized' || siteProblems.has(error.code)) throw error;
    const { code: problem, details } = error;
    run.log.warn(
      { target: run.target, reference: row.reference, problem, details },
      'a case at OpenCHS could not be brought up to date',
    );
    await writeRow(run, row, { problem, details });
    return undefined;
  }
}

/** Calls rest, or are too many: the next case would fare no better. */
const siteProblems: ReadonlySet<string> = new Set(['openchs_paused', 'openchs_busy']);

const applyOne = (run: OpenchsRun, read: Read): Promise<boolean> =>
  whileHeld(run, async (tx, batch) => {
    await applyRead(tx, batch, read, run.now());
    return true;
  });

/** Brings a case here up to what was read; what was applied before changes nothing. */
async function applyRead(
  tx: Tx,
  batch: ChangeBatch,
  { row, remote, stillFails = false }: Read,
  at: Date,
): Promise<void> {
  const fine = stillFails ? {} : { problem: null, details: null };
  if (remote === null) {
    if (row.isGone) return;
    await changeOutbox(tx, row, { isGone: true, syncedAt: at, ...fine }, at);
    await noteOnCase(tx, batch, row, { id: row.remoteId, status: 'gone', at, setStatus: (local) => local });
    return;
  }
  const { rawStatus, status } = remote;
  if (rawStatus === row.remoteStatus && status === row.remoteAs && !row.isGone) {
    await changeOutbox(tx, row, { syncedAt: at, ...fine }, at);
    return;
  }
  const setStatus = statusAfter(row, status);
  const localStatus = await noteOnCase(tx, batch, row, { id: remote.id, status: rawStatus, at, setStatus });
  const change = {
    remoteStatus: rawStatus,
    remoteAs: status,
    localStatus,
    isGone: false,
    syncedAt: at,
    ...fine,
  };
  await changeOutbox(tx, row, change, at);
}

const statusesThatClose = { resolved: ['resolved', 'closed'], closed: ['closed'] } as const;

/** Closes there what is done here, where that is wished; answers the rows that could not be closed. */
async function closeThere(run: OpenchsRun, signal: AbortSignal): Promise<ReadonlySet<number>> {
  const { db, site, target, config } = run;
  const unclosed = new Set<number>();
  if (!config.OPENCHS_CLOSE_REMOTE || !site.capabilities.updates) return unclosed;
  const statuses = statusesThatClose[config.OPENCHS_CLOSING_STATUS];
  for (const row of await closableOutbox(db, target, statuses, readsOfTurn)) {
    if (signal.aborted || isResting(run) || !(await keepLease(run))) return unclosed;
    const close = () => site.updateCase(row.remoteId ?? '', 'closed', signal);
    const remote = await askOne(run, row, signal, close);
    if (remote === undefined) unclosed.add(row.id);
    else await applyOne(run, { row, remote });
  }
  return unclosed;
}
