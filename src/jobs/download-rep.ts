import { z } from 'zod';
import { type SchemeCode, schemeCodes } from '../domain/scheme.js';
import type { ServiceGround } from '../services/import-parts.js';
import { askedMonths } from './asked-months.js';
import { withDownloadParts } from './download-parts.js';
import { defineJob, type JobDefinition } from './job.js';

const params = z.preprocess(
  askedMonths.asRange,
  z
    .object({ ...askedMonths.fields, schemes: z.array(z.enum(schemeCodes)).min(1), import: z.boolean() })
    .superRefine(askedMonths.check),
);

/** Downloads the REP workbooks of some months from e-Claim, and imports what came. */
export function downloadRep(ground: ServiceGround): JobDefinition {
  return defineJob({
    type: 'download_rep',
    params,
    dedupeKey({ from, to, schemes, import: imports }) {
      const codes: readonly SchemeCode[] = [...new Set(schemes)].sort();
      return `download_rep/${from}/${to}/${codes.join('+')}/${imports ? 'import' : 'keep'}`;
    },
    run: (asked, watch, job) =>
      withDownloadParts(ground, watch, job, async (parts) => {
        const { from, to, import: importFiles } = asked;
        const schemes = [...new Set(asked.schemes)];
        // The clients' HTML and HTTP packages are a third of the program's start: they are loaded with the first job.
        const { downloadRepFiles } = await import('../services/download-rep-files.js');
        await downloadRepFiles(parts, { from, to, schemes, importFiles }, watch);
      }),
  });
}
