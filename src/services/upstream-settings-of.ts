import { readFileSync } from 'node:fs';
import { type Config, programVersion } from '../config.js';
import { AppError } from '../domain/errors.js';
import { defaultUpstreamSettings, type UpstreamSettings } from '../upstreams/upstream-settings.js';
import type { SiteClock } from './site-clock.js';

/** What the clients of NHSO's sites need, from the settings as they are now. Throws AppError setting_invalid. */
export function upstreamSettingsOf(config: Config, siteClock?: Pick<SiteClock, 'heard'>): UpstreamSettings {
  const usual = defaultUpstreamSettings;
  const limits = {
    ...usual.limits,
    connectMs: config.NHSO_CONNECT_TIMEOUT_S * 1000,
    firstByteMs: config.NHSO_FIRST_BYTE_TIMEOUT_S * 1000,
    // Whoever waits less for the first byte waits no longer for the next one.
    idleMs: Math.min(usual.limits.idleMs, config.NHSO_FIRST_BYTE_TIMEOUT_S * 1000),
    totalMs: config.NHSO_FILE_TIMEOUT_S * 1000,
  };
  return {
    ...usual,
    eclaimBaseUrl: config.ECLAIM_BASE_URL,
    smtBaseUrl: config.SMT_BASE_URL,
    iamBaseUrl: config.IAM_BASE_URL,
    smtVendorId: config.SMT_VENDOR_ID === '' ? null : config.SMT_VENDOR_ID,
    hospitalCode: config.HOSPITAL_CODE,
    userAgent: `eclaim-rep/${programVersion}`,
    pauseMs: config.NHSO_PAUSE_MS,
    // SMT asks for at least twice the pause of e-Claim.
    smtPauseMs: config.NHSO_PAUSE_MS * 2,
    limits,
    smtLimits: {
      ...usual.smtLimits,
      connectMs: limits.connectMs,
      firstByteMs: Math.min(usual.smtLimits.firstByteMs, limits.firstByteMs),
      idleMs: limits.idleMs,
    },
    ...(siteClock && { heardTime: siteClock.heard }),
    outboundProxy: config.OUTBOUND_PROXY === '' ? null : config.OUTBOUND_PROXY,
    extraCa: extraCaOf(config),
  };
}

/** Certificates that are trusted beside the built-in ones; null = none. Throws AppError setting_invalid. */
export function extraCaOf({ EXTRA_CA_FILE: file }: Pick<Config, 'EXTRA_CA_FILE'>): string | null {
  return file === '' ? null : readCertificates(file);
}

function readCertificates(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new AppError(
      'setting_invalid',
      {
        name: 'EXTRA_CA_FILE',
        example: '/etc/ssl/hospital-ca.pem',
        reason_th: `อ่านไฟล์ ${file} ไม่ได้`,
        reason_en: `the file ${file} cannot be read`,
      },
      { cause },
    );
  }
}
