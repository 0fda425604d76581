import type { Db } from '../db/db.js';
import { type Job, mostDeaths, noProgress } from '../domain/job.js';
import type { Bus } from '../events/bus.js';
import type { Log } from '../log/log.js';
import { isSurelyGone, type Owner, ownerText } from '../services/owner.js';
import { saveJobEvents } from '../store/job-events.js';
import { finishJob, listRunningJobs, type RunningJob, requeueJob } from '../store/job-queue.js';
import { listJobUnits } from '../store/job-units.js';
import { findJob } from '../store/jobs.js';
import { problemOf } from './job-problem.js';

export interface DeadJobParts {
  readonly db: Db;
  readonly bus: Bus;
  readonly log: Log;
  readonly me: Owner;
  /** Milliseconds. */
  readonly silence: number;
  /** Whether this process works on the job. */
  readonly runsHere: (id: number) => boolean;
}

function isDead(job: RunningJob, parts: DeadJobParts): boolean {
  const isSilent = job.silentSeconds * 1000 > parts.silence;
  // Its end could not be written while the database was away: it is nobody's now.
  if (job.lockedBy === ownerText(parts.me)) return isSilent && !parts.runsHere(job.id);
  // The embedded database serves one process: who holds it now is the only one alive.
  if (parts.db.dialect.singleProcess) return true;
  return isSilent || isSurelyGone(job.lockedBy, parts.me);
}

/** Back into the queue, or to its end where it was to be cancelled or died too often; null where it was another's. */
async function putBack(parts: DeadJobParts, dead: RunningJob): Promise<Job | null> {
  return parts.db.transaction(async (tx) => {
    const job = await findJob(tx, dead.id);
    if (!job) return null;
    const left = { progress: job.progress ?? noProgress, result: { units: await listJobUnits(tx, dead.id) } };
    const isPoison = job.deaths + 1 >= mostDeaths;
    const problem = job.cancelAsked
      ? problemOf('job_cancelled')
      : isPoison
        ? problemOf('job_kills_process', { starts: String(mostDeaths) })
        : problemOf('process_ended');
    // Only where it still belongs to the dead one: another process may have been quicker.
    const changed =
      job.cancelAsked || isPoison
        ? await finishJob(tx, dead.id, dead.lockedBy, {
            ...left,
            status: job.cancelAsked ? 'cancelled' : 'failed',
            problem,
            as: 'died',
          })
        : await requeueJob(tx, dead.id, dead.lockedBy, { ...left, as: 'died', problem, runAt: null });
    if (!changed) return null;
    const level = isPoison ? 'error' : 'warn';
    await saveJobEvents(tx, job, [{ at: new Date(), level, message: problem.message }]);
    return findJob(tx, dead.id);
  });
}

/** Puts the running jobs of processes that are gone back into the queue; answers how many it saw to. */
export async function putBackDeadJobs(parts: DeadJobParts): Promise<number> {
  let seen = 0;
  for (const dead of await listRunningJobs(parts.db)) {
    const job = isDead(dead, parts) ? await putBack(parts, dead) : null;
    if (!job) continue;
    seen++;
    const { id: jobId, jobKey, status, progress } = job;
    parts.log.warn({ source: 'job', job: jobKey, status }, 'A job of an ended process was taken back');
    parts.bus.publish('job.changed', { jobId, jobKey, status, progress });
  }
  return seen;
}
