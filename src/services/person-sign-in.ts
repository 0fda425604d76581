import { AppError } from '../domain/errors.js';
import { maskAccount } from '../domain/mask-account.js';
import { writeAudit } from '../store/audit-log.js';
import { clearHits, countHit } from '../store/rate-windows.js';
import { changeUpstreamSession, findUpstreamSessionById } from '../store/upstream-sessions.js';
import { type EclaimClient, type SsoStep, UpstreamError } from '../upstreams/index.js';
import type { Actor } from './actor.js';
import { dropChallenge, keepChallenge, openChallenge } from './kept-challenge.js';
import { dropSession } from './kept-session.js';
import { finishSignIn, resumeKept, type Seat } from './portal-seat.js';
import { releaseWaitingJobs } from './release-waiting-jobs.js';
import { closeSessionAlerts } from './session-alerts.js';
import { type SeatGround, takeSeat } from './take-seat.js';

/** Where a person's sign-in stands after a step. */
export type PersonStep = 'signed_in' | 'otp' | 'scan' | 'set_up';

const patienceMs = 5000;
const wrongCodes = 5;
const wrongWindowMs = 15 * 60_000;
const stayMs = 8 * 3_600_000;

/**
 * Begins a sign-in that a person asked for, also with an account that was set aside. Where the old form works it is done
 * at once; else NHSO waits for the code or the scan. `id` = row of upstream_sessions. Throws AppError not_found,
 * portal_busy, thaid_missing, and what the portal refuses.
 */
export async function beginPersonSignIn(
  parts: SeatGround,
  id: number,
  how: 'otp' | 'thaid',
  by: Actor,
): Promise<PersonStep> {
  const step = await takeSeat<PersonStep>(parts, id, patienceMs, async (seat, client) => {
    const { signal } = seat.watch;
    if (await resumeKept(seat, client)) return 'signed_in';
    if (how === 'otp' && (await byForm(client, signal))) {
      await finishSignIn(seat, client, 'form');
      return 'signed_in';
    }
    return await take(seat, client, await client.sso.begin(how, signal));
  });
  return await told(parts, id, step, by);
}

/** The old form, where it is still there. */
async function byForm(client: EclaimClient, signal: AbortSignal): Promise<boolean> {
  try {
    await client.signIn(signal, 'once');
    return true;
  } catch (error) {
    if (error instanceof UpstreamError && error.code === 'sso_notice') return false;
    throw error;
  }
}

/**
 * Gives NHSO the code that a person typed; begins the sign-in first where none waits any more. Throws AppError
 * otp_shape, otp_wrong (`said` in NHSO's words), otp_tries_spent, otp_set_up_needed, and as beginPersonSignIn.
 */
export async function sendOneTimePassword(
  parts: SeatGround,
  id: number,
  typed: string,
  by: Actor,
): Promise<PersonStep> {
  const code = typed.replace(/[\s-]/g, '');
  if (!/^\d{6}$/.test(code)) throw new AppError('otp_shape');
  const bucket = `nhso-otp/${id}`;
  const now = new Date();
  const { hits } = await countHit(parts.db, bucket, {
    now,
    since: new Date(now.getTime() - wrongWindowMs),
  });
  if (hits > wrongCodes) throw new AppError('otp_tries_spent', { minutes: wrongWindowMs / 60_000 });
  const step = await takeSeat<PersonStep>(parts, id, patienceMs, async (seat, client, session) => {
    const { signal } = seat.watch;
    const saved = session.challenge === 'otp' ? await openChallenge(parts, session) : null;
    let step: SsoStep = saved === null ? { state: 'over' } : await client.sso.answer(saved, code, signal);
    if (step.state === 'over') {
      step = await client.sso.begin('otp', signal);
      if (step.state === 'otp') step = await client.sso.answer(step.saved, code, signal);
    }
    const came = await take(seat, client, step);
    if (came === 'signed_in') await clearHits(parts.db, bucket);
    if (step.state === 'otp')
      throw new AppError('otp_wrong', { said: step.said ?? '-', left: wrongCodes - hits });
    return came;
  });
  return await told(parts, id, step, by);
}

/** Looks whether the phone has scanned. Throws AppError challenge_over, portal_busy. */
export async function lookAtScan(parts: SeatGround, id: number, by: Actor): Promise<PersonStep> {
  const step = await takeSeat<PersonStep>(parts, id, patienceMs, async (seat, client, session) => {
    const saved = session.challenge === 'scan' ? await openChallenge(parts, session) : null;
    const step: SsoStep =
      saved === null ? { state: 'over' } : await client.sso.look(saved, seat.watch.signal);
    // The same picture: its time goes on.
    return step.state === 'scan' ? 'scan' : await take(seat, client, step);
  });
  return await told(parts, id, step, by);
}

/** Ends the session at NHSO and here. */
export async function signOutAtPortal(parts: SeatGround, id: number, by: Actor): Promise<void> {
  await takeSeat(parts, id, patienceMs, async (seat, client) => {
    try {
      if (await resumeKept(seat, client)) await client.signOut(seat.watch.signal);
    } catch (error) {
      // Forgotten here all the same; at NHSO it ends by its time.
      if (!(error instanceof UpstreamError)) throw error;
      parts.log.warn({ source: 'eclaim', code: error.code }, 'the session could not be ended at the portal');
    }
    await forget(parts, id);
  });
  await note(parts, id, 'logout', by);
}

/** Leaves a sign-in that waits for its person. */
export async function leaveSignIn(parts: SeatGround, id: number): Promise<void> {
  await forget(parts, id);
  await closeSessionAlerts(parts, id, ['needed']);
}

async function forget(parts: SeatGround, id: number): Promise<void> {
  await dropChallenge(parts, id);
  await dropSession(parts, id, { state: 'signed_out', stayUntil: null, message: null });
  await closeSessionAlerts(parts, id, ['ending']);
}

/** Keeps the session alive for eight hours, or no longer than its time. */
export async function staySignedIn({ db, bus }: SeatGround, id: number, stay: boolean): Promise<void> {
  await changeUpstreamSession(db, id, { stayUntil: stay ? new Date(Date.now() + stayMs) : null });
  bus.publish('session.changed', { upstream: 'eclaim', state: 'signed_in' });
}

async function take(seat: Seat, client: EclaimClient, step: SsoStep): Promise<PersonStep> {
  const { parts, id } = seat;
  if (step.state === 'signed_in') await finishSignIn(seat, client, 'sso');
  else if (step.state === 'over') {
    await dropChallenge(parts, id);
    await dropSession(parts, id, { state: 'needs_otp' });
    throw new AppError('challenge_over');
  } else await keepChallenge(parts, id, step);
  return step.state;
}

/** Somebody is signed in: what waited for it goes on. */
async function told(parts: SeatGround, id: number, step: PersonStep, by: Actor): Promise<PersonStep> {
  if (step !== 'signed_in') return step;
  await note(parts, id, 'login', by);
  await releaseWaitingJobs(parts);
  return step;
}

async function note({ db }: SeatGround, id: number, action: 'login' | 'logout', by: Actor): Promise<void> {
  const session = await findUpstreamSessionById(db, id);
  const subject = `nhso account ${maskAccount(session?.account ?? '')}`;
  await writeAudit(db, { ...by, at: new Date(), action, subject, outcome: 'done' });
}
