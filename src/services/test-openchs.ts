import type { Config } from '../config.js';
import type { Db } from '../db/db.js';
import { AppError } from '../domain/errors.js';
import type { OpenchsProfileName, OpenchsSettings } from '../upstreams/openchs/openchs-settings.js';
import type { Actor } from './actor.js';
import type { LiveSettings } from './live-settings.js';
import { missingOpenchsSettings, openchsSettingsOf } from './openchs-target.js';
import { openchsCase, openchsReference } from './openchs-text.js';
import { saveSettings } from './save-settings.js';

interface TestParts {
  readonly db: Db;
  readonly settings: LiveSettings;
  readonly now: () => Date;
}

export interface OpenchsTest {
  /** What the answers look like; null = no OpenCHS that we know. */
  readonly seen: OpenchsProfileName | null;
  readonly set: OpenchsProfileName;
  readonly credentialUntil: Date | null;
}

/** Asks the site that is set up, and opens nothing. Throws AppError openchs_… */
export async function testOpenchs({ settings, now }: TestParts, signal: AbortSignal): Promise<OpenchsTest> {
  const target = await completeTarget(await settings.current(), now);
  const { createBreaker, createOpenchs } = await import('../upstreams/openchs/index.js'); // loaded with its first use
  const { seen, credentialUntil } = await createOpenchs(target, createBreaker(now)).connect(signal);
  return { seen, set: target.profile, credentialUntil };
}

function completeTarget(config: Config, now: () => Date): OpenchsSettings {
  const target = openchsSettingsOf(config, now);
  const missing = missingOpenchsSettings(config);
  if (target === null || missing.length > 0)
    throw new AppError('openchs_not_set', { missing: missing.join(', ') });
  return target;
}

/** Asks the gateway to mail its code to the office. Throws AppError openchs_… */
export async function askOpenchsCode({ settings, now }: TestParts, signal: AbortSignal): Promise<void> {
  const { site, organisation } = await gatewaySite(await settings.current(), now);
  const { askGatewayCode } = await import('../upstreams/openchs/index.js');
  await askGatewayCode(site, organisation, signal);
}

/** Takes the code that came by mail and keeps the token. Throws AppError openchs_… */
export async function takeOpenchsCode(
  parts: TestParts,
  code: string,
  by: Actor,
  signal: AbortSignal,
): Promise<void> {
  const { site, organisation } = await gatewaySite(await parts.settings.current(), parts.now);
  const { takeGatewayCode } = await import('../upstreams/openchs/index.js');
  const { token } = await takeGatewayCode(site, { ...organisation, code }, signal);
  await saveSettings(parts, { OPENCHS_CREDENTIAL: token }, by);
}

async function gatewaySite(config: Config, now: () => Date) {
  const target = openchsSettingsOf(config, now);
  const { OPENCHS_OFFICE_EMAIL: email, OPENCHS_ORGANISATION: organisation } = config;
  const missing = [
    ...(target?.profile === 'gateway' ? [] : ['OPENCHS_PROFILE']),
    ...(target?.baseUrl ? [] : ['OPENCHS_BASE_URL']),
    ...(email === '' ? ['OPENCHS_OFFICE_EMAIL'] : []),
    ...(organisation === '' ? ['OPENCHS_ORGANISATION'] : []),
  ];
  if (target === null || missing.length > 0)
    throw new AppError('openchs_not_set', { missing: missing.join(', ') });
  const { createBreaker, createSite } = await import('../upstreams/openchs/index.js');
  return { site: createSite(target, createBreaker(now)), organisation: { email, organisation } };
}

/** What would be sent for an invented denial, as it goes over the wire; null while no profile is chosen. */
export async function sampleOfOpenchs(config: Config, now: () => Date): Promise<string | null> {
  const target = openchsSettingsOf(config, now);
  if (target === null) return null;
  const about = { target: 'openchs', hospitalCode: '99999', tranId: '999000123', denyCode: '305' };
  const claim = {
    ...about,
    scheme: 'UCS',
    fund: 'OP',
    denyText: 'ข้อมูลการอนุมัติไม่ตรงกัน',
    amount: '1250.00',
    link: `${config.BASE_URL === '' ? 'https://eclaim.hospital.example' : config.BASE_URL}/claims/${about.tranId}`,
  };
  const { openchsBody } = await import('../upstreams/openchs/index.js');
  const wanted = openchsCase(claim, { reference: openchsReference(about), secrets: [], note: '', at: now() });
  return JSON.stringify(openchsBody(target, wanted), null, 2);
}
