import type { Config } from '../config.js';
import { AppError } from '../domain/errors.js';
import { audioTargetOf, missingAudioSettings } from './audio-settings-of.js';
import type { LiveSettings } from './live-settings.js';

interface TestParts {
  readonly settings: Pick<LiveSettings, 'current'>;
  readonly now: () => Date;
}

/** No task has this name: the service answers as it does for any that it does not know. */
const noTask = 'eclaim-rep-test';

/** Asks the service that is set up for a task that does not exist, and sends nothing. Throws AppError audio_…. */
export async function testAudio({ settings, now }: TestParts, signal: AbortSignal): Promise<void> {
  const config = await settings.current();
  const missing = missingAudioSettings(config);
  if (missing.length > 0) throw new AppError('audio_not_set', { missing: missing.join(', ') });
  const { createAudioBreaker, createAudioService } = await import('../upstreams/ai-audio/index.js'); // loaded with its first use
  await createAudioService(audioTargetOf(config, now), createAudioBreaker(now)).task(noTask, signal);
}

/** What goes out with a recording, as fields of its form. */
export async function sampleOfAudio(config: Config): Promise<string> {
  const { fieldsOf } = await import('../upstreams/ai-audio/index.js');
  const fields = fieldsOf({ language: config.AI_AUDIO_LANGUAGE, translation: false });
  const background = config.AI_AUDIO_WAY === 'poll' ? { background: 'true' } : {};
  const all = { audio: 'audio.wav', ...fields, ...background };
  return Object.entries(all)
    .map(([name, value]) => `${name}=${value}`)
    .join('\n');
}
