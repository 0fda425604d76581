import { z } from 'zod';
import type { ServiceGround } from '../services/import-parts.js';
import { askedMonths } from './asked-months.js';
import { withDownloadParts } from './download-parts.js';
import { defineJob, type JobDefinition } from './job.js';

/** Months of service. */
const params = z.preprocess(
  askedMonths.asRange,
  z.object({ ...askedMonths.fields, import: z.boolean() }).superRefine(askedMonths.check),
);

/** Downloads the statements (STM) about some months of service from e-Claim, and imports what came. */
export function downloadStm(ground: ServiceGround): JobDefinition {
  return defineJob({
    type: 'download_stm',
    params,
    dedupeKey: ({ from, to, import: imports }) => `download_stm/${from}/${to}/${imports ? 'import' : 'keep'}`,
    run: ({ from, to, import: importFiles }, watch, job) =>
      withDownloadParts(ground, watch, job, async (parts) => {
        const { downloadStatements } = await import('../services/download-statements.js'); // loaded with the first job
        await downloadStatements(parts, { from, to, importFiles }, watch);
      }),
  });
}
