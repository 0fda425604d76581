import { z } from 'zod';
import { casePriorities, caseStatuses } from '../domain/case.js';
import { caseExportFormats } from '../domain/case-export.js';
import type { ServiceGround } from '../services/import-parts.js';
import { writeCaseExport } from '../services/write-case-export.js';
import { defineJob, type JobDefinition } from './job.js';

const words = z.array(z.string());
const params = z.object({
  key: z.string(),
  filename: z.string().regex(/^cases_export_[\d_-]+\.(json|ndjson|csv)$/),
  format: z.enum(caseExportFormats),
  filter: z.object({
    hospital: z.string().nullable(),
    statuses: z.array(z.enum(caseStatuses)),
    priorities: z.array(z.enum(casePriorities)),
    categories: words,
    tranIds: words,
    caseNumbers: words,
    externalRefs: words,
    createdAfter: z.string().nullable(),
    createdBefore: z.string().nullable(),
  }),
  reason: z.string().nullable(),
  by: z.object({
    actorKind: z.enum(['user', 'key', 'job', 'cli', 'nobody']),
    actorId: z.number().nullable(),
    actorName: z.string(),
  }),
});

/** Writes the cases of a filter into a file of EXPORT_DIR. */
export function exportCases(ground: ServiceGround): JobDefinition {
  return defineJob({
    type: 'export_cases',
    lane: 'files',
    params,
    dedupeKey: ({ key }) => `export_cases/${key}`,
    async run(order, watch) {
      const { EXPORT_DIR: exportDir } = await ground.settings.current();
      await writeCaseExport({ db: ground.db, exportDir, now: () => new Date() }, order, watch);
    },
  });
}
