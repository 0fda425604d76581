import { randomUUID } from 'node:crypto';
import { programVersion } from '../config.js';
import type { Db } from '../db/db.js';
import type { Job, JobType } from '../domain/job.js';
import type { Log } from '../log/log.js';
import { keepSentMessage } from '../store/alert-messages.js';
import { findJob } from '../store/jobs.js';
import type { SendLimits } from './alert-channels.js';
import type { LiveSettings } from './live-settings.js';
import { extraCaOf } from './upstream-settings-of.js';

export interface PingParts {
  readonly db: Db;
  readonly log: Log;
  readonly settings: Pick<LiveSettings, 'current'>;
  readonly now: () => Date;
  readonly limits: SendLimits;
}

const fetchingTypes: ReadonlySet<JobType> = new Set<JobType>(['download_rep', 'download_stm', 'sync_smt']);

/** Whether a run fetched all that there was: nothing failed, though rows of a file may have been refused. */
export function isGoodRun(job: Pick<Job, 'type' | 'status' | 'result'>): boolean {
  if (!fetchingTypes.has(job.type)) return false;
  if (job.status === 'completed') return true;
  if (job.status !== 'completed_with_problems') return false;
  return (job.result?.units ?? []).every(({ state, failed }) => failed === 0 && state !== 'failed');
}

/**
 * Calls PING_URL after a good run, so that a watcher elsewhere notices when runs stay away. A ping that fails is a line
 * of the log and of the list of messages, nothing more. Answers whether it was called.
 */
export async function pingGoodRun(parts: PingParts, jobId: number, signal: AbortSignal): Promise<boolean> {
  const config = await parts.settings.current();
  if (config.PING_URL === '') return false;
  const job = await findJob(parts.db, jobId);
  if (job === null || !isGoodRun(job)) return false;
  const { ping } = await import('../channels/ping.js'); // loaded with its first use
  const result = await ping(
    {
      url: config.PING_URL,
      allowedNetworks: config.WEBHOOK_ALLOWED_NETWORKS,
      extraCa: extraCaOf(config),
      userAgent: `eclaim-rep/${programVersion}`,
      ...parts.limits,
    },
    signal,
  );
  const answer = result.ok ? result.answer : { th: result.problem.text('th'), en: result.problem.text('en') };
  const problem = result.ok ? null : result.problem.code;
  await keepSentMessage(
    parts.db,
    { messageKey: randomUUID(), channel: 'ping', problem, answer },
    parts.now(),
  );
  const fields = { job: job.jobKey, ...(problem && { problem }) };
  if (result.ok) parts.log.info(fields, 'the ping address was called');
  else parts.log.warn(fields, 'the ping address could not be called');
  return true;
}
