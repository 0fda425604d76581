import { z } from 'zod';
import { caseImportOptions } from '../domain/case-import.js';
import type { ServiceGround } from '../services/import-parts.js';
import { takeCaseFile } from '../services/take-case-file.js';
import { nameImportJob } from '../store/case-imports.js';
import { defineJob, type JobDefinition } from './job.js';

const params = z.object({
  key: z.string(),
  options: caseImportOptions,
  reach: z.object({ hospital: z.string().nullable(), ownHospital: z.string() }),
  by: z.object({
    actorKind: z.enum(['user', 'key', 'job', 'cli', 'nobody']),
    actorId: z.number().nullable(),
    actorName: z.string(),
  }),
});

/** Takes a long CSV of cases in. */
export function importCases(ground: ServiceGround): JobDefinition {
  return defineJob({
    type: 'import_cases',
    lane: 'local',
    params,
    dedupeKey: ({ key }) => `import_cases/${key}`,
    async run(order, watch, { id }) {
      await nameImportJob(ground.db, order.key, id);
      const { DOWNLOAD_DIR: downloadDir } = await ground.settings.current();
      watch.progress({ unit: 'record' });
      const { signal } = watch;
      const progress = (done: number, of: number) => watch.progress({ done, of });
      const parts = { db: ground.db, now: () => new Date() };
      const report = await takeCaseFile(parts, { ...order, downloadDir }, { signal, progress });
      watch.unitDone({
        unit: `cases/${order.key}`,
        state: 'complete',
        listed: report.rows,
        downloaded: 0,
        already: report.unchanged + report.skipped,
        failed: report.refused,
        imported: report.imported + report.updated,
        problems: [],
      });
    },
  });
}
