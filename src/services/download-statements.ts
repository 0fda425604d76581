import type { JobWatch } from '../domain/job.js';
import type { DownloadParts } from './download-run.js';
import { downloadUnits } from './download-units.js';
import { planStmUnit, type StmUnit } from './plan-stm-unit.js';

export interface StatementDownloadRequest {
  /** Month of service, calendar month 1 to 12, Buddhist Era year. */
  readonly month: number;
  readonly yearBe: number;
  readonly importFiles: boolean;
}

/** Fetches the statements (STM, inpatients and outpatients) about a month of service; one unit of downloadUnits. */
export async function downloadStatements(
  parts: DownloadParts,
  { month, yearBe, importFiles }: StatementDownloadRequest,
  watch: JobWatch,
): Promise<void> {
  const unit: StmUnit = { type: 'stm', scheme: 'ucs', month, yearBe };
  await downloadUnits(parts, { units: [unit], importFiles, plan: planStmUnit }, watch);
}
