import { randomBytes } from 'node:crypto';
import type { Queryable } from '../db/db.js';
import { deleteSecret, findSecret, saveSecret } from '../store/secrets.js';
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

/** What signs now, the newest first. Throws AppError secret_unreadable. */
export async function webhookSecrets(
  db: Queryable,
  secretKey: SecretKey,
  { id, oldSecretUntil }: Pick<WebhookEndpoint, 'id' | 'oldSecretUntil'>,
  now: Date,
): Promise<string[]> {
  const hasOld = oldSecretUntil !== null && Date.parse(oldSecretUntil) > now.getTime();
  const names = hasOld ? [nameOf(id), oldNameOf(id)] : [nameOf(id)];
  const secrets: string[] = [];
  for (const name of names) {
    const sealed = await findSecret(db, name);
    if (sealed !== null) secrets.push(secretKey.open(name, sealed));
  }
  return secrets;
}

export async function dropWebhookSecrets(tx: Queryable, endpointId: number): Promise<void> {
  await deleteSecret(tx, nameOf(endpointId));
  await deleteSecret(tx, oldNameOf(endpointId));
}
