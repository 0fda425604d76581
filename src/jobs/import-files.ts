import { rm } from 'node:fs/promises';
import { z } from 'zod';
import type { ImportResult } from '../domain/import-result.js';
import type { JobUnitResult, JobWatch } from '../domain/job.js';
import { importPartsOf, type ServiceGround } from '../services/import-parts.js';
import { importRepFile } from '../services/import-rep-file.js';
import { defineJob, type JobDefinition, type JobName } from './job.js';

const params = z.object({
  files: z
    .array(
      z.object({
        path: z.string(),
        /** Name by which the file came. */
        name: z.string(),
      }),
    )
    .min(1),
  source: z.enum(['upload', 'watch']),
  userId: z.number().nullable().default(null),
  force: z.boolean().default(false),
  /** The paths are temporary: each is deleted once its import has kept the bytes. */
  removeAfter: z.boolean().default(false),
});
type Params = z.infer<typeof params>;

function unitOf(key: string, result: ImportResult): JobUnitResult {
  const { status } = result;
  const errors = result.problems.filter(({ severity }) => severity === 'error');
  const isIn = status === 'completed' || status === 'completed_with_problems';
  return {
    unit: key,
    state: status,
    listed: 1,
    downloaded: 0,
    already: status === 'unchanged' ? 1 : 0,
    failed: isIn || status === 'unchanged' ? 0 : 1,
    imported: isIn ? 1 : 0,
    // One line a kind of problem: the rows stand on the page of the file.
    problems: [...new Map(errors.map((problem) => [problem.code, problem])).values()].map(
      ({ code, message }) => ({ file: result.file, code, message }),
    ),
  };
}

async function run(
  ground: ServiceGround,
  { files, source, ...asked }: Params,
  watch: JobWatch,
  job: JobName,
): Promise<void> {
  const importParts = await importPartsOf(ground);
  watch.progress({ of: files.length, unit: 'file' });
  for (const [index, file] of files.entries()) {
    watch.signal.throwIfAborted();
    const key = `import/${index + 1}/${file.name}`.slice(0, 190);
    watch.progress({ done: index, current: file.name });
    if (watch.finishedUnits.has(key)) continue;
    const result = await importRepFile(importParts, {
      path: file.path,
      name: file.name,
      source,
      force: asked.force,
      userId: asked.userId,
      signal: watch.signal,
      jobId: job.id,
    });
    watch.unitDone(unitOf(key, result));
    watch.say(result.status === 'failed' ? 'error' : 'info', {
      th: `${file.name}: ${result.status} · ${result.rowsRead} แถว`,
      en: `${file.name}: ${result.status}, ${result.rowsRead} rows`,
    });
    if (asked.removeAfter) await rm(file.path, { force: true });
  }
  watch.progress({ done: files.length, current: null });
}

/** Imports workbooks that a person uploaded. */
export function importFiles(ground: ServiceGround): JobDefinition {
  return defineJob({
    type: 'import_files',
    params,
    dedupeKey: () => null,
    run: (asked, watch, job) => run(ground, asked, watch, job),
  });
}
