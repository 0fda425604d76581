import type { Config } from '../config.js';
import type { Db } from '../db/db.js';
import type { Log } from '../log/log.js';
import { findJob } from '../store/jobs.js';
import { changeTranscript, type Transcript, transcriptsLeft } from '../store/transcripts.js';
import { audioServiceName, audioTargetOf, isAudioOn } from './audio-settings-of.js';
import { forgetTask } from './forget-audio-task.js';
import type { LiveSettings } from './live-settings.js';
import { dropRecording } from './take-recording.js';

export interface SettleParts {
  readonly db: Db;
  readonly log: Log;
  readonly settings: Pick<LiveSettings, 'current'>;
  readonly now: () => Date;
}

/**
 * Ends transcripts whose job has ended without them, because somebody stopped it, wherever it waited or ran: their
 * recordings are taken away, and the service is asked to forget what it has. Answers how many.
 */
export async function settleTranscripts(parts: SettleParts): Promise<number> {
  const left = await transcriptsLeft(parts.db);
  if (left.length === 0) return 0;
  const config = await parts.settings.current();
  for (const row of left) await settle(parts, config, row);
  return left.length;
}

async function settle(parts: SettleParts, config: Config, row: Transcript): Promise<void> {
  const { db, now } = parts;
  const job = await findJob(db, row.jobId);
  const isCancelled = job === null || job.status === 'cancelled';
  const state = isCancelled ? 'cancelled' : row.state === 'waiting' ? 'failed' : 'unknown_or_expired';
  const problem = isCancelled ? null : (job.problem?.code ?? null);
  await dropRecording(config.DOWNLOAD_DIR, row.key);
  // Another look may have ended it in the same moment.
  if (!(await changeTranscript(db, row.key, { state, problem, finishedAt: now() }, now()))) return;
  if (row.taskId === null || !isAudioOn(config) || row.service !== audioServiceName(config)) return;
  const { createAudioBreaker, createAudioService } = await import('../upstreams/ai-audio/index.js'); // loaded with its first use
  const service = createAudioService(audioTargetOf(config, now), createAudioBreaker(now));
  await forgetTask(service, row.taskId, parts.log);
}
