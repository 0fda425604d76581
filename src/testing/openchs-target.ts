import type { OpenchsServer } from '../practice/openchs/openchs-server.js';
import { createBreaker, createOpenchs } from '../upstreams/openchs/index.js';
import { OpenchsError } from '../upstreams/openchs/openchs-error.js';
import {
  type OpenchsProfileName,
  type OpenchsSettings,
  openchsLimits,
} from '../upstreams/openchs/openchs-settings.js';
import type { NewRemoteCase } from '../upstreams/openchs/profile.js';

/** A clock that goes on only by waiting: waits take no time and are written down. */
export function waitingClock(start = Date.parse('2026-02-03T02:00:00Z')) {
  let ms = start;
  const waits: number[] = [];
  return {
    waits,
    now: () => new Date(ms),
    move(by: number) {
      ms += by;
    },
    sleep(wait: number, signal: AbortSignal) {
      signal.throwIfAborted();
      waits.push(wait);
      ms += wait;
      return Promise.resolve();
    },
  };
}

const credentials: Readonly<Record<OpenchsProfileName, string>> = {
  documented: 'practice-openchs-key',
  native: 'practice:practice-password',
  gateway: 'practice-gateway-token',
};

/** Settings that lead to a practice OpenCHS, with short limits. */
export function openchsTarget(
  server: OpenchsServer,
  profile: OpenchsProfileName,
  changes: Partial<OpenchsSettings> = {},
): OpenchsSettings {
  // Ahead of the site's: what it says is never yet to come, unless a test has it so.
  const clock = waitingClock(Date.now() + 2 * 3_600_000);
  return {
    ...openchsLimits,
    profile,
    baseUrl: `${server.url}/${profile}`,
    credential: credentials[profile],
    category: profile === 'native' ? '362' : 'denial',
    sexId: '121',
    ageGroupId: '361',
    officeName: 'Claims office',
    officePhone: '+66200000000',
    officeEmail: '',
    verifyTls: true,
    allowedNetworks: ['127.0.0.1'],
    extraCa: null,
    userAgent: 'eclaim-rep-test',
    connectMs: 2_000,
    totalMs: 400,
    paceMs: 0,
    now: clock.now,
    sleep: clock.sleep,
    random: () => 0.5,
    ...changes,
  };
}

export function openchsOf(
  server: OpenchsServer,
  profile: OpenchsProfileName,
  changes: Partial<OpenchsSettings> = {},
) {
  const settings = openchsTarget(server, profile, changes);
  return createOpenchs(settings, createBreaker(settings.now));
}

export const sampleCase: NewRemoteCase = {
  reference: 'ECRABCDEFGH23456723',
  title: 'Denied: code 305',
  description: 'Claim 999000123, UCS\nCode 305 "อนุมัติไม่ตรง" <ward>',
  priority: 'high',
  at: new Date('2026-02-03T02:00:00Z'),
};

/** The failure of a call that has to fail. */
export async function openchsFailure(work: Promise<unknown>): Promise<OpenchsError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof OpenchsError) return error;
    throw error;
  }
  throw new Error('it went well');
}
