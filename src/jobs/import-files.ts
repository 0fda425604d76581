import { rm } from 'node:fs/promises';
import { z } from 'zod';
import { isArchiveName } from '../domain/archive.js';
import { AppError } from '../domain/errors.js';
import type { ImportResult } from '../domain/import-result.js';
import { importLevels, importSentence, waitsForOther } from '../domain/import-sentence.js';
import type { JobFileProblem, JobUnitResult, JobWatch } from '../domain/job.js';
import type { WatchedOutcome } from '../domain/watched-file.js';
import { importArchive } from '../services/import-archive.js';
import { type ServiceGround, withImportParts } from '../services/import-parts.js';
import { type ImportParts, type ImportRequest, importRepFile } from '../services/import-rep-file.js';
import { isSameStanding, standingOf } from '../services/watch-folder.js';
import { isDatabaseAway } from '../store/database-away.js';
import { defineJob, type JobDefinition, type JobName } from './job.js';
import { putAway, watchedOutcome } from './put-away.js';

const params = z.object({
  files: z
    .array(
      z.object({
        path: z.string(),
        /** Name by which the file came. */
        name: z.string(),
        /** Watched files: as they stood when they were found. */
        standing: z.object({ size: z.number(), mtime: z.number() }).optional(),
      }),
    )
    .min(1),
  source: z.enum(['download', 'upload', 'watch', 'cli']),
  userId: z.number().nullable().default(null),
  force: z.boolean().default(false),
  /** The paths are temporary: they are deleted at the end, when every import has kept its bytes. */
  removeAfter: z.boolean().default(false),
});
type Params = z.infer<typeof params>;

const noCounts = { listed: 0, downloaded: 0, already: 0, failed: 0, imported: 0, problems: [] };

/** `file` as people see it in the list of problems, where its name alone does not say which it is. */
function unitOf(key: string, result: ImportResult, file: string = result.file): JobUnitResult {
  const { status } = result;
  const errors = result.problems.filter(({ severity }) => severity === 'error');
  const isIn = status === 'completed' || status === 'completed_with_problems';
  return {
    ...noCounts,
    unit: key,
    state: status,
    listed: 1,
    already: status === 'unchanged' ? 1 : 0,
    failed: isIn || status === 'unchanged' ? 0 : 1,
    imported: isIn ? 1 : 0,
    // One line a kind of problem: the rows stand on the page of the file.
    problems: [...new Map(errors.map((problem) => [problem.code, problem])).values()].map(
      ({ code, message }) => ({ file, code, message }),
    ),
  };
}

function sayResult(watch: JobWatch, name: string, result: ImportResult): void {
  const told = importSentence(result);
  const { fileId, rowsRead: rows, refused } = result;
  const facts = { kind: 'file', file: name, ...(fileId !== null && { fileId }), rows, refused } as const;
  watch.say(importLevels[result.status], { th: `${name}: ${told.th}`, en: `${name}: ${told.en}` }, facts);
}

const unitKey = (number: string, name: string) => `import/${number}/${name}`.slice(0, 190);

interface Work {
  readonly importParts: ImportParts;
  readonly watch: JobWatch;
  /** Files and members of archives so far. */
  readonly count: { done: number; of: number };
}

async function importOne(
  { importParts, watch }: Work,
  request: ImportRequest,
  key: string,
): Promise<WatchedOutcome[]> {
  const result = await importRepFile(importParts, request);
  watch.unitDone(unitOf(key, result));
  sayResult(watch, result.file, result);
  return [watchedOutcome(result.file, result)];
}

