import { z } from 'zod';
import { waitsForOther } from '../domain/import-sentence.js';
import type { JobWatch } from '../domain/job.js';
import { type SchemeCode, schemeCodes } from '../domain/scheme.js';
import { type ServiceGround, withImportParts } from '../services/import-parts.js';
import { type ImportParts, importRepFile } from '../services/import-rep-file.js';
import { upstreamSettingsOf } from '../services/upstream-settings-of.js';
import { defineJob, type JobDefinition, type JobName } from './job.js';

const params = z.object({
  month: z.number().int().min(1).max(12),
  /** Buddhist Era. */
  year: z.number().int().min(2500).max(2700),
  schemes: z.array(z.enum(schemeCodes)).min(1),
  import: z.boolean(),
});

async function run(
  ground: ServiceGround,
  importParts: ImportParts,
  asked: z.infer<typeof params>,
  watch: JobWatch,
  job: JobName,
): Promise<void> {
  const config = await ground.settings.current();
  const { db, bus, log } = ground;
  const parts = {
    db,
    bus,
    log: log.child({ source: 'download', job: job.jobKey }),
    settings: upstreamSettingsOf(config),
    account: {
      username: config.ECLAIM_USERNAME,
      password: config.ECLAIM_PASSWORD?.reveal() ?? '',
    },
    downloadDir: config.DOWNLOAD_DIR,
    importFile: importParts.importsClaims
      ? (
          file: { readonly path: string; readonly name: string; readonly downloadId: number },
          signal: AbortSignal,
        ) =>
          importRepFile(
            { ...importParts, log: log.child({ source: 'import', job: job.jobKey }) },
            {
              ...file,
              source: 'download',
              jobId: job.id,
              signal,
              onWait: () =>
                watch.say('info', {
                  th: `${file.name}: ${waitsForOther.th}`,
                  en: `${file.name}: ${waitsForOther.en}`,
                }),
            },
          )
      : null,
  };
  const request = {
    month: asked.month,
    yearBe: asked.year,
    schemes: [...new Set(asked.schemes)],
    importFiles: asked.import,
  };
  // The clients' HTML and HTTP packages are a third of the program's start: they are loaded with the first job.
  const { downloadRepFiles } = await import('../services/download-rep-files.js');
  await downloadRepFiles(parts, request, watch);
}

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
      withImportParts(ground, (importParts) => run(ground, importParts, asked, watch, job)),
  });
}
