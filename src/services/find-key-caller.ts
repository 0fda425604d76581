import { timingSafeEqual } from 'node:crypto';
import type { Db } from '../db/db.js';
import type { Caller } from '../domain/caller.js';
import { AppError } from '../domain/errors.js';
import { networkList } from '../domain/network-list.js';
import { type ApiKeyWithHash, findApiKey, noteKeyUse } from '../store/api-keys.js';
import { hashKey } from './make-api-key.js';

const form = /^ecr_([a-z0-9]{8})_[A-Za-z0-9_-]{43}$/;
/** Compared with where there is no such key, so that an unknown prefix takes as long as a known one. */
const nobody = '0'.repeat(64);

/**
 * Whose key this is. It is looked up anew for every call: a key that was revoked is refused by every process at once.
 * Throws AppError invalid_credential (unknown, revoked, over: one answer) and caller_address_refused.
 */
export async function findKeyCaller(
  { db, now }: { readonly db: Db; readonly now: () => Date },
  given: string,
  address: string,
): Promise<Caller> {
  const prefix = form.exec(given)?.[1];
  const key = prefix === undefined ? null : await findApiKey(db, prefix);
  const same = timingSafeEqual(
    Buffer.from(hashKey(given), 'hex'),
    Buffer.from(key?.keyHash ?? nobody, 'hex'),
  );
  const at = now();
  if (key === null || !same || !isAlive(key, at)) throw new AppError('invalid_credential');
  if (key.addresses.length > 0 && !networkList(key.addresses).has(address))
    throw new AppError('caller_address_refused', { address });
  const minuteAgo = new Date(at.getTime() - 60_000);
  if (key.lastUsedAt === null || Date.parse(key.lastUsedAt) < minuteAgo.getTime())
    await noteKeyUse(db, key.id, { now: at, before: minuteAgo });
  return {
    kind: 'key',
    id: `key ${key.id}`,
    name: key.name,
    keyId: key.id,
    userId: null,
    scopes: key.scopes,
    hospital: key.hospital,
    ratePerMinute: key.ratePerMinute,
    overlapSeconds: key.overlapSeconds,
    dedupeWindowSeconds: key.dedupeWindowSeconds,
  };
}

function isAlive({ revokedAt, expiresAt }: ApiKeyWithHash, at: Date): boolean {
  return revokedAt === null && (expiresAt === null || Date.parse(expiresAt) > at.getTime());
}
