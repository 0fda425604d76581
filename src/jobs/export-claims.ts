import { createHash } from 'node:crypto';
import { z } from 'zod';
import { exportFormatNames } from '../domain/export-column.js';
import type { ServiceGround } from '../services/import-parts.js';
import { type OrderedExport, writeExport } from '../services/write-export.js';
import { defineJob, type JobDefinition } from './job.js';

const params = z.object({
  format: z.enum(exportFormatNames),
  filter: z.record(z.string(), z.string()),
  withIdentity: z.boolean(),
  sort: z.string().max(40).nullish(),
  columns: z.array(z.string().max(40)).nullish(),
  reason: z.string().max(500).nullable(),
  userId: z.number().int().nullable(),
  orderedOn: z.iso.date().optional(),
});

/**
 * The same for the same order alone. By a hash: a key has less room than a filter may need, and one that was cut would
 * take the file of another filter for this one's.
 */
export function exportKey({ filter, ...order }: OrderedExport): string {
  const asked = JSON.stringify([Object.entries(order).sort(), Object.entries(filter).sort()]);
  return `export_claims/${createHash('sha256').update(asked).digest('hex')}`;
}

/** Writes all claims of a filter into a file of EXPORT_DIR. */
export function exportClaims(ground: ServiceGround): JobDefinition {
  return defineJob({
    type: 'export_claims',
    lane: 'files',
    params,
    // Pressed twice it is one file.
    dedupeKey: exportKey,
    async run(order, watch, job) {
      const { EXPORT_DIR: exportDir } = await ground.settings.current();
      await writeExport({ db: ground.db, exportDir, now: () => new Date() }, order, watch, job.id);
    },
  });
}
