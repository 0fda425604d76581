import {
  defaultUpstreamSettings,
  type TimeLimits,
  type UpstreamSettings,
} from '../../upstreams/upstream-settings.js';

/** Limits for tests of the limits alone: on a busy machine a sound answer may take longer. */
export const shortLimits: TimeLimits = { connectMs: 1000, firstByteMs: 700, idleMs: 700, totalMs: 1500 };

/** Settings with waits short enough for tests. */
export function fastSettings(url: string): UpstreamSettings {
  return {
    ...defaultUpstreamSettings,
    eclaimBaseUrl: url,
    smtBaseUrl: url,
    iamBaseUrl: url,
    hospitalCode: '99999',
    userAgent: 'eclaim-rep/test',
    pauseMs: 0,
    smtPauseMs: 0,
    retryDelaysMs: [5, 10, 20],
    smtRetryDelaysMs: [5, 10, 20],
    tooFastWaitMs: 5,
    emptyWaitMs: 5,
  };
}
