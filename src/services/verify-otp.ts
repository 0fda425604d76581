import { randomBytes } from 'node:crypto';
import { AppError } from '../domain/errors.js';
import { writeAudit } from '../store/audit-log.js';
import { isOtpCode, takeOtpTry, useOtpCode } from '../store/otp-codes.js';
import { isOtpBlocked, noteWrongOtp } from '../store/otp-tries.js';
import { insertSession } from '../store/user-sessions.js';
import { findActiveUserByEmail } from '../store/users.js';
import { type OtpParts, otpAddressHash, otpCodeHash } from './send-otp.js';
import { hashToken, type SignedIn, sessionHours, type Visitor } from './sign-in.js';

/** Tries of one code, the right one included. */
const triesOfCode = 5;

/**
 * Opens a session of the API by a one-time code. Throws AppError otp_rejected, the same for a code that is wrong, used,
 * over, or of an address that nobody has or that had too many wrong tries.
 */
export async function verifyOtp(
  parts: OtpParts,
  { address, code }: { readonly address: string; readonly code: string },
  visitor: Visitor,
): Promise<SignedIn> {
  const { db, log, now } = parts;
  const addressHash = otpAddressHash(parts, address);
  const at = now();
  const blocked = await isOtpBlocked(db, addressHash, at);
  // The try is taken before the code is looked at: tries at the same time cannot be more than there are.
  const mayTry = await takeOtpTry(db, addressHash, { now: at, tries: triesOfCode });
  const codeHash = otpCodeHash(parts, addressHash, code);
  const signedIn =
    mayTry && !blocked ? await open(parts, { address, addressHash, codeHash, at }, visitor) : null;
  if (signedIn !== null) return signedIn;
  // The right code once more, as of a client that repeats, is nobody's guess: it does not block the address for a day.
  if (!blocked && !(await isOtpCode(db, { addressHash, codeHash }))) await noteWrongOtp(db, addressHash, at);
  await writeAudit(db, { ...auditOf(null, visitor, at), outcome: 'refused' });
  log.warn({ source: 'sign-in', request: visitor.requestId }, 'one-time code refused');
  throw new AppError('otp_rejected');
}

/** Code and session in one transaction: of many who send the right code at once, one is let in. */
async function open(
  { db, log }: OtpParts,
  asked: {
    readonly address: string;
    readonly addressHash: string;
    readonly codeHash: string;
    readonly at: Date;
  },
  visitor: Visitor,
): Promise<SignedIn | null> {
  const { addressHash, codeHash, at } = asked;
  const token = randomBytes(32).toString('base64url');
  const expiresAt = new Date(at.getTime() + sessionHours * 3_600_000);
  const user = await db.transaction(async (tx) => {
    if (!(await useOtpCode(tx, { addressHash, codeHash, now: at }))) return null;
    const found = await findActiveUserByEmail(tx, asked.address);
    if (found === null) return null;
    await insertSession(tx, {
      tokenHash: hashToken(token),
      userId: found.id,
      kind: 'otp',
      address: visitor.address,
      userAgent: visitor.userAgent,
      now: at,
      expiresAt,
    });
    await writeAudit(tx, { ...auditOf(found, visitor, at), outcome: 'done' });
    return found;
  });
  if (user === null) return null;
  log.info({ source: 'sign-in', user: user.id, request: visitor.requestId }, 'signed in by one-time code');
  return { user, token, expiresAt };
}

function auditOf(user: SignedIn['user'] | null, visitor: Visitor, at: Date) {
  return {
    at,
    actorKind: user === null ? ('nobody' as const) : ('user' as const),
    actorId: user?.id ?? null,
    actorName: user?.username ?? '(unknown)',
    action: 'login' as const,
    subject: 'api session by one-time code',
    address: visitor.address,
    requestId: visitor.requestId,
  };
}
