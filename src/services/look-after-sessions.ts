import { AppError } from '../domain/errors.js';
import {
  changeUpstreamSession,
  listUpstreamSessions,
  type UpstreamSession,
} from '../store/upstream-sessions.js';
import { countWaitingJobs } from '../store/waiting-jobs.js';
import { dropSession, keepSession, keptCookies } from './kept-session.js';
import { stateNow } from './portal-standings.js';
import { releaseWaitingJobs } from './release-waiting-jobs.js';
import { closeSessionAlerts, raiseSessionAlert } from './session-alerts.js';
import { type SeatGround, takeSeat } from './take-seat.js';

const heartbeatMs = 5 * 60_000;
const warnMs = 5 * 60_000;

/**
 * One look at the sessions at NHSO: the heartbeat where a person asked to stay signed in (a job keeps its own alive),
 * the warning five minutes before a session ends that only a person can open again, its end, and jobs that still wait
 * though somebody is signed in. Several processes may look at once.
 */
export async function lookAfterSessions(ground: SeatGround, now: Date): Promise<void> {
  let isOpen = false;
  for (const session of await listUpstreamSessions(ground.db, 'eclaim')) {
    if (session.state !== 'signed_in') continue;
    const isBeaten = isBeatDue(session, now) && (await beat(ground, session));
    if (isBeaten) await closeSessionAlerts(ground, session.id, ['ending']);
    else await watchEnd(ground, session, now);
    isOpen ||= isBeaten || stateNow(session, now) === 'signed_in';
  }
  if (isOpen && (await countWaitingJobs(ground.db)) > 0) await releaseWaitingJobs(ground);
}

function isBeatDue({ stayUntil, lastHeartbeatAt, isLeased }: UpstreamSession, now: Date): boolean {
  if (isLeased || stayUntil === null || Date.parse(stayUntil) <= now.getTime()) return false;
  return lastHeartbeatAt === null || now.getTime() - Date.parse(lastHeartbeatAt) >= heartbeatMs;
}

/** Answers whether the session lives; one that the portal knows no more is over. */
async function beat(ground: SeatGround, { id }: UpstreamSession): Promise<boolean> {
  try {
    return await takeSeat(ground, id, 0, async ({ parts, watch }, client) => {
      const kept = await keptCookies(parts, id);
      if (kept === null || !(await client.resume(kept, watch.signal))) {
        await dropSession(parts, id, { state: 'expired', stayUntil: null });
        return false;
      }
      await keepSession(parts, id, client, { lastHeartbeatAt: new Date() });
      return true;
    });
  } catch (error) {
    // In use by a job, which keeps it alive; or the account was taken away.
    if (error instanceof AppError && (error.code === 'portal_busy' || error.code === 'not_found'))
      return false;
    throw error;
  }
}

async function watchEnd(ground: SeatGround, session: UpstreamSession, now: Date): Promise<void> {
  const { id, account, way, expiresAt, isLeased } = session;
  const leftMs = expiresAt === null ? Number.POSITIVE_INFINITY : Date.parse(expiresAt) - now.getTime();
  if (leftMs <= 0 && !isLeased) {
    await changeUpstreamSession(ground.db, id, { state: 'expired', stayUntil: null });
    ground.bus.publish('session.changed', { upstream: 'eclaim', state: 'expired' });
  }
  // The old form is signed in to by the program itself: its end is nobody's matter.
  if (way === 'sso' && leftMs > 0 && leftMs <= warnMs) {
    const { HOSPITAL_CODE: hospitalCode } = await ground.settings.current();
    await raiseSessionAlert(ground, { id, username: account, hospitalCode }, 'ending');
  } else await closeSessionAlerts(ground, id, ['ending']);
}
