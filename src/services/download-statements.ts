import type { JobWatch } from '../domain/job.js';
import { type MonthRange, monthsOf } from '../domain/month-range.js';
import type { DownloadParts } from './download-run.js';
import { downloadUnits } from './download-units.js';
import { planStmUnit, type StmUnit } from './plan-stm-unit.js';

/** The months are months of service. */
export interface StatementDownloadRequest extends MonthRange {
  readonly importFiles: boolean;
}

/** Fetches the statements (STM, inpatients and outpatients) about some months of service; each is a unit of downloadUnits. */
export async function downloadStatements(
  parts: DownloadParts,
  { importFiles, ...range }: StatementDownloadRequest,
  watch: JobWatch,
): Promise<void> {
  const units = monthsOf(range).map((month): StmUnit => ({ type: 'stm', scheme: 'ucs', ...month }));
  await downloadUnits(parts, { units, importFiles, plan: planStmUnit }, watch);
}
