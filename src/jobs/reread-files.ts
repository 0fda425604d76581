import { z } from 'zod';
import { type ServiceGround, withImportParts } from '../services/import-parts.js';
import { hasFilesToReread, rereadKeptFiles } from '../services/reread-kept-files.js';
import { defineJob, type JobDefinition } from './job.js';
import type { JobRunner } from './runner.js';

/** Reads the files of an older version of the program again. */
export function rereadFiles(ground: ServiceGround): JobDefinition {
  return defineJob({
    type: 'reread_files',
    lane: 'local',
    params: z.object({}),
    dedupeKey: () => 'reread_files',
    run: (_asked, watch, job) => withImportParts(ground, (parts) => rereadKeptFiles(parts, watch, job.id)),
  });
}

/** At the start of a server: queues that job where an upgrade left something to read. */
export async function queueReread({
  db,
  runner,
}: Pick<ServiceGround, 'db'> & { readonly runner: JobRunner }): Promise<void> {
  if (await hasFilesToReread({ db })) await runner.enqueue('reread_files', {}, { userId: null });
}
