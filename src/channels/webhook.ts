import { type AlertMessage, inOrder } from '../domain/alert-message.js';
import { AppError } from '../domain/errors.js';
import { accepted, type Channel, failed, type SendResult } from './channel.js';
import { waitOf } from './http-call.js';
import { type PostSettings, postWebhook } from './webhook-post.js';

export interface WebhookSettings extends PostSettings {
  readonly url: string;
  /** `whsec_` and base64 of at least 24 bytes (Standard Webhooks 1.0). */
  readonly secret: string;
}

/** A body is thin: no more matters than this, the rest is a number. */
const mostMatters = 50;

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
  const now = settings.now();
  const wanted = {
    url,
    id: `msg_${message.id}`,
    body: webhookBody(message, now),
    secrets: [settings.secret],
  };
  const answer = await postWebhook(settings, wanted, signal);
  if (answer.status >= 200 && answer.status < 300) return accepted(`HTTP ${answer.status}`);
  const problem = new AppError('webhook_refused', { host: url.host, status: answer.status });
  return failed(problem, {
    isFinal: answer.status === 410,
    waitMs: [429, 502, 503, 504].includes(answer.status) ? waitOf(answer.headers['retry-after'], now) : null,
  });
}
