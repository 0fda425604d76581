import type { ImportResult } from '../domain/import-result.js';
import type { JobFileProblem, JobWatch } from '../domain/job.js';
import { isStoredStatus } from '../store/imported-files.js';
import { filesOfOlderReader, noteReader, waitsForReader } from '../store/older-reader-files.js';
import { type ImportParts, importRepFile } from './import-rep-file.js';
import { keptWorkbookPath } from './keep-workbook.js';
import { readerVersion } from './record-import.js';

/** Whether files wait that an older version of the program read. */
export async function hasFilesToReread({ db }: Pick<ImportParts, 'db'>): Promise<boolean> {
  return (await filesOfOlderReader(db, readerVersion)).length > 0;
}

/**
 * After an upgrade: reads the kept bytes of every file that an older set of layouts read, one by one and each in its own
 * transaction, and tries those that are quarantined (formats/tables.md 2, reader_version). A file that cannot be read now
 * keeps the rows it has. What is done is not done again, whenever the job is stopped.
 */
export async function rereadKeptFiles(
  parts: ImportParts,
  watch: JobWatch,
  jobId: number | null,
): Promise<void> {
  const files = await filesOfOlderReader(parts.db, readerVersion);
  const problems: JobFileProblem[] = [];
  let imported = 0;
  let failed = 0;
  watch.progress({ of: files.length, unit: 'file' });
  for (const [index, file] of files.entries()) {
    watch.signal.throwIfAborted();
    watch.progress({ done: index, current: file.filename });
    const next = files[index + 1];
    if (next) parts.threads?.expect(keptWorkbookPath(parts.downloadDir, next.storedPath));
    // Meanwhile somebody may have taken it out, or had it read.
    if (!(await waitsForReader(parts.db, file, readerVersion))) continue;
    const result = await importRepFile(parts, {
      path: keptWorkbookPath(parts.downloadDir, file.storedPath),
      name: file.filename,
      source: file.source,
      force: isStoredStatus(file.status),
      signal: watch.signal,
      jobId,
    });
    await noteReader(parts.db, file.id, readerVersion);
    if (isStoredStatus(result.status)) imported += 1;
    else failed += 1;
    problems.push(...problemsOf(file.filename, result));
  }
  watch.progress({ done: files.length, current: null });
  watch.unitDone({
    unit: 'reread',
    state: failed > 0 ? 'incomplete' : 'complete',
    listed: files.length,
    downloaded: 0,
    already: 0,
    failed,
    imported,
    problems,
  });
}

/** Why a file kept the rows that it had; refused rows are no news, they stand on its page. */
function problemsOf(file: string, result: ImportResult): JobFileProblem[] {
  const first = result.problems.find(({ severity }) => severity === 'error');
  if (isStoredStatus(result.status) || !first) return [];
  return [{ file, code: first.code, message: first.message }];
}
