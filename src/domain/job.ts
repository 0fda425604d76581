import type { Language } from './errors.js';
import { bangkokInstant } from './instant.js';

export type JobType =
  | 'download_rep'
  | 'download_stm'
  | 'sync_smt'
  | 'import_files'
  | 'reread_files'
  | 'export_claims'
  | 'import_cases'
  | 'export_cases'
  | 'transcribe_audio';

/** States of a job (formats/tables.md 7). */
export type JobStatus =
  | 'queued'
  | 'running'
  | 'waiting_person'
  | 'completed'
  | 'completed_with_problems'
  | 'failed'
  | 'cancelled';

export const finishedStatuses = [
  'completed',
  'completed_with_problems',
  'failed',
  'cancelled',
] as const satisfies readonly JobStatus[];

export function isFinished(status: JobStatus): boolean {
  return (finishedStatuses as readonly JobStatus[]).includes(status);
}

/** What somebody waits for goes before what a schedule or the program itself started. */
export const jobPriorities = { person: 10, schedule: 0 } as const;

/** A job whose process died at so many starts kills whoever takes it: it is given up. */
export const mostDeaths = 3;

/** How often a job is tried where it fails by a passing cause. */
export const usualAttempts = 5;

/** `done` of `of` in the job's own steps (files); `of` 0 = not known yet. */
export interface JobProgress {
  readonly done: number;
  readonly of: number;
  readonly unit: 'file' | 'unit' | 'record' | 'percent';
  /** Bytes that came so far, and per second over the last files; null where nothing is downloaded. */
  readonly bytes: number | null;
  readonly bytesPerSecond: number | null;
  readonly secondsLeft: number | null;
  /** File or unit in work; never a patient's value. */
  readonly current: string | null;
}

export type Words = Readonly<Record<Language, string>>;

/** A failure of a job, one of its units or one of its files. */
export interface JobProblem {
  /** Lower case, listed in domain/problems where the product foresees it. */
  readonly code: string;
  readonly message: Words;
  /** The code behind it, where that decides whether it may pass (`stopped_after_failures`). */
  readonly cause?: string;
  /** ISO 8601: asked again not before, as the site or the failure says. */
  readonly notBefore?: string;
}

export interface JobFileProblem extends JobProblem {
  /** Name of the workbook; null = the whole unit. */
  readonly file: string | null;
}

/**
 * What a line of a job's log is about, beside its words, so that pages can lead there. No names, no ids of patients.
 * `file` = a workbook came or was imported, `unit` = a month of a scheme, `list` = the portal answered a list.
 */
export interface JobFacts {
  readonly kind: 'file' | 'unit' | 'list';
  readonly file?: string;
  /** Its row in eclaim_imported_files (or stm_imported_files), where it was imported. */
  readonly fileId?: number;
  /** REP numbers as the list or the workbook names them. */
  readonly rep?: string;
  readonly unit?: string;
  readonly rows?: number;
  readonly refused?: number;
  readonly bytes?: number;
  /** A code of domain/problems. */
  readonly code?: string;
}

/** What became of the smallest piece that a restart repeats, e.g. `rep/ucs/2569-01` or `smt/2569`. */
export interface JobUnitResult {
  readonly unit: string;
  /** State of the completeness grid (formats/tables.md, download_units), e.g. `complete`, `empty`, `failed`. */
  readonly state: string;
  readonly listed: number;
  readonly downloaded: number;
  readonly already: number;
  readonly failed: number;
  readonly imported: number;
  readonly problems: readonly JobFileProblem[];
}

/** What came, what was there already, what failed and why. */
export interface JobResult {
  readonly units: readonly JobUnitResult[];
}

/** A job as the program knows it; instants are ISO 8601, UTC. */
export interface Job {
  readonly id: number;
  /** The public id. */
  readonly jobKey: string;
  readonly type: JobType;
  /** As asked; the job's own definition reads it. */
  readonly params: unknown;
  readonly status: JobStatus;
  readonly priority: number;
  /** How often it was begun, for whatever reason. */
  readonly attempts: number;
  /** How often it may be tried where it fails by a passing cause. */
  readonly maxAttempts: number;
  /** Tries that failed by a passing cause, since a person asked for it. */
  readonly failures: number;
  /** Starts that ended by the death of their process, since a person asked for it. */
  readonly deaths: number;
  /** A queued job is not begun before. */
  readonly runAt: string;
  readonly progress: JobProgress | null;
  readonly result: JobResult | null;
  /** Why it failed, was cancelled, or waits for another try. */
  readonly problem: JobProblem | null;
  readonly userId: number | null;
  /** The schedule that started it. */
  readonly scheduleId: number | null;
  readonly cancelAsked: boolean;
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
}