/** Every member is a unit of its own, whether imported, refused or skipped; the archive itself is one too. */
async function importMembers(
  work: Work,
  request: ImportRequest,
  number: number,
  key: string,
): Promise<WatchedOutcome[]> {
  const { importParts, watch, count } = work;
  const archive = request.name ?? request.path;
  const memberKey = (member: { readonly number: number; readonly path: string }) =>
    unitKey(`${number}.${member.number}`, `${archive}/${member.path}`);
  const problems: JobFileProblem[] = [];
  const outcomes: WatchedOutcome[] = [];
  try {
    await importArchive(importParts, request, {
      opened(members) {
        count.of += members;
        watch.progress({ of: count.of });
      },
      // A watched archive is read whole again: where it is moved to depends on every member.
      isDone: (member) => request.source !== 'watch' && watch.finishedUnits.has(memberKey(member)),
      begins: (path) => watch.progress({ current: `${archive}/${path}` }),
      member(outcome) {
        const file = `${archive}/${outcome.path}`;
        const key = memberKey(outcome);
        if (outcome.result) {
          watch.unitDone(unitOf(key, outcome.result, file));
          sayResult(watch, file, outcome.result);
          outcomes.push(watchedOutcome(file, outcome.result));
        } else watch.unitDone({ ...noCounts, unit: key, state: `skipped_${outcome.skipped}` });
        watch.progress({ done: ++count.done });
      },
    });
  } catch (error) {
    if (!(error instanceof AppError) || isDatabaseAway(error) || watch.signal.aborted) throw error;
    const message = { th: error.text('th'), en: error.text('en') };
    problems.push({ file: archive, code: error.code, message });
    outcomes.push({ file: archive, status: 'failed', problems: [message] });
    watch.say('error', { th: `${archive}: ${message.th}`, en: `${archive}: ${message.en}` });
  }
  const failed = problems.length;
  watch.unitDone({ ...noCounts, unit: key, state: failed > 0 ? 'failed' : 'unpacked', failed, problems });
  return outcomes;
}

async function run(
  ground: ServiceGround,
  { files, source, ...asked }: Params,
  watch: JobWatch,
  job: JobName,
  importParts: ImportParts,
): Promise<void> {
  const work: Work = { importParts, watch, count: { done: 0, of: files.length } };
  watch.progress({ of: files.length, unit: 'file' });
  for (const [index, file] of files.entries()) {
    watch.signal.throwIfAborted();
    const next = files[index + 1];
    if (next) importParts.threads?.expect(next.path);
    const key = unitKey(String(index + 1), file.name);
    watch.progress({ done: work.count.done, current: file.name });
    if (file.standing && !isSameStanding(await standingOf(file.path), file.standing)) {
      // It changed or is gone: what stands there now is taken at a later look.
      if (!watch.finishedUnits.has(key)) watch.unitDone({ ...noCounts, unit: key, state: 'skipped_changed' });
    } else if (file.standing || !watch.finishedUnits.has(key)) {
      const request = {
        path: file.path,
        name: file.name,
        source,
        force: asked.force,
        userId: asked.userId,
        signal: watch.signal,
        jobId: job.id,
        onWait: () =>
          watch.say('info', {
            th: `${file.name}: ${waitsForOther.th}`,
            en: `${file.name}: ${waitsForOther.en}`,
          }),
      };
      const outcomes = isArchiveName(file.name)
        ? await importMembers(work, request, index + 1, key)
        : await importOne(work, request, key);
      if (file.standing) await putAway(ground, watch, { ...file, standing: file.standing }, outcomes);
    }
    watch.progress({ done: ++work.count.done });
  }
  watch.progress({ current: null });
  // Not before the end: after a kill the job begins again, and a file that is in already is unchanged, not missing.
  if (asked.removeAfter) for (const { path } of files) await rm(path, { force: true });
}

/** Imports workbooks that a person uploaded, has read again, or put into the watched folder. */
export function importFiles(ground: ServiceGround): JobDefinition {
  return defineJob({
    type: 'import_files',
    lane: 'local',
    params,
    // One job of the watched folder waits or runs, however many processes look at it.
    dedupeKey: ({ source }) => (source === 'watch' ? 'import_files/watch' : null),
    run: (asked, watch, job) => withImportParts(ground, (parts) => run(ground, asked, watch, job, parts)),
  });
}
