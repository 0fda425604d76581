import { createHmac } from 'node:crypto';
import { type AlertMessage, inOrder } from '../domain/alert-message.js';
import { AppError } from '../domain/errors.js';
import { checkAddress } from './address-guard.js';
import { accepted, type Channel, failed, type SendResult } from './channel.js';
import { httpCall, waitOf } from './http-call.js';

export interface WebhookSettings {
  readonly url: string;
  /** `whsec_` and base64 of at least 24 bytes (Standard Webhooks 1.0). */
  readonly secret: string;
  readonly allowedNetworks: readonly string[];
  readonly extraCa: string | null;
  readonly userAgent: string;
  readonly connectMs: number;
  readonly totalMs: number;
  readonly now: () => Date;
}

/** A body is thin: no more matters than this, the rest is a number. */
const mostMatters = 50;

/**
 * `webhook-signature` of Standard Webhooks 1.0: HMAC-SHA256 over `id.timestamp.body` under the decoded secret.
 * `timestamp` in Unix seconds.
 */
export function webhookSignature(
  secret: string,
  { id, timestamp, body }: { readonly id: string; readonly timestamp: number; readonly body: string },
): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
}

/** What the receiver gets: keys, states, titles, times; no patient's data. */
export function webhookBody(message: AlertMessage, at: Date): string {
  const alerts = inOrder(message.lines)
    .slice(0, mostMatters)
    .map(({ key, kind, severity, title, at: since }) => ({
      key,
      state: kind,
      severity,
      title: title.th,
      title_en: title.en,
      at: since,
    }));
  return JSON.stringify({
    type: message.lines.length === 0 ? 'webhook.ping' : 'alerts.changed',
    timestamp: at.toISOString(),
    data: {
      hospital_code: message.hospitalCode,
      alerts,
      more: message.lines.length - alerts.length,
      url: message.address,
    },
  });
}

/** POST of JSON, signed; 2xx is done, everything else is tried again, 410 is not. */
export function webhookChannel(settings: WebhookSettings): Channel {
  return {
    name: 'webhook',
    async send(message, signal) {
      try {
        return await post(settings, message, signal);
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        return failed(error, { isFinal: error.code === 'address_not_allowed' });
      }
    },
  };
}

async function post(
  settings: WebhookSettings,
  message: AlertMessage,
  signal: AbortSignal,
): Promise<SendResult> {
  const url = new URL(settings.url);
  const to = await checkAddress(url, settings.allowedNetworks);
  const now = settings.now();
  const id = `msg_${message.id}`;
  const timestamp = Math.floor(now.getTime() / 1000);
  const body = webhookBody(message, now);
  const { connectMs, totalMs, extraCa } = settings;
  const headers = {
    'content-type': 'application/json',
    'user-agent': settings.userAgent,
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': webhookSignature(settings.secret, { id, timestamp, body }),
  };
  const answer = await httpCall(
    { method: 'POST', url, headers, body, to, extraCa, connectMs, totalMs },
    signal,
  );
  if (answer.status >= 200 && answer.status < 300) return accepted(`HTTP ${answer.status}`);
  const problem = new AppError('webhook_refused', { host: url.host, status: answer.status });
  return failed(problem, {
    isFinal: answer.status === 410,
    waitMs: [429, 502, 503, 504].includes(answer.status) ? waitOf(answer.headers['retry-after'], now) : null,
  });
}
