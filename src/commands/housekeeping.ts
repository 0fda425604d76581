import type { Config } from '../config.js';
import type { Db } from '../db/db.js';
import { keptEventMs } from '../domain/webhook.js';
import type { Log } from '../log/log.js';
import type { LiveSettings } from '../services/live-settings.js';
import { removeOldExports } from '../services/remove-exports.js';
import { removeLeftovers } from '../services/remove-leftovers.js';
import { removeStrayRecordings } from '../services/remove-stray-recordings.js';
import { settleTranscripts } from '../services/settle-transcripts.js';
import { removeOldCaseExports } from '../services/write-case-export.js';
import { deleteOldMessages } from '../store/alert-messages.js';
import { deleteOldCaseImports } from '../store/case-imports.js';
import { purgeEmptyBatches, purgeTombstones } from '../store/changes.js';
import { purgeEvents } from '../store/events.js';
import { purgeCalls } from '../store/idempotency-keys.js';
import { deleteOldJobs } from '../store/old-jobs.js';
import { deleteOldOtpCodes } from '../store/otp-codes.js';
import { deleteOldWindows } from '../store/rate-windows.js';
import { deleteOldTranscripts } from '../store/transcripts.js';
import { deleteOldSessions } from '../store/user-sessions.js';

const hour = 3_600_000;

/**
 * Takes away what is over: sessions ended a month ago, counted tries of yesterday, messages about alerts and
 * reports of imported cases of three months ago, events of a month ago, answers to Idempotency-Keys of two days ago, jobs
 * older than KEEP_JOBS_DAYS, tombstones of three months ago, changes of a week ago of which nothing is left, files of exports older than KEEP_EXPORTS_DAYS, what killed
 * processes left in the downloads folder, and transcripts of calls older than AI_AUDIO_KEEP_DAYS. Answers what ends it.
 */
export function startHousekeeping({
  config,
  settings,
  db,
  log,
  now,
}: {
  readonly config: Pick<Config, 'DOWNLOAD_DIR' | 'KEEP_JOBS_DAYS' | 'EXPORT_DIR' | 'KEEP_EXPORTS_DAYS'>;
  /** A time that people set on a page holds without a restart. */
  readonly settings: Pick<LiveSettings, 'current'>;
  readonly db: Db;
  readonly log: Log;
  readonly now: () => Date;
}): () => void {
  const clean = async () => {
    const at = now().getTime();
    await deleteOldSessions(db, new Date(at - 30 * 24 * hour));
    await deleteOldOtpCodes(db, new Date(at - 24 * hour));
    await deleteOldWindows(db, new Date(at - 24 * hour));
    await deleteOldCaseImports(db, new Date(at - 90 * 24 * hour));
    await purgeCalls(db, new Date(at - 48 * hour));
    await deleteOldMessages(db, new Date(at - 90 * 24 * hour));
    await purgeTombstones(db, new Date(at - 90 * 24 * hour));
    await purgeEvents(db, new Date(at - keptEventMs));
    await purgeEmptyBatches(db, new Date(at - 7 * 24 * hour));
    await deleteOldJobs(db, new Date(at - config.KEEP_JOBS_DAYS * 24 * hour));
    await removeOldCaseExports(db, config.EXPORT_DIR, new Date(at));
    await removeOldExports(db, config.EXPORT_DIR, config.KEEP_EXPORTS_DAYS, new Date(at));
    await removeLeftovers(config.DOWNLOAD_DIR, new Date(at));
    await settleTranscripts({ db, log, settings, now });
    await removeStrayRecordings(db, config.DOWNLOAD_DIR, new Date(at));
    const { AI_AUDIO_KEEP_DAYS: keepDays } = await settings.current();
    await deleteOldTranscripts(db, new Date(at - keepDays * 24 * hour));
  };
  const timer = setInterval(() => {
    clean().catch((error: unknown) =>
      log.warn({ err: error }, 'housekeeping failed; it runs again in an hour'),
    );
  }, hour);
  timer.unref();
  return () => clearInterval(timer);
}
