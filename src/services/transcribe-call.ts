import type { Config } from '../config.js';
import type { Db } from '../db/db.js';
import { AppError } from '../domain/errors.js';
import type { JobFileProblem, JobUnitResult, JobWatch } from '../domain/job.js';
import { isOpenTranscript, transcriptDeadlineMs } from '../domain/transcript.js';
import type { Log } from '../log/log.js';
import { changeTranscript, findTranscript, type Transcript } from '../store/transcripts.js';
import type { AudioService } from '../upstreams/ai-audio/audio-service.js';
import type { AudioTarget } from '../upstreams/ai-audio/audio-target.js';
import type { AudioFailure, AudioOutcome } from '../upstreams/ai-audio/follow-task.js';
import type { Breaker } from '../upstreams/breaker.js';
import { NeighbourError } from '../upstreams/neighbour-error.js';
import { waitTime } from '../upstreams/wait-time.js';
import { audioServiceName, audioTargetOf, isAudioOn } from './audio-settings-of.js';
import { endTranscript } from './end-transcript.js';
import { forgetTask } from './forget-audio-task.js';
import type { LiveSettings } from './live-settings.js';
import { dropRecording, recordingPath } from './take-recording.js';

export interface TranscribeParts {
  readonly db: Db;
  readonly log: Log;
  readonly settings: Pick<LiveSettings, 'current'>;
  readonly now: () => Date;
  /** One for each service, as long as the process lives. */
  readonly breakerOf: (service: string) => Promise<Breaker>;
  /** Tests make waits and limits short. */
  readonly tune?: (target: AudioTarget) => AudioTarget;
}

/** One call that is worked on. */
interface Run extends TranscribeParts {
  readonly config: Config;
  readonly target: AudioTarget;
  readonly service: AudioService;
  readonly row: Transcript;
  readonly watch: JobWatch;
  /** Name of the task there, once it is known. */
  taskId: string | null;
}

const mostTries = 5;
const longestTriesMs = 120_000;
/** A step is shown only where it is a bare word: what else the service writes may hold what was said. */
const bareWord = /^[A-Za-z0-9_.-]{1,40}$/;

/**
 * Hands a recording to the audio service, waits for what was said in it, and keeps that. Begun again it goes on with the
 * task that the service has; it never sends a recording twice where the first may have arrived: finished results leave
 * the service for places that nobody here sees. Throws AppError audio_gone, or the signal's reason.
 */
export async function transcribeCall(parts: TranscribeParts, key: string, watch: JobWatch): Promise<void> {
  const row = await findTranscript(parts.db, key);
  if (row?.state === 'completed') return watch.unitDone(unitOf(key, []));
  if (row === null || !isOpenTranscript(row.state)) throw new AppError('audio_gone');
  watch.progress({ unit: 'percent' });
  const config = await parts.settings.current();
  const end = async (outcome: AudioOutcome) => {
    await dropRecording(config.DOWNLOAD_DIR, key);
    tell(watch, key, await endTranscript(parts, key, outcome));
  };
  const refused = refusalOf(config, row);
  if (refused !== null) return await end({ how: 'failed', error: refused });
  const { createAudioService } = await import('../upstreams/ai-audio/index.js'); // loaded with its first use
  const plain = audioTargetOf(config, parts.now);
  const target = parts.tune?.(plain) ?? plain;
  const service = createAudioService(target, await parts.breakerOf(row.service));
  const run: Run = { ...parts, config, target, service, row, watch, taskId: row.taskId };
  const outcome = await outcomeOf(run);
  watch.signal.throwIfAborted();
  await end(outcome);
  if (run.taskId !== null) await forgetTask(service, run.taskId, parts.log);
}

/** Nothing is sent while it is off, nor to another place than the person was shown. */
function refusalOf(config: Config, row: Transcript): AudioFailure | null {
  if (!isAudioOn(config)) return { code: 'audio_off', details: {} };
  return row.service === audioServiceName(config) ? null : { code: 'audio_target_changed', details: {} };
}

async function outcomeOf(run: Run): Promise<AudioOutcome> {
  const { row } = run;
  if (row.state === 'waiting') return await sendPatiently(run);
  if (row.taskId !== null) return await tried(() => follow(run, row.taskId ?? '', new Date(row.sentAt ?? 0)));
  // The process ended while it was sent.
  return { how: 'unknown_or_expired', error: { code: 'audio_expired', details: {} } };
}

