import type { SettingName } from '../config.js';
import type { OpenchsServer } from '../practice/openchs/openchs-server.js';
import type { AudioTarget } from '../upstreams/ai-audio/audio-target.js';
import { audioLimits } from '../upstreams/ai-audio/audio-target.js';

/** Settings that lead to the practice audio service, as the environment gives them. */
export function audioEnvironment(
  server: Pick<OpenchsServer, 'url'>,
): Readonly<Partial<Record<SettingName, string>>> {
  return {
    AI_AUDIO_ENABLED: 'on',
    AI_AUDIO_BASE_URL: `${server.url}/ai`,
    AI_AUDIO_ALLOWED_NETWORKS: '127.0.0.1',
  };
}

/** The same for the client, with short limits and a given clock. */
export function audioTarget(
  server: Pick<OpenchsServer, 'url'>,
  clock: Pick<AudioTarget, 'now' | 'sleep'>,
  changes: Partial<AudioTarget> = {},
): AudioTarget {
  return {
    ...audioLimits,
    baseUrl: `${server.url}/ai`,
    verifyTls: true,
    allowedNetworks: ['127.0.0.1'],
    extraCa: null,
    userAgent: 'eclaim-rep-test',
    connectMs: 2_000,
    totalMs: 5_000,
    uploadMs: 20_000,
    stream: { idleMs: 5_000, totalMs: 20_000 },
    random: () => 0.5,
    ...clock,
    ...changes,
  };
}

/** A second of silence as a WAV of 8 kHz, whatever more bytes are wanted. */
export function wavOf(bytes = 8_044): Buffer {
  const wav = Buffer.alloc(bytes);
  wav.write('RIFF', 0);
  wav.writeUInt32LE(bytes - 8, 4);
  wav.write('WAVEfmt ', 8);
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(8_000, 24);
  wav.writeUInt32LE(8_000, 28);
  wav.writeUInt16LE(1, 32);
  wav.writeUInt16LE(8, 34);
  wav.write('data', 36);
  wav.writeUInt32LE(bytes - 44, 40);
  return wav;
}
