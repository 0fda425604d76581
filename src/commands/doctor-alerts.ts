import { checkAddress } from '../channels/address-guard.js';
import type { Config, SettingName, Words } from '../config.js';
import { alertChannels } from '../domain/alert-message.js';
import { AppError } from '../domain/errors.js';
import { isChannelSet } from '../services/alert-channels.js';
import { connectProblem } from './connect-problem.js';

interface AlertFinding {
  readonly check: 'alerts';
  readonly ok: boolean;
  readonly detail: Words;
}

const namesOf = {
  email: ['SMTP_URL', 'SMTP_FROM', 'ALERT_EMAIL'],
  webhook: ['ALERT_WEBHOOK_URL', 'ALERT_WEBHOOK_SECRET'],
  line: ['LINE_CHANNEL_TOKEN', 'LINE_TO'],
} as const satisfies Readonly<Record<(typeof alertChannels)[number], readonly SettingName[]>>;

/**
 * The ways out for alerts that environment and `.env` set up: are they complete, and can the other side be reached?
 * Nothing is sent; the test buttons of /settings/alerts do that, with the values that are saved there.
 */
export async function alertFindings(config: Config): Promise<AlertFinding[]> {
  const findings: AlertFinding[] = [];
  for (const channel of alertChannels) {
    const names: readonly SettingName[] = namesOf[channel];
    const missing = names.filter((name) => config[name] === null || config[name] === '');
    if (missing.length === names.length) continue;
    findings.push(isChannelSet(config, channel) ? await reachable(config, channel) : incomplete(missing));
  }
  if (config.PING_URL !== '') findings.push(await guarded(config, new URL(config.PING_URL)));
  const none = {
    th: 'ไม่ได้ตั้งช่องทางส่งใน environment หรือ .env ดูที่ /settings/alerts',
    en: 'no way out is set up in the environment or .env; see /settings/alerts',
  };
  return findings.length > 0 ? findings : [{ check: 'alerts', ok: true, detail: none }];
}

function incomplete(missing: readonly SettingName[]): AlertFinding {
  const names = missing.join(', ');
  return {
    check: 'alerts',
    ok: false,
    detail: {
      th: `ขาด ${names} ตั้งใน .env หรือที่ /settings/alerts`,
      en: `${names} missing: set in .env or on /settings/alerts`,
    },
  };
}

async function reachable(config: Config, channel: (typeof alertChannels)[number]): Promise<AlertFinding> {
  if (channel === 'webhook') return await guarded(config, new URL(config.ALERT_WEBHOOK_URL?.reveal() ?? ''));
  const url = new URL(channel === 'email' ? (config.SMTP_URL?.reveal() ?? '') : config.LINE_BASE_URL);
  return await connected(url);
}

async function guarded(config: Config, url: URL): Promise<AlertFinding> {
  try {
    await checkAddress(url, config.WEBHOOK_ALLOWED_NETWORKS);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { check: 'alerts', ok: false, detail: { th: error.text('th'), en: error.text('en') } };
  }
  return await connected(url);
}

const usualPorts: Readonly<Record<string, number>> = {
  'https:': 443,
  'http:': 80,
  'smtps:': 465,
  'smtp:': 25,
};

async function connected(url: URL): Promise<AlertFinding> {
  const submission = url.protocol === 'smtp:' && url.username !== '' ? 587 : undefined;
  const port = Number(url.port || (submission ?? usualPorts[url.protocol] ?? 443));
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const reason = await connectProblem(host, port);
  const name = `${host}:${port}`;
  if (reason === null) return { check: 'alerts', ok: true, detail: { th: name, en: name } };
  return {
    check: 'alerts',
    ok: false,
    detail: {
      th: `ติดต่อ ${name} ไม่ได้ (${reason}) ตรวจชื่อ พอร์ต และไฟร์วอลล์`,
      en: `${name} cannot be reached (${reason}): check name, port and firewall`,
    },
  };
}
