import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Config, programVersion, type SettingName } from '../config.js';
import type { OpenchsSettings } from '../upstreams/openchs/openchs-settings.js';
import { openchsLimits } from '../upstreams/openchs/openchs-settings.js';
import { extraCaOf } from './upstream-settings-of.js';

export type OpenchsTarget = Exclude<Config['OPENCHS_PROFILE'], 'off'>;

const always = ['OPENCHS_BASE_URL', 'OPENCHS_OFFICE_NAME', 'OPENCHS_OFFICE_PHONE'] as const;
const ofProfile = {
  documented: ['OPENCHS_CREDENTIAL', 'OPENCHS_CATEGORY'],
  native: ['OPENCHS_CREDENTIAL', 'OPENCHS_CATEGORY', 'OPENCHS_SEX_ID', 'OPENCHS_AGE_GROUP_ID'],
  // Its token comes by a code, for which the other values are needed first.
  gateway: ['OPENCHS_CREDENTIAL'],
} as const satisfies Readonly<Record<OpenchsTarget, readonly SettingName[]>>;

/** Settings that are still needed before anything can be sent. */
export function missingOpenchsSettings(config: Config): SettingName[] {
  if (config.OPENCHS_PROFILE === 'off') return ['OPENCHS_PROFILE'];
  const needed: readonly SettingName[] = [...always, ...ofProfile[config.OPENCHS_PROFILE]];
  return needed.filter((name) => config[name] === '' || config[name] === null);
}

/** Switched on, and complete. */
export function isOpenchsOn(config: Config): boolean {
  return config.OPENCHS_ENABLED && missingOpenchsSettings(config).length === 0;
}

/** The deny codes that open a case; none while the connector is off. */
export function openchsDenyCodes(config: Config): readonly string[] {
  if (!isOpenchsOn(config)) return [];
  return config.OPENCHS_DENY_CODES.split(',')
    .map((code) => code.trim().toUpperCase())
    .filter((code) => code !== '');
}

/** What the connector needs, from the settings as they are now; null while no profile is chosen. */
export function openchsSettingsOf(config: Config, now: () => Date): OpenchsSettings | null {
  if (config.OPENCHS_PROFILE === 'off') return null;
  return {
    ...openchsLimits,
    profile: config.OPENCHS_PROFILE,
    baseUrl: config.OPENCHS_BASE_URL,
    credential: config.OPENCHS_CREDENTIAL?.reveal() ?? '',
    category: config.OPENCHS_CATEGORY,
    sexId: config.OPENCHS_SEX_ID,
    ageGroupId: config.OPENCHS_AGE_GROUP_ID,
    officeName: config.OPENCHS_OFFICE_NAME,
    officePhone: config.OPENCHS_OFFICE_PHONE,
    officeEmail: config.OPENCHS_OFFICE_EMAIL,
    verifyTls: config.OPENCHS_VERIFY_TLS,
    allowedNetworks: config.OPENCHS_ALLOWED_NETWORKS,
    extraCa: extraCaOf(config),
    userAgent: `eclaim-rep/${programVersion}`,
    now,
    sleep: async (ms, signal) => {
      await sleep(ms, undefined, { signal });
    },
    random: Math.random,
  };
}

/** A site as rows name it: its address without the scheme. */
export function openchsTargetName({ OPENCHS_BASE_URL }: Pick<Config, 'OPENCHS_BASE_URL'>): string {
  return OPENCHS_BASE_URL.replace(/^https?:\/\//, '').slice(0, 190);
}

/** Equal while nothing has changed that could make a refused sign-in go well. */
export function openchsStamp({ profile, baseUrl, credential }: OpenchsSettings): string {
  return createHash('sha256').update([profile, baseUrl, credential].join('\0')).digest('hex');
}
