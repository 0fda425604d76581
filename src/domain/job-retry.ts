import type { AppError } from './errors.js';
import type { JobProblem, JobResult, JobUnitResult } from './job.js';
import type { ProblemCode } from './problems/index.js';

/**
 * Failures that may pass by themselves (formats/nhso-eclaim-protocol.md 5 and 9): the same request is made again, and a
 * job that failed by one is queued again. Any other (refused, locked, SSO, a missing right, an unknown layout) lasts
 * until a person does something.
 */
const passingCauses: ReadonlySet<string> = new Set<ProblemCode>([
  'error_page',
  'unknown_page',
  'no_listing_table',
  'portal_error',
  'truncated',
  'damaged',
  'broken_answer',
  'http_408',
  'http_429',
  'http_403',
  'http_500',
  'http_502',
  'http_503',
  'http_504',
  'timeout_connect',
  'timeout_first_byte',
  'timeout_idle',
  'timeout_total',
  'reset',
  'answer_head_too_large',
  'connection_refused',
  'dns_failed',
  'network_failed',
  'database_unavailable',
  'sign_ins_spent',
  'portal_busy',
  'portal_taken_over',
]);

export function isPassingCause(code: string): boolean {
  return passingCauses.has(code);
}

/** What is kept of a failure: its words, the code that decides whether it may pass, and when to come again at the earliest. */
export function problemOfAppError(error: AppError, now: number = Date.now()): JobProblem {
  const { code, details } = error;
  const cause = code === 'stopped_after_failures' ? { cause: String(details.code) } : {};
  const until = earliest(error, now);
  return {
    code,
    message: { th: error.text('th'), en: error.text('en') },
    ...cause,
    ...(until !== null && { notBefore: until }),
  };
}

/** ISO 8601: what a site asked for in Retry-After, or the time that the failure itself names. */
function earliest(error: AppError, now: number): string | null {
  if ('retryAfterMs' in error && typeof error.retryAfterMs === 'number')
    return new Date(now + error.retryAfterMs).toISOString();
  const { until } = error.details;
  return typeof until === 'string' ? until : null;
}

function mayPass(problem: JobProblem): boolean {
  return isPassingCause(problem.cause ?? problem.code);
}

/** Whether a unit came to its end; another one is done again when its job is begun again. */
export function isUnitDone({ state }: Pick<JobUnitResult, 'state'>): boolean {
  return state !== 'failed' && state !== 'incomplete' && state !== 'waiting_person';
}

/** Whether nothing of a unit is to be done again by itself: it is done, or all that it lacks waits for a person. */
export function isUnitSettled(unit: JobUnitResult): boolean {
  if (isUnitDone(unit)) return true;
  return unit.state !== 'waiting_person' && unit.problems.length > 0 && !unit.problems.some(mayPass);
}

const firstWaitMs = 60_000;
const growth = 4;
const longestWaitMs = 3_600_000;
/** Waits grow by up to so much at random, so that programs which failed together do not come back together. */
const jitter = 0.25;

/** Milliseconds after the `failures`-th failure in a row: 1, 4, 16 and then 60 minutes, and up to a quarter more. */
export function retryWaitMs(failures: number, random: () => number): number {
  const wait = Math.min(longestWaitMs, firstWaitMs * growth ** (failures - 1));
  return Math.round(wait * (1 + jitter * random()));
}

export interface TriedJob {
  /** Tries that failed before this one. */
  readonly failures: number;
  readonly maxAttempts: number;
  readonly result: JobResult;
  /** What ended the whole work; null where each unit tells its own. */
  readonly endedBy: JobProblem | null;
}

/** When a job is tried again by itself; null = not: nothing of it may pass, or it was tried often enough. */
export function nextTry(
  { failures, maxAttempts, result, endedBy }: TriedJob,
  now: Date,
  random: () => number,
): Date | null {
  const open = result.units.filter((unit) => !isUnitDone(unit)).flatMap((unit) => unit.problems);
  const causes = [...(endedBy ? [endedBy] : []), ...open].filter(mayPass);
  if (causes.length === 0 || (endedBy && !mayPass(endedBy)) || failures + 1 >= maxAttempts) return null;
  const asked = causes.map(({ notBefore }) => (notBefore === undefined ? 0 : Date.parse(notBefore)));
  return new Date(Math.max(now.getTime() + retryWaitMs(failures + 1, random), ...asked));
}

/** Whether a queued job waits for another try of its own, rather than for its turn. */
export function waitsForRetry(
  job: { readonly status: string; readonly failures: number; readonly runAt: string },
  now: Date,
): boolean {
  return job.status === 'queued' && job.failures > 0 && Date.parse(job.runAt) > now.getTime();
}
