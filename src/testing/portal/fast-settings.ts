import { defaultUpstreamSettings, type UpstreamSettings } from '../../upstreams/upstream-settings.js';

/** Settings with waits short enough for tests. */
export function fastSettings(url: string): UpstreamSettings {
  return {
    ...defaultUpstreamSettings,
    eclaimBaseUrl: url,
    smtBaseUrl: url,
    hospitalCode: '99999',
    userAgent: 'eclaim-rep/test',
    pauseMs: 0,
    smtPauseMs: 0,
    limits: { connectMs: 1000, firstByteMs: 300, idleMs: 300, totalMs: 900 },
    smtLimits: { connectMs: 1000, firstByteMs: 300, idleMs: 300, totalMs: 2000 },
    retryDelaysMs: [5, 10, 20],
    smtRetryDelaysMs: [5, 10, 20],
    tooFastWaitMs: 5,
    emptyWaitMs: 5,
  };
}
