import { setTimeout as sleep } from 'node:timers/promises';
import { type Config, programVersion, type SettingName } from '../config.js';
import { type AudioTarget, audioLimits } from '../upstreams/ai-audio/audio-target.js';
import { extraCaOf } from './upstream-settings-of.js';

/** Settings that are still needed before anything can be sent. */
export function missingAudioSettings({ AI_AUDIO_BASE_URL }: Config): SettingName[] {
  return AI_AUDIO_BASE_URL === '' ? ['AI_AUDIO_BASE_URL'] : [];
}

/** Switched on, and complete. */
export function isAudioOn(config: Config): boolean {
  return config.AI_AUDIO_ENABLED && missingAudioSettings(config).length === 0;
}

/** The service as people are shown it and rows name it. */
export function audioServiceName({ AI_AUDIO_BASE_URL }: Pick<Config, 'AI_AUDIO_BASE_URL'>): string {
  return AI_AUDIO_BASE_URL.slice(0, 190);
}

/** What the client needs, from the settings as they are now. */
export function audioTargetOf(config: Config, now: () => Date): AudioTarget {
  return {
    ...audioLimits,
    baseUrl: config.AI_AUDIO_BASE_URL,
    verifyTls: config.AI_AUDIO_VERIFY_TLS,
    allowedNetworks: config.AI_AUDIO_ALLOWED_NETWORKS,
    extraCa: extraCaOf(config),
    userAgent: `eclaim-rep/${programVersion}`,
    now,
    sleep: async (ms, signal) => {
      await sleep(ms, undefined, { signal });
    },
    random: Math.random,
  };
}
