import { AppError } from '../domain/errors.js';
import type { Job, JobProblem } from '../domain/job.js';
import { problemOfAppError } from '../domain/job-retry.js';
import type { ProblemCode } from '../domain/problems/index.js';
import type { Log } from '../log/log.js';
import { isDatabaseAway } from '../store/database-away.js';

export function problemOf(code: ProblemCode, details: Readonly<Record<string, string>> = {}): JobProblem {
  const error = new AppError(code, details);
  return { code, message: { th: error.text('th'), en: error.text('en') } };
}

/** What is said of an error that ended a job; an unforeseen one goes to the log with its cause. */
export function problemOfError(error: unknown, job: Job, log: Log): JobProblem {
  if (error instanceof AppError) return problemOfAppError(error);
  if (isDatabaseAway(error)) return problemOf('database_unavailable');
  log.error({ source: 'job', job: job.jobKey, err: error }, 'A job ended by a fault of the program');
  return problemOf('job_fault', { job: job.jobKey });
}
