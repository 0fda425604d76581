import type { Queryable } from '../db/db.js';
import { sql } from '../db/sql.js';

/** Keeps the newest code of an address; the one before it no longer counts. */
export async function keepOtpCode(
  db: Queryable,
  code: {
    readonly addressHash: string;
    readonly codeHash: string;
    readonly now: Date;
    readonly expiresAt: Date;
  },
): Promise<void> {
  const row = {
    address_hash: code.addressHash,
    code_hash: code.codeHash,
    tries: 0,
    sent_at: code.now,
    expires_at: code.expiresAt,
    used_at: null,
  };
  await db.upsert(
    'otp_codes',
    [row],
    ['address_hash'],
    ['code_hash', 'tries', 'sent_at', 'expires_at', 'used_at'],
  );
}

/** Whether a code was made for the address since then. */
export async function hasOtpCodeSince(db: Queryable, addressHash: string, since: Date): Promise<boolean> {
  const row = await db.first<{ tries: number }>(
    sql`select tries from otp_codes where address_hash = ${addressHash} and sent_at > ${since}`,
  );
  return row !== null;
}

/** Takes one of the tries of the address's code; false where it has none left, is used or over. */
export async function takeOtpTry(
  db: Queryable,
  addressHash: string,
  { now, tries }: { readonly now: Date; readonly tries: number },
): Promise<boolean> {
  const taken = await db.execute(sql`update otp_codes set tries = tries + 1
    where address_hash = ${addressHash} and used_at is null and expires_at > ${now} and tries < ${tries}`);
  return taken > 0;
}

/** Uses the code up; false where it is another one, or was used already. */
export async function useOtpCode(
  db: Queryable,
  {
    addressHash,
    codeHash,
    now,
  }: { readonly addressHash: string; readonly codeHash: string; readonly now: Date },
): Promise<boolean> {
  const used = await db.execute(sql`update otp_codes set used_at = ${now}
    where address_hash = ${addressHash} and code_hash = ${codeHash} and used_at is null`);
  return used > 0;
}

/** Whether this is the newest code of the address, be it used, over or out of tries. */
export async function isOtpCode(
  db: Queryable,
  { addressHash, codeHash }: { readonly addressHash: string; readonly codeHash: string },
): Promise<boolean> {
  const row = await db.first<{ tries: number }>(
    sql`select tries from otp_codes where address_hash = ${addressHash} and code_hash = ${codeHash}`,
  );
  return row !== null;
}

export async function deleteOldOtpCodes(db: Queryable, before: Date): Promise<number> {
  return await db.execute(sql`delete from otp_codes where expires_at < ${before}`);
}
