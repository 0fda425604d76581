import { z } from 'zod';
import type { ServiceGround } from '../services/import-parts.js';
import { withDownloadParts } from './download-parts.js';
import { defineJob, type JobDefinition } from './job.js';

const params = z.object({
  /** Month of service. */
  month: z.number().int().min(1).max(12),
  /** Buddhist Era, calendar year. */
  year: z.number().int().min(2500).max(2700),
  import: z.boolean(),
});

/** Downloads the statements (STM) about a month of service from e-Claim, and imports what came. */
export function downloadStm(ground: ServiceGround): JobDefinition {
  return defineJob({
    type: 'download_stm',
    params,
    dedupeKey: ({ month, year, import: imports }) =>
      `download_stm/${year}-${month}/${imports ? 'import' : 'keep'}`,
    run: ({ month, year: yearBe, import: importFiles }, watch, job) =>
      withDownloadParts(ground, watch, job, async (parts) => {
        const { downloadStatements } = await import('../services/download-statements.js'); // loaded with the first job
        await downloadStatements(parts, { month, yearBe, importFiles }, watch);
      }),
  });
}
