import { createAudioBreaker, createAudioService } from '../upstreams/ai-audio/index.js';
import { audioTarget } from './audio-rig.js';

/**
 * Sends one recording after the other to the service at `url`, and tells the parent how much its memory grew between
 * the first and the last: a process of its own, so that nothing else is measured.
 */
const [url = '', ...files] = process.argv.slice(2);
const clock = { now: () => new Date(), sleep: () => Promise.resolve() };
const target = audioTarget({ url }, clock, { uploadMs: 120_000 });
const service = createAudioService(target, createAudioBreaker(clock.now));
const order = { language: 'th', translation: false };
const peaks: number[] = [];
for (const path of files) {
  await service.process({ path, kind: 'wav' }, order, AbortSignal.timeout(120_000));
  peaks.push(process.resourceUsage().maxRSS / 1024);
}
process.send?.({ grownMb: (peaks.at(-1) ?? 0) - (peaks[0] ?? 0), peaks });
process.disconnect?.();