/**
 * What a service that runs as a job is given. Nothing here waits for the database, so all of it may be called from
 * inside a transaction: the runner keeps it in memory and writes it beside the work.
 */
export interface JobWatch {
  /** Aborted when a person cancels, the process stops or the job was lost; give it down to the socket. */
  readonly signal: AbortSignal;
  /** Units that an earlier run of this job finished: they are not repeated. */
  readonly finishedUnits: ReadonlySet<string>;
  /** Members that are not named keep their value. */
  progress(change: Partial<JobProgress>): void;
  unitDone(unit: JobUnitResult): void;
  /** A line of the job's readable log. No names, no ids of patients. */
  say(level: 'info' | 'warn' | 'error', message: Words, facts?: JobFacts): void;
}

export interface JobUnitJson {
  readonly unit: string;
  readonly state: string;
  readonly listed: number;
  readonly downloaded: number;
  readonly already: number;
  readonly failed: number;
  readonly imported: number;
  readonly problems: readonly {
    readonly file: string | null;
    readonly code: string;
    readonly message: string;
  }[];
}

/** The job object of the API and of `--json`. */
export interface JobJson {
  readonly id: string;
  readonly type: JobType;
  readonly status: JobStatus;
  readonly progress: {
    readonly done: number;
    readonly of: number;
    readonly unit: JobProgress['unit'];
    readonly bytes: number | null;
    readonly bytes_per_second: number | null;
    readonly seconds_left: number | null;
    readonly current: string | null;
  };
  readonly result: {
    readonly listed: number;
    readonly downloaded: number;
    readonly already: number;
    readonly failed: number;
    readonly imported: number;
    readonly units: readonly JobUnitJson[];
  } | null;
  readonly problem: { readonly code: string; readonly message: string } | null;
  readonly created_at: string;
  readonly started_at: string | null;
  readonly finished_at: string | null;
}

export const noProgress: JobProgress = {
  done: 0,
  of: 0,
  unit: 'file',
  bytes: null,
  bytesPerSecond: null,
  secondsLeft: null,
  current: null,
};

/** One unit as its line of `--json`. */
export function jobUnitJson(unit: JobUnitResult, language: Language): JobUnitJson {
  const { problems, ...counts } = unit;
  return {
    ...counts,
    problems: problems.map(({ file, code, message }) => ({ file, code, message: message[language] })),
  };
}

function resultJson(result: JobResult, language: Language): NonNullable<JobJson['result']> {
  const sum = (name: 'listed' | 'downloaded' | 'already' | 'failed' | 'imported') =>
    result.units.reduce((total, unit) => total + unit[name], 0);
  return {
    listed: sum('listed'),
    downloaded: sum('downloaded'),
    already: sum('already'),
    failed: sum('failed'),
    imported: sum('imported'),
    units: result.units.map((unit) => jobUnitJson(unit, language)),
  };
}

/** The job as the API answers it and `--json` ends with; messages in one language. */
export function jobJson(job: Job, language: Language = 'th'): JobJson {
  const progress = job.progress ?? noProgress;
  return {
    id: job.jobKey,
    type: job.type,
    status: job.status,
    progress: {
      done: progress.done,
      of: progress.of,
      unit: progress.unit,
      bytes: progress.bytes,
      bytes_per_second: progress.bytesPerSecond,
      seconds_left: progress.secondsLeft,
      current: progress.current,
    },
    result: job.result && resultJson(job.result, language),
    problem: job.problem && { code: job.problem.code, message: job.problem.message[language] },
    created_at: bangkokInstant(job.createdAt),
    started_at: job.startedAt && bangkokInstant(job.startedAt),
    finished_at: job.finishedAt && bangkokInstant(job.finishedAt),
  };
}

/** How a job ended whose work came to its end: failed only where no part of it succeeded. */
export function jobOutcome(
  result: JobResult,
  partsFailed: JobProblem,
): {
  readonly status: 'completed' | 'completed_with_problems' | 'failed';
  readonly problem: JobProblem | null;
} {
  const failedUnits = result.units.filter((unit) => unit.state === 'failed');
  if (failedUnits.length > 0 && failedUnits.length === result.units.length) {
    const reasons = failedUnits.map((unit) => unit.problems[0] ?? null);
    const [first] = reasons;
    const oneReason = first && reasons.every((reason) => reason?.code === first.code);
    return {
      status: 'failed',
      problem: oneReason ? { code: first.code, message: first.message } : partsFailed,
    };
  }
  const flawless = result.units.every(
    ({ failed, problems, state }) =>
      failed === 0 && problems.length === 0 && state !== 'completed_with_problems',
  );
  return { status: flawless ? 'completed' : 'completed_with_problems', problem: null };
}
