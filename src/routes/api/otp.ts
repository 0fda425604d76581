import type { Request, Response } from 'express';
import { z } from 'zod';
import { AppError } from '../../domain/errors.js';
import { bangkokInstant } from '../../domain/instant.js';
import { instantField } from '../../domain/json-fields.js';
import { roles } from '../../domain/role.js';
import { otpAddressHash, otpMinutes, requireMail, sendOtp } from '../../services/send-otp.js';
import { sessionHours } from '../../services/sign-in.js';
import { verifyOtp } from '../../services/verify-otp.js';
import { writeAudit } from '../../store/audit-log.js';
import { revokeSession } from '../../store/user-sessions.js';
import { bothMounts } from '../api-call.js';
import { apiRoute } from '../api-route.js';
import { clearCookie, ownOrigin, setCookie } from '../cookies.js';
import { InvalidRequest } from '../errors.js';
import { actorOf } from '../form.js';
import { countAgainst } from '../middleware/rate-limit.js';
import type { Parts } from '../parts.js';
import { readerOf } from '../reader.js';
import { visitorOf } from '../visitor.js';

const address = z.email().max(190);
const who = {
  addr_addr: address.optional().describe('Mail address of the person'),
  addr: address.optional().describe('The same under another name'),
  addr_type: z.literal('email').default('email').describe('Codes go by mail alone'),
};

const sendBody = z.strictObject(who);
const verifyBody = z.strictObject({
  ...who,
  otp: z
    .union([z.string().max(20), z.int().min(0).max(999_999)], 'must be the six digits of the mail')
    .transform((code) => String(code).trim().padStart(6, '0'))
    .describe('The six digits'),
});

function addressOf(body: {
  readonly addr_addr?: string | undefined;
  readonly addr?: string | undefined;
}): string {
  const { addr_addr: given = body.addr, addr = given } = body;
  const refused = (pointer: string, detail: string) =>
    new InvalidRequest('validation', { count: 1 }, [{ pointer, detail }]);
  if (given === undefined) throw refused('/addr_addr', 'is missing');
  if (addr !== given) throw refused('/addr', 'is another address than addr_addr: send one of them');
  return given;
}

/** Sign-in of another site in this browser's name: its Origin gives it away. Clients that are no browser send none. */
function refuseOtherSites(req: Request, parts: Parts): void {
  const origin = req.get('origin');
  if (origin !== undefined && origin !== ownOrigin(req, parts)) throw new AppError('foreign_origin');
}

const quarter = 900;

async function limitSends(parts: Parts, req: Request, res: Response, to: string): Promise<void> {
  const from = req.ip ?? '';
  const limits = [
    { name: 'otp-caller', calls: 20, bucket: `otp from ${from}`, seconds: quarter },
    { name: 'otp', calls: 5, bucket: `otp to ${otpAddressHash(parts, to)}`, seconds: quarter },
  ];
  for (const limit of limits) await countAgainst(parts, res, limit);
}

export const sendOtpRoute = apiRoute({
  method: 'post',
  path: '/sendOTP',
  mounts: bothMounts,
  scope: 'none',
  summary: {
    en: 'Mail a six-digit code to a person’s address; answers the same whether or not anybody has it',
    th: 'ส่งรหัสหกหลักไปที่อีเมลของบุคคล ตอบเหมือนกันไม่ว่ามีผู้ใช้อีเมลนั้นหรือไม่',
  },
  body: sendBody,
  answer: z.object({ status: z.literal('sent'), addr_addr: z.string(), expires_in: z.int() }),
  status: 202,
  async answerWith(parts, { body, req, res }) {
    refuseOtherSites(req, parts);
    await requireMail(parts);
    const to = addressOf(body);
    await limitSends(parts, req, res, to);
    // After the answer: how long it took tells nobody whether the address is known.
    res.once('close', () => {
      sendOtp(parts, to).catch((error: unknown) =>
        parts.log.error({ source: 'sign-in', err: error }, 'one-time code failed unforeseen'),
      );
    });
    return { status: 'sent', addr_addr: to, expires_in: otpMinutes * 60 };
  },
});

export const verifyOtpRoute = apiRoute({
  method: 'post',
  path: '/verifyOTP',
  mounts: bothMounts,
  scope: 'none',
  summary: {
    en: 'Open a session by the code; its cookie HELPLINE_SESSION_ID opens both mounts, not the pages',
    th: 'เปิดเซสชันด้วยรหัส คุกกี้ HELPLINE_SESSION_ID ใช้กับ API ทั้งสองชุด ไม่ใช่หน้าเว็บ',
  },
  body: verifyBody,
  sends: ['Set-Cookie'],
  answer: z.object({
    user: z.object({ username: z.string(), role: z.enum(roles), roles: z.array(z.enum(roles)) }),
    expires_at: instantField,
  }),
  async answerWith(parts, { body, req, res }) {
    refuseOtherSites(req, parts);
    await requireMail(parts);
    const asked = { address: addressOf(body), code: body.otp };
    const { user, token, expiresAt } = await verifyOtp(parts, asked, visitorOf(req, res));
    res.setHeader('Cache-Control', 'no-store');
    setCookie(res, parts, { name: 'otp', value: token, seconds: sessionHours * 3600 });
    const held = roles.filter((role) => user.roles.includes(role));
    return {
      user: { username: user.username, role: held[0], roles: held },
      expires_at: bangkokInstant(expiresAt.toISOString()),
    };
  },
});

export const logoutRoute = apiRoute({
  method: 'post',
  path: '/logout',
  mounts: bothMounts,
  scope: 'any',
  summary: {
    en: 'End the session that the call came with; a key stays as it is',
    th: 'จบเซสชันที่ใช้เรียก คีย์ไม่เปลี่ยน',
  },
  sends: ['Set-Cookie'],
  answer: null,
  status: 204,
  async answerWith(parts, { req, res }) {
    const hash = readerOf(res).user?.sessionHash ?? null;
    if (hash !== null) {
      const at = parts.now();
      await revokeSession(parts.db, hash, at);
      const said = { action: 'logout', subject: 'api session', outcome: 'done' } as const;
      await writeAudit(parts.db, { ...actorOf(req, res), ...said, at });
    }
    clearCookie(res, parts, 'otp');
    return null;
  },
});
