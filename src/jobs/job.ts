import type { z } from 'zod';
import { AppError } from '../domain/errors.js';
import type { JobType, JobWatch } from '../domain/job.js';

/** Which job it is, for rows and lines of the log. */
export interface JobName {
  readonly id: number;
  readonly jobKey: string;
}

/**
 * Jobs of one lane run one at a time in a process: an upload does not wait behind a download of an hour. `portal` = asks
 * NHSO, `local` = reads files that are here, `files` = writes some, `audio` = waits for the audio service.
 */
export const jobLanes = ['portal', 'local', 'files', 'audio'] as const;
export type JobLane = (typeof jobLanes)[number];

/** A kind of work in the background: one file each in this folder, listed in index.ts. */
export interface JobDefinition {
  readonly type: JobType;
  readonly lane: JobLane;
  /** Checks what was asked; throws AppError job_params_invalid. */
  read(params: unknown): { readonly params: unknown; readonly dedupeKey: string | null };
  /**
   * Does the work and tells each finished unit to the watch: they are the job's result. May be begun again from the
   * start, then does only what is left. Throws AppError where the whole job cannot go on.
   */
  run(params: unknown, watch: JobWatch, job: JobName): Promise<void>;
}

export interface JobKind<Params> {
  readonly type: JobType;
  /** `portal` if absent. */
  readonly lane?: JobLane;
  readonly params: z.ZodType<Params>;
  /** Equal for jobs that would do the same; a second one is answered with the first. */
  dedupeKey(params: Params): string | null;
  run(params: Params, watch: JobWatch, job: JobName): Promise<void>;
}

export function defineJob<Params>(kind: JobKind<Params>): JobDefinition {
  const parse = (params: unknown): Params => {
    const read = kind.params.safeParse(params);
    if (read.success) return read.data;
    const issue = read.error.issues[0];
    throw new AppError('job_params_invalid', { reason: `${issue?.path.join('.')} ${issue?.message}` });
  };
  return {
    type: kind.type,
    lane: kind.lane ?? 'portal',
    read(params) {
      const known = parse(params);
      return { params: known, dedupeKey: kind.dedupeKey(known) };
    },
    run: (params, watch, job) => kind.run(parse(params), watch, job),
  };
}
