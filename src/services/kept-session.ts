import type { Db } from '../db/db.js';
import { AppError } from '../domain/errors.js';
import type { Bus } from '../events/bus.js';
import { deleteSecret, findSecret, saveSecret } from '../store/secrets.js';
import { changeUpstreamSession, type SessionChange } from '../store/upstream-sessions.js';
import type { EclaimClient } from '../upstreams/index.js';
import type { SecretKey } from './secret-key.js';

export interface SessionParts {
  readonly db: Db;
  readonly bus: Bus;
  readonly secretKey: SecretKey;
}

/** Cookies lie beside the settings' secrets, by the number of the account's row. */
const secretName = (id: number) => `upstream-session:${id}`;

/** The cookies of an account's last session, as `EclaimClient.resume` takes them; null = none, or of another SECRET_KEY. */
export async function keptCookies({ db, secretKey }: SessionParts, id: number): Promise<string | null> {
  const sealed = await findSecret(db, secretName(id));
  if (sealed === null) return null;
  try {
    return secretKey.open(sealed.name, sealed);
  } catch (error) {
    if (error instanceof AppError && error.code === 'secret_unreadable') return null;
    throw error;
  }
}

/** Keeps a living session for the next run and for other processes, and what changed on its row with it. */
export async function keepSession(
  parts: SessionParts,
  id: number,
  client: Pick<EclaimClient, 'keep' | 'endsAt'>,
  change: SessionChange,
): Promise<void> {
  const name = secretName(id);
  const sealed = parts.secretKey.seal(name, client.keep());
  await parts.db.transaction(async (tx) => {
    await saveSecret(tx, { name, ...sealed }, new Date());
    await changeUpstreamSession(tx, id, { ...change, state: 'signed_in', expiresAt: client.endsAt() });
  });
  parts.bus.publish('session.changed', { upstream: 'eclaim', state: 'signed_in' });
}

/** Forgets the cookies: the portal knows them no more, or a person signed out. */
export async function dropSession(parts: SessionParts, id: number, change: SessionChange): Promise<void> {
  await parts.db.transaction(async (tx) => {
    await deleteSecret(tx, secretName(id));
    await changeUpstreamSession(tx, id, { ...change, expiresAt: null });
  });
  if (change.state !== undefined)
    parts.bus.publish('session.changed', { upstream: 'eclaim', state: change.state });
}
