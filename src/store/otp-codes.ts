import type { Db, Queryable } from '../db/db.js';
import { sql } from '../db/sql.js';

/**
 * Keeps a code as the newest of its address, and the one before it no longer counts; false, and nothing is changed, where that
 * was made after `notAfter`. Of several at once one is kept.
 */
export async function keepOtpCode(
  db: Db,
  code: {
    readonly addressHash: string;
    readonly codeHash: string;
    readonly now: Date;
    readonly expiresAt: Date;
  },
  notAfter: Date,
): Promise<boolean> {
  const { addressHash, codeHash, now, expiresAt } = code;
  const isDue = sql`otp_codes.sent_at <= ${notAfter}`;
  return await db.transaction(async (tx) => {
    // MySQL sets columns from left to right and sees the new values: sent_at must come last.
    await tx.execute(sql`insert into otp_codes (address_hash, code_hash, tries, sent_at, expires_at, used_at)
      values (${addressHash}, ${codeHash}, 0, ${now}, ${expiresAt}, null)${db.dialect.otherwiseUpdate(['address_hash'])}
      code_hash = case when ${isDue} then ${codeHash} else otp_codes.code_hash end,
      tries = case when ${isDue} then 0 else otp_codes.tries end,
      expires_at = case when ${isDue} then ${expiresAt} else otp_codes.expires_at end,
      used_at = case when ${isDue} then null else otp_codes.used_at end,
      sent_at = case when ${isDue} then ${now} else otp_codes.sent_at end`);
    // In the same transaction, whose lock keeps others out.
    return await isOtpCode(tx, { addressHash, codeHash });
  });
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
