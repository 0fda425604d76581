import { createHmac } from 'node:crypto';
import { AppError } from '../domain/errors.js';
import { checkAddress, type Lookup } from './address-guard.js';
import { type HttpAnswer, httpCall } from './http-call.js';

/** One message for a receiver after Standard Webhooks 1.0. */
export interface WebhookPost {
  readonly url: URL;
  /** The same in every attempt. */
  readonly id: string;
  readonly body: string;
  /** `whsec_` and base64; one signature for each, the newest first. */
  readonly secrets: readonly string[];
  /** Also `X-Hub-Signature-256`: of the body alone, under the text of the newest secret. */
  readonly hubSignature?: boolean;
}

export interface PostSettings {
  readonly allowedNetworks: readonly string[];
  readonly extraCa: string | null;
  readonly userAgent: string;
  readonly connectMs: number;
  readonly totalMs: number;
  readonly now: () => Date;
  /** The system's own where absent. */
  readonly lookup?: Lookup;
}

const keyOf = (secret: string) => Buffer.from(secret.replace(/^whsec_/, ''), 'base64');

/**
 * `webhook-signature` of Standard Webhooks 1.0: HMAC-SHA256 over `id.timestamp.body` under the decoded secret.
 * `timestamp` in Unix seconds.
 */
export function webhookSignature(
  secret: string,
  { id, timestamp, body }: { readonly id: string; readonly timestamp: number; readonly body: string },
): string {
  return `v1,${createHmac('sha256', keyOf(secret)).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
}

/**
 * Checks where it goes, and posts it to the very address that was checked, signed for this moment. No redirect is followed.
 * Throws AppError address_not_allowed, receiver_unreachable, receiver_silent, receiver_tls_failed.
 */
export async function postWebhook(
  settings: PostSettings,
  { url, id, body, secrets, hubSignature = false }: WebhookPost,
  signal: AbortSignal,
): Promise<HttpAnswer> {
  const { connectMs, totalMs, extraCa } = settings;
  const to = await checkedInTime(settings, url);
  const timestamp = Math.floor(settings.now().getTime() / 1000);
  const [newest = ''] = secrets;
  const headers = {
    'content-type': 'application/json',
    'user-agent': settings.userAgent,
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': secrets.map((secret) => webhookSignature(secret, { id, timestamp, body })).join(' '),
    ...(hubSignature && {
      'x-hub-signature-256': `sha256=${createHmac('sha256', newest).update(body).digest('hex')}`,
    }),
  };
  return await httpCall({ method: 'POST', url, headers, body, to, extraCa, connectMs, totalMs }, signal);
}

/** A name that is looked up for long is a receiver that does not answer. */
async function checkedInTime({ allowedNetworks, lookup, connectMs }: PostSettings, url: URL) {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), connectMs);
  });
  try {
    const found = await Promise.race([checkAddress(url, allowedNetworks, lookup), late]);
    if (found !== null) return found;
    const seconds = Math.max(1, Math.round(connectMs / 1000));
    throw new AppError('receiver_silent', { host: url.host, seconds });
  } finally {
    clearTimeout(timer);
  }
}
