import { z } from 'zod';
import { audioBreakers } from '../services/audio-breakers.js';
import type { ServiceGround } from '../services/import-parts.js';
import { type TranscribeParts, transcribeCall } from '../services/transcribe-call.js';
import { defineJob, type JobDefinition } from './job.js';

/** Has a recorded call turned into text by the audio service. */
export function transcribeAudio(ground: ServiceGround, tune?: TranscribeParts['tune']): JobDefinition {
  const { db, log, settings } = ground;
  const now = () => new Date();
  const parts: TranscribeParts = {
    db,
    log,
    settings,
    now,
    breakerOf: audioBreakers({ db, log, now }),
    ...(tune && { tune }),
  };
  return defineJob({
    type: 'transcribe_audio',
    lane: 'audio',
    params: z.object({ key: z.string() }),
    dedupeKey: ({ key }) => `transcribe_audio/${key}`,
    run: ({ key }, watch) => transcribeCall(parts, key, watch),
  });
}
