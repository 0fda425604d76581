import type { Db } from '../db/db.js';
import { changeTranscript } from '../store/transcripts.js';
import type { AudioOutcome } from '../upstreams/ai-audio/follow-task.js';

/** Hours of speech are some hundred thousand letters: what is longer is no transcript. */
const mostLetters = 4 * 1024 * 1024;

interface EndParts {
  readonly db: Db;
  readonly now: () => Date;
}

/** Writes how it ended, with what was said; nothing where it had ended before. Answers what was written. */
export async function endTranscript(
  parts: EndParts,
  key: string,
  given: AudioOutcome,
): Promise<AudioOutcome> {
  const finishedAt = parts.now();
  const outcome = withinBounds(given);
  const { how: state } = outcome;
  const change =
    outcome.how === 'completed'
      ? { state, ...outcome.spoken, finishedAt }
      : { state, problem: outcome.error.code, details: outcome.error.details, finishedAt };
  await changeTranscript(parts.db, key, change, finishedAt);
  return outcome;
}

function withinBounds(outcome: AudioOutcome): AudioOutcome {
  if (outcome.how !== 'completed') return outcome;
  const { transcript, translation } = outcome.spoken;
  if (Math.max(transcript.length, translation?.length ?? 0) <= mostLetters) return outcome;
  return { how: 'failed', error: { code: 'audio_text_too_long', details: {} } };
}
