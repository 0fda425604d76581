import type { JobWatch } from '../domain/job.js';
import { type MonthRange, monthsOf } from '../domain/month-range.js';
import type { SchemeCode } from '../domain/scheme.js';
import type { DownloadParts } from './download-run.js';
import { downloadUnits } from './download-units.js';
import { planRepUnit, type RepUnit } from './plan-rep-unit.js';

export interface RepDownloadRequest extends MonthRange {
  readonly schemes: readonly SchemeCode[];
  readonly importFiles: boolean;
}

/** Fetches the REP workbooks of some months from e-Claim, newest month first, scheme by scheme; each is a unit of downloadUnits. */
export async function downloadRepFiles(
  parts: DownloadParts,
  { schemes, importFiles, ...range }: RepDownloadRequest,
  watch: JobWatch,
): Promise<void> {
  const units = monthsOf(range).flatMap((month) =>
    schemes.map((scheme): RepUnit => ({ type: 'rep', ...month, scheme })),
  );
  await downloadUnits(parts, { units, importFiles, plan: planRepUnit }, watch);
}
