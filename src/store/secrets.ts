import type { Queryable } from '../db/db.js';
import { join, sql } from '../db/sql.js';

/** An encrypted secret; only services/secret-key.ts opens it. */
export interface SealedSecret {
  readonly name: string;
  readonly cipher: Uint8Array;
  readonly nonce: Uint8Array;
}

export async function findSecret(db: Queryable, name: string): Promise<SealedSecret | null> {
  return await db.first<SealedSecret>(sql`select name, cipher, nonce from secrets where name = ${name}`);
}

export async function findSecrets(db: Queryable): Promise<SealedSecret[]> {
  return await db.query<SealedSecret>(sql`select name, cipher, nonce from secrets order by name`);
}

/** Those of these names that there are. */
export async function findSecretsOf(
  db: Queryable,
  names: readonly string[],
): Promise<ReadonlyMap<string, SealedSecret>> {
  if (names.length === 0) return new Map();
  const found = await db.query<SealedSecret>(
    sql`select name, cipher, nonce from secrets where name in (${join(names)})`,
  );
  return new Map(found.map((secret) => [secret.name, secret]));
}

/** Stores or replaces one; its counters of use begin anew. */
export async function saveSecret(db: Queryable, secret: SealedSecret, now: Date): Promise<void> {
  const { name, cipher, nonce } = secret;
  const row = {
    name,
    cipher,
    nonce,
    key_version: 1,
    last_used_at: null,
    last_failed_at: null,
    failures: 0,
    updated_at: now,
  };
  await db.upsert(
    'secrets',
    [row],
    ['name'],
    ['cipher', 'nonce', 'key_version', 'last_used_at', 'last_failed_at', 'failures', 'updated_at'],
  );
}

export async function deleteSecret(db: Queryable, name: string): Promise<void> {
  await db.execute(sql`delete from secrets where name = ${name}`);
}
