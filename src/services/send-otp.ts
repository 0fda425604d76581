import { randomInt, randomUUID } from 'node:crypto';
import type { SendResult } from '../channels/channel.js';
import type { Config } from '../config.js';
import type { Db } from '../db/db.js';
import { AppError } from '../domain/errors.js';
import type { Log } from '../log/log.js';
import { keepOtpCode } from '../store/otp-codes.js';
import { isOtpBlocked } from '../store/otp-tries.js';
import { findActiveUserByEmail } from '../store/users.js';
import { usualSendLimits } from './alert-channels.js';
import type { LiveSettings } from './live-settings.js';
import type { SecretKey } from './secret-key.js';
import { extraCaOf } from './upstream-settings-of.js';

export const otpMinutes = 10;
const pauseSeconds = 60;

export interface OtpParts {
  readonly db: Db;
  readonly log: Log;
  readonly settings: Pick<LiveSettings, 'current'>;
  readonly secretKey: SecretKey;
  readonly now: () => Date;
}

/** Throws AppError not_configured where no mail can be sent. */
export async function requireMail({ settings }: Pick<OtpParts, 'settings'>): Promise<void> {
  const config = await settings.current();
  if (!canMail(config)) throw new AppError('not_configured', { setting: 'SMTP_URL, SMTP_FROM' });
}

const canMail = (config: Config) => config.SMTP_URL !== null && config.SMTP_FROM !== '';

/** Under this an address is counted and kept; upper and lower case are the same. */
export function otpAddressHash({ secretKey }: Pick<OtpParts, 'secretKey'>, address: string): string {
  return secretKey.sign('otp address', address.toLowerCase());
}

/** Bound to its address, so that one code cannot stand in for another. */
export function otpCodeHash(
  { secretKey }: Pick<OtpParts, 'secretKey'>,
  addressHash: string,
  code: string,
): string {
  return secretKey.sign('otp code', `${addressHash} ${code}`);
}

/**
 * Makes a code for an address and mails it, if somebody active has that address. To be called after the answer went out:
 * nothing of what is done here, nor its time, shows in it. The same is written for an address that nobody has. A second
 * call within a minute does nothing, also where both come at once. Throws nothing that is foreseen.
 */
export async function sendOtp(parts: OtpParts, address: string): Promise<void> {
  const { db, log, now } = parts;
  const addressHash = otpAddressHash(parts, address);
  const at = now();
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  const made = {
    addressHash,
    codeHash: otpCodeHash(parts, addressHash, code),
    now: at,
    expiresAt: new Date(at.getTime() + otpMinutes * 60_000),
  };
  if (!(await keepOtpCode(db, made, new Date(at.getTime() - pauseSeconds * 1000)))) return;
  const isBlocked = await isOtpBlocked(db, addressHash, at);
  const user = await findActiveUserByEmail(db, address);
  if (user === null || isBlocked) return;
  const result = await mailCode(await parts.settings.current(), address, code);
  if (result.ok) log.info({ source: 'sign-in', user: user.id }, 'one-time code mailed');
  else log.warn({ source: 'sign-in', user: user.id, err: result.problem }, 'one-time code not mailed');
}

async function mailCode(config: Config, to: string, code: string): Promise<SendResult> {
  const { sendMail } = await import('../channels/mail.js');
  const text = [
    `รหัสเข้าใช้ API ของ E-Claim REP: ${code}`,
    `ใช้ได้ครั้งเดียวภายใน ${otpMinutes} นาที ถ้าไม่ได้ขอรหัสนี้ ไม่ต้องทำอะไร และอย่าบอกรหัสกับใคร`,
    '',
    `Your code for the API of E-Claim REP: ${code}`,
    `It works once, within ${otpMinutes} minutes. If you did not ask for it, do nothing, and tell it to nobody.`,
  ];
  const mail = {
    id: `otp-${randomUUID()}`,
    subject: 'E-Claim REP: รหัสเข้าใช้ API · code for the API',
    text: text.join('\n'),
    html: `<p>${text.filter((line) => line !== '').join('</p><p>')}</p>`,
  };
  const settings = {
    url: config.SMTP_URL?.reveal() ?? '',
    from: config.SMTP_FROM,
    to: [to],
    extraCa: extraCaOf(config),
    ...usualSendLimits,
  };
  return await sendMail(settings, mail, AbortSignal.timeout(usualSendLimits.totalMs * 2));
}
