import type { Config } from '../config.js';
import type { Db } from '../db/db.js';
import { AppError } from '../domain/errors.js';
import {
  type HousekeepingStep,
  housekeepingAlert,
  housekeepingKey,
  housekeepingPrefix,
} from '../domain/housekeeping.js';
import { keptEventMs } from '../domain/webhook.js';
import type { Bus } from '../events/bus.js';
import type { Log } from '../log/log.js';
import { deleteOldMessages } from '../store/alert-messages.js';
import { standingKeys } from '../store/alerts.js';
import { deleteOldCaseImports } from '../store/case-imports.js';
import { purgeEmptyBatches, purgeTombstones } from '../store/changes.js';
import { purgeEvents } from '../store/events.js';
import { purgeCalls } from '../store/idempotency-keys.js';
import { deleteOldJobs } from '../store/old-jobs.js';
import { deleteOldOtpCodes } from '../store/otp-codes.js';
import { deleteOldWindows } from '../store/rate-windows.js';
import { deleteOldTranscripts } from '../store/transcripts.js';
import { deleteOldSessions } from '../store/user-sessions.js';
import type { LiveSettings } from './live-settings.js';
import { settleAlerts, standAlert } from './raise-alert.js';
import { removeOldExports } from './remove-exports.js';
import { removeLeftovers } from './remove-leftovers.js';
import { removeStrayRecordings } from './remove-stray-recordings.js';
import { settleTranscripts } from './settle-transcripts.js';
import { removeOldCaseExports } from './write-case-export.js';

export interface HouseParts {
  readonly config: Pick<Config, 'DOWNLOAD_DIR' | 'KEEP_JOBS_DAYS' | 'EXPORT_DIR' | 'KEEP_EXPORTS_DAYS'>;
  /** A time that people set on a page holds without a restart. */
  readonly settings: Pick<LiveSettings, 'current'>;
  readonly db: Db;
  readonly bus: Bus;
  readonly log: Log;
  readonly now: () => Date;
}

type Steps = Readonly<Record<HousekeepingStep, () => Promise<unknown>>>;
const hour = 3_600_000;
const day = 24 * hour;

/**
 * Takes away what is over: sessions ended a month ago, counted tries of the day before yesterday, messages about alerts and
 * reports of imported cases of three months ago, events of a month ago, answers to Idempotency-Keys of two days ago, jobs
 * older than KEEP_JOBS_DAYS, tombstones of three months ago, changes of a week ago of which nothing is left, files of exports
 * older than KEEP_EXPORTS_DAYS, what killed processes left in the downloads folder, and transcripts of calls older than
 * AI_AUDIO_KEEP_DAYS. No step waits for another to go well: what fails is logged by its name and stands as an alert until it
 * goes well again. Throws where the alerts cannot be read or written.
 */
export async function keepHouse(parts: HouseParts, signal: AbortSignal): Promise<void> {
  const failed: [HousekeepingStep, unknown][] = [];
  const done: HousekeepingStep[] = [];
  for (const [step, run] of Object.entries(stepsOf(parts)) as [HousekeepingStep, () => Promise<unknown>][]) {
    if (signal.aborted) return;
    try {
      await run();
      done.push(step);
    } catch (error) {
      parts.log.warn({ source: 'housekeeping', step, err: error }, 'a step of housekeeping failed');
      failed.push([step, error]);
    }
  }
  for (const [step, error] of failed) await standAlert(parts, housekeepingAlert(step, codeOf(error)));
  const standing = new Set(await standingKeys(parts.db, housekeepingPrefix));
  await settleAlerts(
    parts,
    done.map(housekeepingKey).filter((key) => standing.has(key)),
  );
}

function stepsOf({ config, settings, db, log, now }: HouseParts): Steps {
  const at = now().getTime();
  const before = (ms: number) => new Date(at - ms);
  const { DOWNLOAD_DIR: downloads, EXPORT_DIR: exports } = config;
  return {
    sessions: () => deleteOldSessions(db, before(30 * day)),
    otp_codes: () => deleteOldOtpCodes(db, before(day)),
    counted_tries: () => deleteOldWindows(db, before(2 * day)),
    case_imports: () => deleteOldCaseImports(db, before(90 * day)),
    idempotency_keys: () => purgeCalls(db, before(2 * day)),
    messages: () => deleteOldMessages(db, before(90 * day)),
    tombstones: () => purgeTombstones(db, before(90 * day)),
    events: () => purgeEvents(db, before(keptEventMs)),
    changes: () => purgeEmptyBatches(db, before(7 * day)),
    jobs: () => deleteOldJobs(db, before(config.KEEP_JOBS_DAYS * day)),
    case_exports: () => removeOldCaseExports(db, exports, new Date(at)),
    exports: () => removeOldExports(db, exports, config.KEEP_EXPORTS_DAYS, new Date(at)),
    leftovers: () => removeLeftovers(downloads, new Date(at)),
    stopped_transcripts: () => settleTranscripts({ db, log, settings, now }),
    recordings: () => removeStrayRecordings(db, downloads, new Date(at)),
    async transcripts() {
      const { AI_AUDIO_KEEP_DAYS: keepDays } = await settings.current();
      await deleteOldTranscripts(db, before(keepDays * day));
    },
  };
}

/** A word that names no folder and no person: EACCES, or the code of a foreseen failure. */
function codeOf(error: unknown): string {
  if (error instanceof AppError) return error.code;
  const code = error instanceof Error && 'code' in error ? error.code : '';
  return typeof code === 'string' ? code : '';
}
