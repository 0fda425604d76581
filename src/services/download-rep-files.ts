import type { JobWatch } from '../domain/job.js';
import type { SchemeCode } from '../domain/scheme.js';
import type { DownloadParts } from './download-run.js';
import { downloadUnits } from './download-units.js';
import { planRepUnit, type RepUnit } from './plan-rep-unit.js';

export interface RepDownloadRequest {
  /** Calendar month 1 to 12, Buddhist Era year. */
  readonly month: number;
  readonly yearBe: number;
  readonly schemes: readonly SchemeCode[];
  readonly importFiles: boolean;
}

/** Fetches the REP workbooks of a month from e-Claim, scheme by scheme; each is a unit of downloadUnits. */
export async function downloadRepFiles(
  parts: DownloadParts,
  { month, yearBe, schemes, importFiles }: RepDownloadRequest,
  watch: JobWatch,
): Promise<void> {
  const units = schemes.map((scheme): RepUnit => ({ type: 'rep', month, yearBe, scheme }));
  await downloadUnits(parts, { units, importFiles, plan: planRepUnit }, watch);
}
