import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../domain/errors.js';
import { isDatabaseAway } from '../store/database-away.js';
import {
  type Download,
  findNotImported,
  markDownloaded,
  markDownloading,
  markNotDownloaded,
} from '../store/downloads.js';
import { removeParts, UpstreamError } from '../upstreams/index.js';
import { type DownloadRun, endsTheRun, fileProblem } from './download-run.js';
import { importCame, importsBehind } from './import-came.js';
import { type FileToFetch, type UnitPlan, unitFolder } from './unit-plan.js';
import type { UnitTally } from './unit-tally.js';

/** Fetches what the plan asks for, file by file, and imports what is new; a failure of one file is noted only. */
export async function fetchUnit(run: DownloadRun, tally: UnitTally): Promise<void> {
  const { plan } = tally;
  const folder = path.resolve(run.parts.downloadDir, unitFolder(plan.unit));
  if (plan.toFetch.length > 0) await prepareFolder(folder);
  for (const download of await leftToImport(run, plan)) {
    run.progress.begin(download.filename);
    await importCame(run, tally, { download, rep: '' });
    run.progress.end();
  }
  await fetchAndImport(run, tally, folder);
}

/** One request and one import at a time, but side by side: while a workbook is imported the next ones are fetched. */
async function fetchAndImport(run: DownloadRun, tally: UnitTally, folder: string): Promise<void> {
  const imports = importsBehind(run, tally);
  try {
    for (const file of tally.plan.toFetch) {
      await imports.room();
      run.watch.signal.throwIfAborted();
      run.progress.begin(file.download.filename);
      const download = await fetchOne(run, tally, folder, file);
      if (download) imports.add({ download, rep: file.rep });
      else run.progress.end();
    }
  } finally {
    // Whatever ended the fetching: what came is imported, unless the run was cancelled or the database is away.
    await imports.done();
  }
}

async function prepareFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o750 });
    await removeParts(folder);
  } catch (cause) {
    if (cause instanceof AppError || !(cause instanceof Error)) throw cause;
    const reason = 'code' in cause ? String(cause.code) : cause.name;
    throw new AppError('download_folder_failed', { reason }, { cause });
  }
}

/** Workbooks that an earlier run stored but did not come to import. */
export async function leftToImport(run: DownloadRun, plan: UnitPlan): Promise<Download[]> {
  if (!run.importFiles || run.parts.importFile === null) return [];
  return findNotImported(
    run.parts.db,
    plan.inPlace.map((download) => download.id),
  );
}

async function fetchOne(
  run: DownloadRun,
  tally: UnitTally,
  folder: string,
  { download, fetch }: FileToFetch,
): Promise<Download | null> {
  const { db } = run.parts;
  const { unit } = tally.plan;
  try {
    const to = { folder, onBytes: run.progress.came };
    // Side by side: the mark may have to wait for the transaction of an import.
    const [marked, came] = await Promise.allSettled([
      markDownloading(db, download.id),
      fetch(to, run.watch.signal),
    ]);
    if (marked.status === 'rejected') throw marked.reason;
    if (came.status === 'rejected') throw came.reason;
    const saved = came.value;
    const storedPath = `${unitFolder(unit)}/${saved.storedName}`;
    await markDownloaded(db, download.id, { sizeBytes: saved.bytes, sha256: saved.sha256, storedPath });
    tally.downloaded += 1;
    run.failures.succeeded();
    return { ...download, status: 'success', sizeBytes: saved.bytes, sha256: saved.sha256, storedPath };
  } catch (error) {
    if (!(error instanceof UpstreamError)) {
      // Cancelled, or a fault: the file was not judged.
      if (!isDatabaseAway(error))
        await markNotDownloaded(db, download.id, { status: 'pending', problem: null, message: null });
      throw error;
    }
    const status = error.code === 'empty' ? 'no_data' : 'failed';
    await markNotDownloaded(db, download.id, { status, problem: error.code, message: error.message });
    tally.failed += 1;
    if (status === 'no_data') tally.noData += 1;
    tally.problems.push(fileProblem(download.filename, error));
    run.watch.say(
      'warn',
      { th: `${download.filename}: ${error.text('th')}`, en: `${download.filename}: ${error.text('en')}` },
      { kind: 'file', file: download.filename, code: error.code },
    );
    if (endsTheRun(error) || error.code === 'no_right') throw error;
    run.failures.failed(error.code);
    return null;
  }
}
