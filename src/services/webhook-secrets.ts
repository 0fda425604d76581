import { randomBytes } from 'node:crypto';
import type { Queryable } from '../db/db.js';
import { AppError } from '../domain/errors.js';
import { deleteSecret, findSecret, findSecretsOf, type SealedSecret, saveSecret } from '../store/secrets.js';
import type { WebhookEndpoint } from '../store/webhook-endpoints.js';
import type { SecretKey } from './secret-key.js';

const nameOf = (endpointId: number) => `webhook:${endpointId}`;
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

/** Keeps the secret of an endpoint encrypted; one that it had is the old one from then on. */
export async function saveWebhookSecret(
  tx: Queryable,
  secretKey: SecretKey,
  endpointId: number,
  fresh: { readonly secret: string; readonly now: Date },
): Promise<void> {
  const before = await findSecret(tx, nameOf(endpointId));
  if (before !== null) {
    const secret = secretKey.open(before.name, before);
    await keep(tx, secretKey, oldNameOf(endpointId), { secret, now: fresh.now });
  }
  await keep(tx, secretKey, nameOf(endpointId), fresh);
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
  return new Map(named.map(({ id, names }) => [id, opened(secretKey, sealed, names)]));
}

function opened(
  secretKey: SecretKey,
  sealed: ReadonlyMap<string, SealedSecret>,
  names: readonly string[],
): readonly string[] | AppError {
  try {
    return names.flatMap((name) => {
      const secret = sealed.get(name);
      return secret ? [secretKey.open(name, secret)] : [];
    });
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}

export async function dropWebhookSecrets(tx: Queryable, endpointId: number): Promise<void> {
  await deleteSecret(tx, nameOf(endpointId));
  await deleteSecret(tx, oldNameOf(endpointId));
}
