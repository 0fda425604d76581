import { z } from 'zod';
import { exportFormatNames } from '../domain/export-column.js';
import type { ServiceGround } from '../services/import-parts.js';
import { writeExport } from '../services/write-export.js';
import { defineJob, type JobDefinition } from './job.js';

const params = z.object({
  format: z.enum(exportFormatNames),
  filter: z.record(z.string(), z.string()),
  withIdentity: z.boolean(),
  reason: z.string().max(500).nullable(),
  userId: z.number().int().nullable(),
});

/** Writes all claims of a filter into a file of EXPORT_DIR. */
export function exportClaims(ground: ServiceGround): JobDefinition {
  return defineJob({
    type: 'export_claims',
    lane: 'files',
    params,
    // Pressed twice it is one file.
    dedupeKey: ({ format, filter, withIdentity, userId }) =>
      `export_claims/${userId}/${format}/${withIdentity}/${new URLSearchParams(filter)}`.slice(0, 190),
    async run(order, watch, job) {
      const { EXPORT_DIR: exportDir } = await ground.settings.current();
      await writeExport({ db: ground.db, exportDir, now: () => new Date() }, order, watch, job.id);
    },
  });
}
