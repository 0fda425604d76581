import type { OutboxChange, OutboxRow, SentCase } from '../domain/openchs-outbox.js';
import { claimToSend } from '../store/denial-cases.js';
import { dueChecks, dueOutbox, markLostSendings, markSending } from '../store/openchs-outbox.js';
import { OpenchsError } from '../upstreams/openchs/openchs-error.js';
import type { NewRemoteCase, RemoteCase } from '../upstreams/openchs/profile.js';
import { waitTime } from '../upstreams/wait-time.js';
import { noteArrival } from './note-openchs-arrival.js';
import {
  asItBegan,
  isResting,
  keepLease,
  type OpenchsRun,
  stopRun,
  whileHeld,
  writeRow,
} from './openchs-run.js';
import { openchsCase } from './openchs-text.js';

/** A slow server may still store what it did not answer: only then is it looked for. */
const lookAfterMs = 120_000;
const giveUpAfterMs = 72 * 3_600_000;
const hourMs = 3_600_000;
/** Between writing down that it is sent and sending: a process that slept longer leaves it to whoever looks. */
const longestPauseMs = 20_000;
const rowsOfTurn = 50;
const leastLooks = 4;
/** A search that is refused is so until somebody mends it there. */
const refusedLookMs = 5 * 60_000;

type Next = 'go_on' | 'stop';

/** What could not be written was not ours any more: another process goes on. */
const goesOnIf = (isWritten: boolean): Next => (isWritten ? 'go_on' : 'stop');

/** Sends what is due and looks for what may have arrived. Ends early where calls rest or the credential is refused. */
export async function sendOpenchsCases(run: OpenchsRun, signal: AbortSignal): Promise<Next> {
  const { db, target, now } = run;
  const isOurs = await whileHeld(run, async (tx) => {
    await markLostSendings(tx, target, lookAfterMs, now());
    return true;
  });
  if (!isOurs) return 'stop';
  for (const row of await dueOutbox(db, target, now(), rowsOfTurn)) {
    if (signal.aborted || isResting(run) || !(await keepLease(run))) return 'stop';
    const next =
      row.state === 'uncertain' ? await lookFor(run, row, signal) : await sendRow(run, row, signal);
    if (next === 'stop') return next;
  }
  return await countCopies(run, signal);
}

/** A row that was never sent, or surely did not arrive. */
async function sendRow(run: OpenchsRun, row: OutboxRow, signal: AbortSignal): Promise<Next> {
  const { site } = run;
  if (isTooLate(run, row)) {
    const problem = { problem: 'openchs_given_up', details: {} };
    return goesOnIf(await writeRow(run, row, { state: 'refused', nextAt: null, ...problem }));
  }
  // A site that takes the same twice is asked first.
  if (site.capabilities.finds && !site.capabilities.isIdempotent) {
    const found = await tried(run, row, () => site.findByReference(row.reference, sinceOf(row), signal));
    if ('next' in found) return found.next;
    if (found.value !== null && found.value.length > 0)
      return goesOnIf(await noteArrival(run, row, found.value, asItBegan));
  }
  return await create(run, row, signal);
}

/** It is tried for three days, and for as long again where a person decides so. */
function isTooLate({ now }: OpenchsRun, row: OutboxRow): boolean {
  return now().getTime() - Date.parse(row.decidedAt ?? row.createdAt) > giveUpAfterMs;
}

const sinceOf = (row: OutboxRow) => new Date(row.firstTriedAt ?? row.createdAt);

/** A row of which nobody knows whether it arrived. */
async function lookFor(run: OpenchsRun, row: OutboxRow, signal: AbortSignal): Promise<Next> {
  const { site } = run;
  const found = site.capabilities.finds
    ? await tried(run, row, () => site.findByReference(row.reference, sinceOf(row), signal))
    : { value: null };
  if ('next' in found) return found.next;
  if (found.value === null) {
    // Never sent again by itself: a person looks there and decides.
    const problem = row.problem === 'openchs_restored' ? row.problem : 'openchs_cannot_look';
    return goesOnIf(await writeRow(run, row, { nextAt: null, problem, details: {} }));
  }
  if (found.value.length > 0) return goesOnIf(await noteArrival(run, row, found.value, asItBegan));
  if (!isTooLate(run, row)) return await create(run, row, signal);
  return goesOnIf(await writeRow(run, row, { nextAt: null, problem: 'openchs_given_up', details: {} }));
}

/** What reading fails of changes nothing there: the row waits as it is. */
async function tried<T>(
  run: OpenchsRun,
  row: OutboxRow,
  work: () => Promise<T>,
): Promise<{ readonly value: T } | { readonly next: Next }> {
  try {
    return { value: await work() };
  } catch (error) {
    if (!(error instanceof OpenchsError)) throw error;
    const nextAt = lookAgainAt(run, row, error);
    const { code: problem, details } = error;
    const written = await writeRow(run, row, { nextAt, problem, details });
    return { next: written ? await goesOn(run, error) : 'stop' };
  }
}

async function goesOn(run: OpenchsRun, error: OpenchsError): Promise<Next> {
  if (error.outcome !== 'unauthorized') return error.code === 'openchs_paused' ? 'stop' : 'go_on';
  await stopRun(run, error);
  return 'stop';
}

