import type { FileKind } from '../domain/file-kind.js';
import type { Job } from '../domain/job.js';
import type { MonthRange } from '../domain/month-range.js';
import type { SchemeCode } from '../domain/scheme.js';
import type { Parts } from './parts.js';

/** Months that are to be downloaded as one job; checked by monthRangeFault. */
export interface MonthsToDownload extends MonthRange {
  readonly kind: FileKind;
  /** Of REP alone: statements are of UCS. */
  readonly schemes: readonly SchemeCode[];
  readonly import: boolean;
}

/** Starts the job of some months, or answers the same one that runs already. */
export async function startMonths(
  { runner }: Parts,
  { kind, schemes, ...months }: MonthsToDownload,
  userId: number | null,
): Promise<Job> {
  const { job } =
    kind === 'stm'
      ? await runner.enqueue('download_stm', months, { userId })
      : await runner.enqueue('download_rep', { ...months, schemes }, { userId });
  return job;
}