/** Tries again only while it is certain that nothing arrived. */
async function sendPatiently(run: Run): Promise<AudioOutcome> {
  const { db, row, target, watch } = run;
  const until = target.now().getTime() + longestTriesMs;
  for (let failures = 1; ; failures += 1) {
    try {
      return await sendOnce(run);
    } catch (error) {
      watch.signal.throwIfAborted();
      if (!(error instanceof NeighbourError) || error.outcome !== 'not_sent') return failedBy(error);
      const wait = waitTime(failures, target.random, error.retryAfterMs);
      if (failures >= mostTries || target.now().getTime() + wait > until) return failedBy(error);
      await changeTranscript(db, row.key, { state: 'waiting', sentAt: null }, run.now());
      watch.say('warn', { th: error.text('th'), en: error.text('en') });
      await target.sleep(wait, watch.signal);
    }
  }
}

async function tried(work: () => Promise<AudioOutcome>): Promise<AudioOutcome> {
  try {
    return await work();
  } catch (error) {
    return failedBy(error);
  }
}

/** A foreseen failure as the end of it; any other is thrown on. */
function failedBy(error: unknown): AudioOutcome {
  if (!(error instanceof AppError) || error.code === 'job_cancelled') throw error;
  return { how: 'failed', error: { code: error.code, details: error.details } };
}

async function sendOnce(run: Run): Promise<AudioOutcome> {
  const { db, row, target, service, config, watch } = run;
  const { sendRecording } = await import('../upstreams/ai-audio/index.js');
  const sentAt = target.now();
  // Written before the first byte leaves: found so after a crash, it may have arrived.
  if (!(await changeTranscript(db, row.key, { state: 'sending', sentAt }, run.now())))
    throw new AppError('audio_gone');
  const recording = { path: recordingPath(config.DOWNLOAD_DIR, row.key), kind: row.audioKind };
  const order = { language: row.language, translation: row.withTranslation, way: row.way };
  const told = (percent: number | null, step: string | null) => show(watch, percent, step);
  const arrived = (taskId: string | null) => noteArrival(run, taskId);
  const sent = await sendRecording(service, recording, order, { told, arrived }, watch.signal);
  return sent.how === 'follow' ? await follow(run, sent.taskId, sentAt) : sent;
}

async function noteArrival(run: Run, taskId: string | null): Promise<void> {
  const { db, row, config, watch, now } = run;
  if (run.taskId === null && taskId === null)
    watch.say('info', { th: 'บริการรับเสียงแล้ว', en: 'The service has the recording' });
  if (taskId !== null)
    watch.say('info', { th: 'บริการรับเสียงแล้ว รอผล', en: 'The service has the recording and works on it' });
  run.taskId = taskId;
  await changeTranscript(db, row.key, { state: 'processing', taskId }, now());
  await dropRecording(config.DOWNLOAD_DIR, row.key);
}

async function follow(run: Run, taskId: string, sentAt: Date): Promise<AudioOutcome> {
  const { followTask } = await import('../upstreams/ai-audio/index.js');
  const { target, watch } = run;
  const deadline = new Date(sentAt.getTime() + transcriptDeadlineMs);
  const told = (percent: number | null, step: string | null) => show(watch, percent, step);
  return await followTask(run.service, taskId, { target, deadline, told }, watch.signal);
}

function show(watch: JobWatch, percent: number | null, step: string | null): void {
  const known = percent === null ? {} : { done: Math.round(Math.min(100, Math.max(0, percent))), of: 100 };
  watch.progress({ ...known, ...(step !== null && bareWord.test(step) && { current: step }) });
}

function tell(watch: JobWatch, key: string, outcome: AudioOutcome): void {
  const problems = outcome.how === 'completed' ? [] : [problemOf(outcome.error)];
  watch.unitDone(unitOf(key, problems));
}

function problemOf({ code, details }: AudioFailure): JobFileProblem {
  const words = new AppError(code, details);
  return { file: null, code, message: { th: words.text('th'), en: words.text('en') } };
}

function unitOf(key: string, problems: readonly JobFileProblem[]): JobUnitResult {
  const failed = problems.length;
  const state = failed > 0 ? 'failed' : 'complete';
  const counts = { listed: 1, downloaded: 0, already: 0, failed, imported: 1 - failed };
  return { unit: `audio/${key}`, state, ...counts, problems };
}
