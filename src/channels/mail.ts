import { rootCertificates } from 'node:tls';
import nodemailer from 'nodemailer';
import type { AlertMessage } from '../domain/alert-message.js';
import { AppError } from '../domain/errors.js';
import { accepted, type Channel, failed, type SendResult } from './channel.js';
import { networkProblem } from './http-call.js';
import { htmlText, plainText, subjectOf } from './message-text.js';

export interface MailSettings {
  /** `smtp://user:password@host:port` (STARTTLS where the server offers it) or `smtps://…` (TLS from the first byte). */
  readonly url: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly extraCa: string | null;
  readonly connectMs: number;
  readonly totalMs: number;
}

/** A mail by SMTP, in Thai and English, as text and simple HTML. */
export function mailChannel(settings: MailSettings): Channel {
  return { name: 'email', send: (message, signal) => sendMail(settings, mailOf(message), signal) };
}

/** What stands in a mail; `id` is the same in every attempt, so that mail programs show a repetition once. */
export interface Mail {
  readonly id: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly attachments?: readonly { readonly filename: string; readonly content: Buffer }[];
}

/** Sends one mail to all its receivers. Throws nothing that is foreseen. */
export async function sendMail(settings: MailSettings, mail: Mail, signal: AbortSignal): Promise<SendResult> {
  const url = new URL(settings.url);
  const transport = openTransport(settings, url);
  const stop = () => transport.close();
  signal.addEventListener('abort', stop, { once: true });
  const late = new AppError('receiver_silent', {
    host: url.host,
    seconds: Math.max(1, Math.round(settings.totalMs / 1000)),
  });
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(late), settings.totalMs);
  });
  try {
    const sent = await Promise.race([transport.sendMail(addressed(settings, mail)), limit]);
    return accepted(sent.response.slice(0, 200));
  } catch (error) {
    signal.throwIfAborted();
    const problem = error === late ? late : named(error, url, settings.connectMs);
    return failed(problem, { isFinal: finalCodes.has(problem.code) });
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
    transport.close();
  }
}

/** A wrong password must not be sent again and again: mail servers lock accounts too. */
const finalCodes: ReadonlySet<string> = new Set(['mail_sign_in_refused', 'mail_receiver_refused']);

function openTransport({ extraCa, connectMs, totalMs }: MailSettings, url: URL) {
  const isSecure = url.protocol === 'smtps:';
  const hasUser = url.username !== '';
  const isHere = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
  return nodemailer.createTransport({
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port || (isSecure ? 465 : hasUser ? 587 : 25)),
    secure: isSecure,
    // A password never leaves this machine in the clear.
    requireTLS: hasUser && !isSecure && !isHere,
    ...(hasUser && {
      auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) },
    }),
    ...(extraCa === null ? {} : { tls: { ca: [...rootCertificates, extraCa] } }),
    connectionTimeout: connectMs,
    greetingTimeout: connectMs,
    socketTimeout: totalMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

const mailOf = (message: AlertMessage): Mail => ({
  id: message.id,
  subject: subjectOf(message),
  text: plainText(message),
  html: htmlText(message),
});

function addressed({ from, to }: MailSettings, mail: Mail) {
  const host =
    from
      .split('@')
      .at(-1)
      ?.replace(/[^\w.-]/g, '') || 'eclaim-rep';
  return {
    from,
    to: [...to],
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    attachments: [...(mail.attachments ?? [])],
    messageId: `<${mail.id}@${host}>`,
    headers: { 'Auto-Submitted': 'auto-generated' },
  };
}

function named(error: unknown, url: URL, connectMs: number): AppError {
  const { host } = url;
  const code = textOf(error, 'code');
  const status = textOf(error, 'responseCode');
  if (code === 'EAUTH') return new AppError('mail_sign_in_refused', { host, status });
  if (code === 'EENVELOPE') return new AppError('mail_receiver_refused', { host, status });
  if (code === 'EMESSAGE' || code === 'EPROTOCOL' || status !== '')
    return new AppError('mail_refused', { host, status });
  if (code === 'ETLS') return new AppError('receiver_tls_failed', { host, reason: 'STARTTLS' });
  if (code === 'ETIMEDOUT')
    return new AppError('receiver_silent', { host, seconds: Math.max(1, Math.round(connectMs / 1000)) });
  return networkProblem(Object.assign(new Error(code), { code: systemCode(error) ?? code }), host);
}

/** The system's own code: the library's stands before it, or it is only named in the text. */
function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const cause = error.cause instanceof Error ? `${textOf(error.cause, 'code')} ${error.cause.message}` : '';
  const named =
    /\b(ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|(?:DEPTH_ZERO|SELF_SIGNED|CERT_|UNABLE_TO|ERR_TLS|ERR_SSL)\w*)\b/;
  const found = named.exec(`${cause} ${error.message}`)?.[1];
  if (found !== undefined) return found;
  return /certificate|SSL routines|TLS/i.test(error.message) ? 'ERR_TLS' : undefined;
}

function textOf(error: unknown, name: 'code' | 'responseCode'): string {
  if (!(error instanceof Error)) return '';
  const value: unknown = Reflect.get(error, name);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
