import { z } from 'zod';
import { type SchemeCode, schemeCodes } from '../domain/scheme.js';
import type { ServiceGround } from '../services/import-parts.js';
import { withDownloadParts } from './download-parts.js';
import { defineJob, type JobDefinition } from './job.js';

const params = z.object({
  month: z.number().int().min(1).max(12),
  /** Buddhist Era. */
  year: z.number().int().min(2500).max(2700),
  schemes: z.array(z.enum(schemeCodes)).min(1),
  import: z.boolean(),
});

/** Downloads the REP workbooks of a month from e-Claim, and imports what came. */
export function downloadRep(ground: ServiceGround): JobDefinition {
  return defineJob({
    type: 'download_rep',
    params,
    dedupeKey({ month, year, schemes, import: imports }) {
      const codes: readonly SchemeCode[] = [...new Set(schemes)].sort();
      return `download_rep/${year}-${month}/${codes.join('+')}/${imports ? 'import' : 'keep'}`;
    },
    run: (asked, watch, job) =>
      withDownloadParts(ground, watch, job, async (parts) => {
        const { month, year: yearBe, import: importFiles } = asked;
        const schemes = [...new Set(asked.schemes)];
        // The clients' HTML and HTTP packages are a third of the program's start: they are loaded with the first job.
        const { downloadRepFiles } = await import('../services/download-rep-files.js');
        await downloadRepFiles(parts, { month, yearBe, schemes, importFiles }, watch);
      }),
  });
}
