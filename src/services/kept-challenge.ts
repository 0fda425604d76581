import { AppError } from '../domain/errors.js';
import { deleteSecret, findSecret, saveSecret } from '../store/secrets.js';
import { changeUpstreamSession, type UpstreamSession } from '../store/upstream-sessions.js';
import type { SsoStep } from '../upstreams/index.js';
import type { SessionParts } from './kept-session.js';

/** A question of the single sign-on that a person is to answer, as `EclaimClient.sso` gave it. */
export type OpenStep = Extract<SsoStep, { readonly state: 'otp' | 'scan' | 'set_up' }>;

const otpLifeMs = 10 * 60_000;
/** NHSO shows a QR code for 120 seconds (formats/nhso-eclaim-protocol.md 3). */
const scanLifeMs = 120_000;

const secretName = (id: number) => `upstream-challenge:${id}`;

/** Keeps the question, encrypted, so that any process can take the answer to it. */
export async function keepChallenge(parts: SessionParts, id: number, step: OpenStep): Promise<void> {
  const name = secretName(id);
  const state = step.state === 'scan' ? 'needs_scan' : 'needs_otp';
  const lifeMs = step.state === 'scan' ? scanLifeMs : otpLifeMs;
  await parts.db.transaction(async (tx) => {
    if (step.state === 'set_up') await deleteSecret(tx, name);
    else await saveSecret(tx, { name, ...parts.secretKey.seal(name, step.saved) }, new Date());
    await changeUpstreamSession(tx, id, {
      state,
      message: null,
      challenge: step.state,
      challengeUntil: new Date(Date.now() + lifeMs),
    });
  });
  parts.bus.publish('session.changed', { upstream: 'eclaim', state });
}

/** The question that is open now, for `EclaimClient.sso`; null = none, or it waited too long. */
export async function openChallenge(parts: SessionParts, session: UpstreamSession): Promise<string | null> {
  if (!isOpen(session)) return null;
  const sealed = await findSecret(parts.db, secretName(session.id));
  if (sealed === null) return null;
  try {
    return parts.secretKey.open(sealed.name, sealed);
  } catch (error) {
    if (error instanceof AppError && error.code === 'secret_unreadable') return null;
    throw error;
  }
}

/** Whether NHSO waits for a person's answer now. */
export function isOpen({ challenge, challengeUntil }: UpstreamSession, now: Date = new Date()): boolean {
  return challenge !== null && challengeUntil !== null && Date.parse(challengeUntil) > now.getTime();
}

/** The question is answered or over. */
export async function dropChallenge({ db }: Pick<SessionParts, 'db'>, id: number): Promise<void> {
  await db.transaction(async (tx) => {
    await deleteSecret(tx, secretName(id));
    await changeUpstreamSession(tx, id, { challenge: null, challengeUntil: null });
  });
}
