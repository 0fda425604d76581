import type { Queryable } from '../db/db.js';
import { sql } from '../db/sql.js';
import { isScope, type Scope } from '../domain/scope.js';

export interface NewApiKey {
  /** Eight letters and digits, by which the key is found. */
  readonly prefix: string;
  /** SHA-256 of the whole key, hex; the key itself is kept nowhere. */
  readonly keyHash: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly hospital: string | null;
  /** Networks (CIDR) that the key may come from; empty = any. */
  readonly addresses: readonly string[];
  readonly ratePerMinute: number;
  readonly overlapSeconds: number;
  readonly dedupeWindowSeconds: number;
  readonly expiresAt: Date | null;
  readonly createdBy: string;
  readonly now: Date;
}

export interface ApiKey extends Omit<NewApiKey, 'keyHash' | 'expiresAt' | 'now'> {
  readonly id: number;
  /** Instants as text, UTC. */
  readonly expiresAt: string | null;
  readonly lastUsedAt: string | null;
  readonly revokedAt: string | null;
  readonly createdAt: string;
}

export interface ApiKeyWithHash extends ApiKey {
  readonly keyHash: string;
}

interface KeyRow {
  readonly id: number;
  readonly prefix: string;
  readonly key_hash: string;
  readonly name: string;
  readonly scopes: string;
  readonly hospital_code: string | null;
  readonly addresses: string | null;
  readonly rate_per_minute: number;
  readonly overlap_s: number;
  readonly dedupe_window_s: number;
  readonly expires_at: string | null;
  readonly last_used_at: string | null;
  readonly revoked_at: string | null;
  readonly created_by: string;
  readonly created_at: string;
}

const columns = sql`id, prefix, key_hash, name, scopes, hospital_code, addresses, rate_per_minute, overlap_s,
  dedupe_window_s, expires_at, last_used_at, revoked_at, created_by, created_at`;

const listed = (text: string | null) => (text === null || text === '' ? [] : text.split(','));

function toKey(row: KeyRow): ApiKeyWithHash {
  return {
    id: row.id,
    prefix: row.prefix,
    keyHash: row.key_hash,
    name: row.name,
    scopes: listed(row.scopes).filter(isScope),
    hospital: row.hospital_code,
    addresses: listed(row.addresses),
    ratePerMinute: row.rate_per_minute,
    overlapSeconds: row.overlap_s,
    dedupeWindowSeconds: row.dedupe_window_s,
    expiresAt: row.expires_at,
    lastUsedAt: row.last_used_at,
    revokedAt: row.revoked_at,
    createdBy: row.created_by,
    createdAt: row.created_at,
  };
}

/** DbError of kind `duplicate` where the prefix is taken. */
export async function insertApiKey(db: Queryable, key: NewApiKey): Promise<number> {
  return await db.insert('api_keys', {
    prefix: key.prefix,
    key_hash: key.keyHash,
    name: key.name,
    scopes: key.scopes.join(','),
    hospital_code: key.hospital,
    addresses: key.addresses.join(',') || null,
    rate_per_minute: key.ratePerMinute,
    overlap_s: key.overlapSeconds,
    dedupe_window_s: key.dedupeWindowSeconds,
    expires_at: key.expiresAt,
    created_by: key.createdBy.slice(0, 190),
    created_at: key.now,
    updated_at: key.now,
  });
}

/** Also one that was revoked or is over: the caller of this looks at that. */
export async function findApiKey(db: Queryable, prefix: string): Promise<ApiKeyWithHash | null> {
  const row = await db.first<KeyRow>(sql`select ${columns} from api_keys where prefix = ${prefix}`);
  return row === null ? null : toKey(row);
}

/** Every key that ever was, the newest first; without the hashes. */
export async function listApiKeys(db: Queryable): Promise<ApiKey[]> {
  const rows = await db.query<KeyRow>(sql`select ${columns} from api_keys order by id desc`);
  return rows.map((row) => {
    const { keyHash: _hash, ...key } = toKey(row);
    return key;
  });
}

/** Notes a call, where none was noted since `before`. */
export async function noteKeyUse(
  db: Queryable,
  id: number,
  { now, before }: { readonly now: Date; readonly before: Date },
): Promise<void> {
  await db.execute(sql`update api_keys set last_used_at = ${now}
    where id = ${id} and (last_used_at is null or last_used_at < ${before})`);
}

/** False where there is no such key that still counts. */
export async function revokeApiKey(db: Queryable, prefix: string, now: Date): Promise<boolean> {
  const revoked = await db.execute(sql`update api_keys set revoked_at = ${now}, updated_at = ${now}
    where prefix = ${prefix} and revoked_at is null`);
  return revoked > 0;
}
