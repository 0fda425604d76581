import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Queryable } from '../db/db.js';
import { AppError } from '../domain/errors.js';
import { deleteSecret, findSecret, findSecretsOf, type SealedSecret, saveSecret } from '../store/secrets.js';
import type { WebhookEndpoint } from '../store/webhook-endpoints.js';
import type { SecretKey } from './secret-key.js';

const nameOf = (endpointId: number) => `webhook:${endpointId}`;
/** Each signs every message; more of them are no plan but a mistake. */
const mostOld = 5;
const oldNameOf = (endpointId: number) => `webhook:${endpointId}:old`;

/** `whsec_` and base64 of 32 random bytes. */
export function makeWebhookSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`;
}

async function keep(
  db: Queryable,
  secretKey: SecretKey,
  name: string,
  { secret, now }: { readonly secret: string; readonly now: Date },
): Promise<void> {
  await saveSecret(db, { name, ...secretKey.seal(name, secret) }, now);
}

/** Keeps the first secret of an endpoint, encrypted. */
export async function saveWebhookSecret(
  tx: Queryable,
  secretKey: SecretKey,
  endpointId: number,
  fresh: { readonly secret: string; readonly now: Date },
): Promise<void> {
  await keep(tx, secretKey, nameOf(endpointId), fresh);
}

/** A secret of before, and until when it signs too: a time of its own for each, however often it was changed since. */
const oldSecrets = z.array(z.object({ secret: z.string(), until: z.iso.datetime() }));
type OldSecret = z.infer<typeof oldSecrets>[number];

function readOld(text: string, now: Date): OldSecret[] {
  // As it was kept when there could be one alone; then the end stands with the endpoint.
  if (text.startsWith('whsec_')) return [{ secret: text, until: new Date(now.getTime() + 1).toISOString() }];
  return oldSecrets.parse(JSON.parse(text)).filter(({ until }) => Date.parse(until) > now.getTime());
}

/**
 * Puts a new secret beside that of before, which signs until then. Throws AppError secret_unreadable, or rate_limited where the
 * receiver would have to try more signatures than a header should bear.
 */
export async function replaceWebhookSecret(
  tx: Queryable,
  secretKey: SecretKey,
  endpointId: number,
  { secret, now, oldUntil }: { readonly secret: string; readonly now: Date; readonly oldUntil: Date },
): Promise<void> {
  const before = await findSecret(tx, nameOf(endpointId));
  if (before !== null) {
    const kept = await findSecret(tx, oldNameOf(endpointId));
    const older = kept === null ? [] : readOld(secretKey.open(kept.name, kept), now);
    if (older.length >= mostOld) throw tooOften(older, now);
    const newest = { secret: secretKey.open(before.name, before), until: oldUntil.toISOString() };
    await keep(tx, secretKey, oldNameOf(endpointId), { secret: JSON.stringify([newest, ...older]), now });
  }
  await keep(tx, secretKey, nameOf(endpointId), { secret, now });
}

function tooOften(older: readonly OldSecret[], now: Date): AppError {
  const first = Math.min(...older.map(({ until }) => Date.parse(until)));
  return new AppError('rate_limited', { seconds: Math.max(1, Math.ceil((first - now.getTime()) / 1000)) });
}

/** What signs now, of each endpoint by its id: the newest first, or why it cannot be read. */
export async function webhookSecrets(
  db: Queryable,
  secretKey: SecretKey,
  endpoints: readonly Pick<WebhookEndpoint, 'id' | 'oldSecretUntil'>[],
  now: Date,
): Promise<ReadonlyMap<number, readonly string[] | AppError>> {
  const named = endpoints.map(({ id, oldSecretUntil }) => {
    const hasOld = oldSecretUntil !== null && Date.parse(oldSecretUntil) > now.getTime();
    return { id, names: hasOld ? [nameOf(id), oldNameOf(id)] : [nameOf(id)] };
  });
  const sealed = await findSecretsOf(
    db,
    named.flatMap(({ names }) => names),
  );
  return new Map(named.map(({ id, names }) => [id, opened(secretKey, sealed, names, now)]));
}

function opened(
  secretKey: SecretKey,
  sealed: ReadonlyMap<string, SealedSecret>,
  [name = '', oldName]: readonly string[],
  now: Date,
): readonly string[] | AppError {
  try {
    const textOf = (from: string | undefined) => {
      const secret = sealed.get(from ?? '');
      return secret ? [secretKey.open(secret.name, secret)] : [];
    };
    const older = textOf(oldName).flatMap((text) => readOld(text, now));
    return [...textOf(name), ...older.map(({ secret }) => secret)];
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}

export async function dropWebhookSecrets(tx: Queryable, endpointId: number): Promise<void> {
  await deleteSecret(tx, nameOf(endpointId));
  await deleteSecret(tx, oldNameOf(endpointId));
}