function waitUntil({ now, random }: OpenchsRun, { attempts }: OutboxRow, error: OpenchsError): Date {
  return new Date(now().getTime() + waitTime(Math.max(1, attempts), random, error.retryAfterMs));
}

/** Looking is not counted as an attempt: it never comes as often as the first tries of sending. */
function lookAgainAt(run: OpenchsRun, row: OutboxRow, error: OpenchsError): Date {
  const least = error.outcome === 'refused' ? refusedLookMs : 0;
  const wait = waitTime(Math.max(leastLooks, row.attempts), run.random, error.retryAfterMs);
  return new Date(run.now().getTime() + Math.max(least, wait));
}

async function create(run: OpenchsRun, row: OutboxRow, signal: AbortSignal): Promise<Next> {
  const { site, now } = run;
  const wanted = await wantedCase(run, row);
  if (wanted === null) {
    const change: OutboxChange = {
      state: 'refused',
      nextAt: null,
      problem: 'openchs_not_needed',
      details: {},
    };
    return goesOnIf(await writeRow(run, row, change));
  }
  const began = now();
  if (!(await whileHeld(run, (tx) => markSending(tx, row, sentOf(run, wanted), began)))) return 'stop';
  const sent: OutboxRow = {
    ...row,
    state: 'sending',
    attempts: row.attempts + 1,
    triedAt: began.toISOString(),
  };
  if (now().getTime() - began.getTime() > longestPauseMs) return 'go_on';
  let made: RemoteCase;
  try {
    made = await site.createCase(wanted, signal);
  } catch (error) {
    // Broken off by the end of the program, it is found in `sending` at the next start.
    if (!(error instanceof OpenchsError) || signal.aborted) throw error;
    const written = await writeRow(run, sent, afterFailure(run, sent, error));
    return written ? await goesOn(run, error) : 'stop';
  }
  // One that arrived before may be answered once more, as it is by now.
  const basis = row.wasUncertain ? asItBegan : { remoteAs: made.status, localStatus: null };
  return goesOnIf(await noteArrival(run, sent, [made], basis));
}

function afterFailure(run: OpenchsRun, row: OutboxRow, error: OpenchsError): OutboxChange {
  const { code: problem, details } = error;
  const told = { problem, details };
  switch (error.outcome) {
    case 'refused':
      return { ...told, state: 'refused', nextAt: null };
    case 'uncertain': {
      const nextAt = run.site.capabilities.finds ? new Date(run.now().getTime() + lookAfterMs) : null;
      return { ...told, state: 'uncertain', wasUncertain: true, nextAt };
    }
    default:
      return { ...told, state: 'retry', nextAt: waitUntil(run, row, error) };
  }
}

function sentOf({ config }: OpenchsRun, { title, description, priority, at }: NewRemoteCase): SentCase {
  return { title, description, priority, at: at.toISOString(), withText: config.OPENCHS_SEND_TEXT };
}

/**
 * The claim as it is now; null = it is no longer denied, or not stored any more. To a site that takes a repeat for the first call
 * it says what that said, for another body under the same key is refused there; but free text goes as it is switched now.
 */
async function wantedCase(
  { db, config, now, site }: OpenchsRun,
  row: OutboxRow,
): Promise<NewRemoteCase | null> {
  const claim = await claimToSend(db, row, row.caseId);
  if (claim === null || !claim.isDenied) return null;
  const { sent } = row;
  if (sent?.withText === config.OPENCHS_SEND_TEXT && row.wasUncertain && site.capabilities.isIdempotent) {
    const { title, description, priority, at } = sent;
    return { reference: row.reference, title, description, priority, at: new Date(at) };
  }
  const base = config.BASE_URL === '' ? 'eclaim-rep:' : config.BASE_URL;
  return openchsCase(
    {
      hospitalCode: row.hospitalCode,
      tranId: row.tranId,
      denyCode: row.denyCode,
      scheme: claim.scheme,
      fund: claim.fund ?? '',
      denyText: claim.denyText ?? '',
      amount: claim.amount ?? '0.00',
      link: `${base}/claims/${encodeURIComponent(row.tranId)}`,
    },
    {
      reference: row.reference,
      secrets: [claim.patientName, claim.hn, claim.an, claim.pid],
      note: config.OPENCHS_SEND_TEXT ? (claim.note ?? '') : '',
      at: now(),
    },
  );
}

/** Counts again, an hour and a day later, how many cases there bear our mark. */
async function countCopies(run: OpenchsRun, signal: AbortSignal): Promise<Next> {
  const { db, site, target, now } = run;
  for (const row of await dueChecks(db, target, now(), rowsOfTurn)) {
    if (signal.aborted || isResting(run) || !(await keepLease(run))) return 'stop';
    const dayAfter = Date.parse(row.triedAt ?? row.createdAt) + 24 * hourMs;
    const checkAt = now().getTime() < dayAfter ? new Date(dayAfter) : null;
    try {
      const found = await site.findByReference(row.reference, sinceOf(row), signal);
      if (!(await writeRow(run, row, { checkAt, copies: found?.length ?? row.copies }))) return 'stop';
    } catch (error) {
      if (!(error instanceof OpenchsError)) throw error;
      const written = await writeRow(run, row, { checkAt: waitUntil(run, row, error) });
      if (!written || (await goesOn(run, error)) === 'stop') return 'stop';
    }
  }
  return 'go_on';
}
