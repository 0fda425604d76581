import { createHash, randomBytes, randomInt } from 'node:crypto';
import { isIP } from 'node:net';
import { z } from 'zod';
import type { Db } from '../db/db.js';
import { AppError } from '../domain/errors.js';
import { scopes, usualScopes } from '../domain/scope.js';
import { type ApiKey, findApiKey, insertApiKey, revokeApiKey } from '../store/api-keys.js';
import { writeAudit } from '../store/audit-log.js';
import type { Actor } from './actor.js';

interface KeyParts {
  readonly db: Db;
  readonly now: () => Date;
}

export const usualRate = 300;

const network = z.string().refine((text) => {
  const [address = '', bits, ...more] = text.split('/');
  const family = isIP(address);
  if (family === 0 || more.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 6 ? 128 : 32));
});

const askedKey = z.object({
  name: z.string().trim().min(1).max(100),
  scopes: z
    .array(z.enum(scopes))
    .min(1)
    .default([...usualScopes]),
  hospital: z
    .string()
    .regex(/^\d{5}$/)
    .nullable()
    .default(null),
  expiresAt: z.date().nullable().default(null),
  addresses: z.array(network).max(50).default([]),
  ratePerMinute: z.int().min(1).max(100_000).default(usualRate),
  overlapSeconds: z.int().min(0).max(300).default(0),
  dedupeWindowSeconds: z.int().min(0).max(600).default(0),
});
export type AskedKey = z.input<typeof askedKey>;

/** The field that is wrong in what was asked for; what it should be is said by the door. */
export type KeyField = keyof AskedKey;

/** `field` is the first that is wrong, `fields` are all of them, with blanks between. */
function invalidKey(names: readonly string[]): AppError {
  const fields = [...new Set(names)];
  return new AppError('key_invalid', { field: fields[0] ?? 'name', fields: fields.join(' ') });
}

/**
 * Makes a key. The key itself is answered this once; only its hash is kept. Throws AppError key_invalid with the names of
 * the fields.
 */
export async function makeApiKey(
  { db, now }: KeyParts,
  asked: AskedKey,
  by: Actor,
): Promise<{ readonly key: string; readonly made: ApiKey }> {
  const read = askedKey.safeParse(asked);
  if (!read.success) throw invalidKey(read.error.issues.map(({ path }) => String(path[0] ?? 'name')));
  const wanted = { ...read.data, scopes: [...new Set(read.data.scopes)] };
  if (wanted.expiresAt !== null && wanted.expiresAt <= now()) throw invalidKey(['expiresAt']);
  const prefix = makePrefix();
  const key = `ecr_${prefix}_${randomBytes(32).toString('base64url')}`;
  await db.transaction(async (tx) => {
    await insertApiKey(tx, {
      ...wanted,
      prefix,
      keyHash: hashKey(key),
      createdBy: by.actorName,
      now: now(),
    });
    const { name, scopes: given, hospital, addresses } = wanted;
    await writeAudit(tx, {
      ...by,
      at: now(),
      action: 'change',
      subject: `api key ${prefix}`,
      outcome: 'done',
      details: { added: true, name, scopes: given, hospital, addresses },
    });
  });
  const made = await findApiKey(db, prefix);
  if (made === null) throw new Error('a key that was just made is gone');
  const { keyHash: _hash, ...told } = made;
  return { key, made: told };
}

/** Ends a key for good, from the next call on. Throws AppError key_not_found. */
export async function endApiKey({ db, now }: KeyParts, prefix: string, by: Actor): Promise<void> {
  await db.transaction(async (tx) => {
    if (!(await revokeApiKey(tx, prefix, now()))) throw new AppError('key_not_found', { prefix });
    await writeAudit(tx, {
      ...by,
      at: now(),
      action: 'change',
      subject: `api key ${prefix}`,
      outcome: 'done',
      details: { revoked: true },
    });
  });
}

/** A key has 256 random bits: a plain hash is as good as a slow one, and every call needs it. */
export function hashKey(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}

/** 36^8 prefixes: two equal ones do not happen, and the database would refuse the second. */
function makePrefix(): string {
  const letters = 'abcdefghijklmnopqrstuvwxyz0123456789';
  return Array.from({ length: 8 }, () => letters[randomInt(letters.length)]).join('');
}
