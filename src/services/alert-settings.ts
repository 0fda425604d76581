import { randomBytes } from 'node:crypto';
import type { Config, SettingName } from '../config.js';
import type { Db } from '../db/db.js';
import type { AlertChannel } from '../domain/alert-message.js';
import { AppError } from '../domain/errors.js';
import type { Actor } from './actor.js';
import type { LiveSettings } from './live-settings.js';
import { saveSettings } from './save-settings.js';

interface SettingsParts {
  readonly db: Db;
  readonly settings: LiveSettings;
  readonly now: () => Date;
}

/** Settings of alerts that are saved on their page. */
export const alertSettingNames = [
  'NO_REP_ALERT_DAYS',
  'ALERT_CHANNELS',
  'SMTP_URL',
  'SMTP_FROM',
  'ALERT_EMAIL',
  'ALERT_WEBHOOK_URL',
  'ALERT_WEBHOOK_SECRET',
  'LINE_CHANNEL_TOKEN',
  'LINE_TO',
  'PING_URL',
] as const satisfies SettingName[];
export type AlertSetting = (typeof alertSettingNames)[number];

/**
 * Saves what the page sent. A webhook's first address gets a signing key, which is answered: it is shown once and never
 * again; null = none was made. Throws AppError setting_not_saved, address_not_allowed.
 */
export async function saveAlertSettings(
  parts: SettingsParts,
  values: Readonly<Partial<Record<AlertSetting, string>>>,
  by: Actor,
): Promise<string | null> {
  const config = await parts.settings.current();
  for (const name of ['ALERT_WEBHOOK_URL', 'PING_URL'] as const) await checkWay(config, name, values[name]);
  const hasAddress = config.ALERT_WEBHOOK_URL !== null || Boolean(values.ALERT_WEBHOOK_URL?.trim());
  const hasKey = config.ALERT_WEBHOOK_SECRET !== null || Boolean(values.ALERT_WEBHOOK_SECRET?.trim());
  const made = hasAddress && !hasKey ? newSigningKey() : null;
  await saveSettings(parts, { ...values, ...(made !== null && { ALERT_WEBHOOK_SECRET: made }) }, by);
  return made;
}

/** Another signing key for the webhook; the old one is gone at once. */
export async function renewSigningKey(parts: SettingsParts, by: Actor): Promise<string> {
  const made = newSigningKey();
  await saveSettings(parts, { ALERT_WEBHOOK_SECRET: made }, by);
  return made;
}

/** Takes the saved secrets of a way out away; what stands in the environment stays. */
export async function forgetChannel(parts: SettingsParts, channel: AlertChannel, by: Actor): Promise<void> {
  const names = {
    email: ['SMTP_URL'],
    webhook: ['ALERT_WEBHOOK_URL', 'ALERT_WEBHOOK_SECRET'],
    line: ['LINE_CHANNEL_TOKEN'],
  } as const satisfies Record<AlertChannel, readonly AlertSetting[]>;
  await saveSettings(parts, Object.fromEntries(names[channel].map((name) => [name, ''])), by);
}

/** 32 random bytes, as Standard Webhooks 1.0 writes them. */
const newSigningKey = () => `whsec_${randomBytes(32).toString('base64')}`;

/** An address of the own network is refused when it is saved, and again before each call. */
async function checkWay(config: Config, name: AlertSetting, text: string | undefined): Promise<void> {
  if (text === undefined || !URL.canParse(text.trim())) return;
  const { checkAddress } = await import('../channels/address-guard.js'); // loaded with its first use
  try {
    await checkAddress(new URL(text.trim()), config.WEBHOOK_ALLOWED_NETWORKS);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    // A name that cannot be resolved now may be resolved when there is something to send.
    if (error.code === 'address_not_allowed') throw new AppError(error.code, { ...error.details, name });
  }
}
