import type { Channel } from '../channels/channel.js';
import type { Config } from '../config.js';
import { programVersion } from '../config.js';
import type { AlertChannel } from '../domain/alert-message.js';
import { extraCaOf } from './upstream-settings-of.js';

/** How long the other side may take, in milliseconds; tests take less. */
export interface SendLimits {
  readonly connectMs: number;
  readonly totalMs: number;
}

export const usualSendLimits: SendLimits = { connectMs: 10_000, totalMs: 30_000 };

/** Whether all values of a way out are there; the settings page says it, too. */
export function isChannelSet(config: Config, channel: AlertChannel): boolean {
  if (channel === 'email')
    return config.SMTP_URL !== null && config.SMTP_FROM !== '' && config.ALERT_EMAIL !== '';
  if (channel === 'webhook') return config.ALERT_WEBHOOK_URL !== null && config.ALERT_WEBHOOK_SECRET !== null;
  return config.LINE_CHANNEL_TOKEN !== null && config.LINE_TO !== '';
}

/** Switched on, and complete. */
export function isChannelOn(config: Config, channel: AlertChannel): boolean {
  return config.ALERT_CHANNELS.includes(channel) && isChannelSet(config, channel);
}

/** One way out with the settings of now; null where a value is missing. Loaded with its first use. */
export async function openChannel(
  config: Config,
  channel: AlertChannel,
  { limits, now }: { readonly limits: SendLimits; readonly now: () => Date },
): Promise<Channel | null> {
  const extraCa = extraCaOf(config);
  const { SMTP_URL, ALERT_WEBHOOK_URL, ALERT_WEBHOOK_SECRET, LINE_CHANNEL_TOKEN } = config;
  if (!isChannelSet(config, channel)) return null;
  if (channel === 'email' && SMTP_URL !== null) {
    const { mailChannel } = await import('../channels/mail.js');
    const to = config.ALERT_EMAIL.split(',').map((address) => address.trim());
    return mailChannel({ url: SMTP_URL.reveal(), from: config.SMTP_FROM, to, extraCa, ...limits });
  }
  if (channel === 'webhook' && ALERT_WEBHOOK_URL !== null && ALERT_WEBHOOK_SECRET !== null) {
    const { webhookChannel } = await import('../channels/webhook.js');
    return webhookChannel({
      url: ALERT_WEBHOOK_URL.reveal(),
      secret: ALERT_WEBHOOK_SECRET.reveal(),
      allowedNetworks: config.WEBHOOK_ALLOWED_NETWORKS,
      userAgent: `eclaim-rep/${programVersion}`,
      extraCa,
      now,
      ...limits,
    });
  }
  if (LINE_CHANNEL_TOKEN === null) return null;
  const { lineChannel } = await import('../channels/line.js');
  return lineChannel({
    baseUrl: config.LINE_BASE_URL,
    token: LINE_CHANNEL_TOKEN.reveal(),
    to: config.LINE_TO,
    extraCa,
    now,
    ...limits,
  });
}
