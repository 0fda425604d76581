import type { Db } from '../db/db.js';
import { noProgress } from '../domain/job.js';
import type { Log } from '../log/log.js';
import { isSurelyGone, type Owner, ownerText } from '../services/owner.js';
import { saveJobEvents } from '../store/job-events.js';
import { listJobUnits } from '../store/job-units.js';
import { findJob, finishJob, listRunningJobs, type RunningJob } from '../store/jobs.js';
import { problemOf } from './job-problem.js';

export interface DeadJobParts {
  readonly db: Db;
  readonly log: Log;
  readonly me: Owner;
  /** Milliseconds. */
  readonly silence: number;
}

function isDead(job: RunningJob, parts: DeadJobParts): boolean {
  if (job.lockedBy === ownerText(parts.me)) return false;
  // The embedded database serves one process: who holds it now is the only one alive.
  if (parts.db.dialect.singleProcess) return true;
  return isSurelyGone(job.lockedBy, parts.me) || job.silentSeconds * 1000 > parts.silence;
}

async function endDeadJob(parts: DeadJobParts, dead: RunningJob): Promise<boolean> {
  const problem = problemOf('process_ended');
  return parts.db.transaction(async (tx) => {
    const job = await findJob(tx, dead.id);
    if (!job) return false;
    const end = {
      status: 'failed',
      progress: job.progress ?? noProgress,
      result: { units: await listJobUnits(tx, dead.id) },
      problem,
    } as const;
    // Only where it still belongs to the dead one: another process may have been quicker.
    if (!(await finishJob(tx, dead.id, dead.lockedBy, end))) return false;
    await saveJobEvents(tx, dead.id, [{ at: new Date(), level: 'error', message: problem.message }]);
    parts.log.warn({ source: 'job', job: job.jobKey }, 'A job of an ended process was closed');
    return true;
  });
}

/** Ends the running jobs of processes that are gone; answers how many. */
export async function endDeadJobs(parts: DeadJobParts): Promise<number> {
  let ended = 0;
  for (const job of await listRunningJobs(parts.db)) {
    if (isDead(job, parts) && (await endDeadJob(parts, job))) ended++;
  }
  return ended;
}
