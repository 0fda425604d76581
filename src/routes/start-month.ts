import type { FileKind } from '../domain/file-kind.js';
import type { Job } from '../domain/job.js';
import type { SchemeCode } from '../domain/scheme.js';
import type { Parts } from './parts.js';

/** A month that is to be downloaded; the year is Buddhist Era. */
export interface MonthToDownload {
  readonly kind: FileKind;
  readonly month: number;
  readonly year: number;
  /** Of REP alone: statements are of UCS. */
  readonly schemes: readonly SchemeCode[];
  readonly import: boolean;
}

/** Starts the job of a month, or answers the one that runs already. */
export async function startMonth(
  { runner }: Parts,
  { kind, schemes, ...month }: MonthToDownload,
  userId: number | null,
): Promise<Job> {
  const { job } =
    kind === 'stm'
      ? await runner.enqueue('download_stm', month, { userId })
      : await runner.enqueue('download_rep', { ...month, schemes }, { userId });
  return job;
}
