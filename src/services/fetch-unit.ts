import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { countText } from '../domain/count-text.js';
import { AppError } from '../domain/errors.js';
import type { ImportResult } from '../domain/import-result.js';
import { importLevels, importSentence } from '../domain/import-sentence.js';
import type { JobFacts, JobFileProblem, JobUnitResult } from '../domain/job.js';
import { isDatabaseAway } from '../store/database-away.js';
import type { UnitState } from '../store/download-units.js';
import {
  type Download,
  findNotImported,
  markDownloaded,
  markDownloading,
  markNotDownloaded,
} from '../store/downloads.js';
import { removeParts, UpstreamError } from '../upstreams/index.js';
import { type DownloadRun, endsTheRun, fileProblem } from './download-run.js';
import { type FileToFetch, type UnitPlan, unitFolder, unitKey } from './unit-plan.js';

/** Counts of a unit while it is worked on. */
export interface UnitTally {
  readonly plan: UnitPlan;
  downloaded: number;
  /** Files that did not come, those of 0 bytes (`noData`) among them. */
  failed: number;
  noData: number;
  imported: number;
  readonly problems: JobFileProblem[];
}

export function tallyOf(plan: UnitPlan): UnitTally {
  return { plan, downloaded: 0, failed: 0, noData: 0, imported: 0, problems: [...plan.problems] };
}

/** Fetches what the plan asks for, file by file, and imports what is new; a failure of one file is noted only. */
export async function fetchUnit(run: DownloadRun, tally: UnitTally): Promise<void> {
  const { plan } = tally;
  const folder = path.resolve(run.parts.downloadDir, unitFolder(plan.unit));
  if (plan.toFetch.length > 0) await prepareFolder(folder);
  for (const download of await leftToImport(run, plan)) {
    run.progress.begin(download.filename);
    await importOne(run, tally, download, '');
    run.progress.end();
  }
  await fetchAndImport(run, tally, folder);
}

/** One request and one import at a time, but side by side: while a workbook is imported the next one is fetched. */
async function fetchAndImport(run: DownloadRun, tally: UnitTally, folder: string): Promise<void> {
  let came: { readonly download: Download; readonly rep: string } | null = null;
  const importLast = async () => {
    if (came === null) return;
    await importOne(run, tally, came.download, came.rep);
    run.progress.end();
  };
  for (const file of tally.plan.toFetch) {
    run.watch.signal.throwIfAborted();
    run.progress.begin(file.download.filename);
    // Before the import begins: on the embedded database it would wait for the import's transaction.
    await markDownloading(run.parts.db, file.download.id);
    const [imported, fetched] = await Promise.allSettled([importLast(), fetchOne(run, tally, folder, file)]);
    if (fetched.status === 'rejected')
      throw imported.status === 'rejected' ? imported.reason : fetched.reason;
    came = fetched.value && { download: fetched.value, rep: file.rep };
    if (imported.status === 'rejected') throw imported.reason;
    if (came === null) run.progress.end();
  }
  await importLast();
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
    const saved = await fetch(to, run.watch.signal);
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

async function importOne(run: DownloadRun, tally: UnitTally, download: Download, rep: string): Promise<void> {
  const { importFile, downloadDir, log } = run.parts;
  if (!run.importFiles || importFile === null || download.storedPath === null) {
    sayFetched(run, download, rep);
    return;
  }
  const file = {
    path: path.resolve(downloadDir, download.storedPath),
    name: download.filename,
    downloadId: download.id,
  };
  try {
    const result = await importFile(file, run.watch.signal);
    noteImport(tally, download.filename, result);
    sayImported(run, download.filename, rep, result);
  } catch (error) {
    if (run.watch.signal.aborted || isDatabaseAway(error)) throw error;
    const known = error instanceof AppError ? error : new AppError('import_fault');
    if (known !== error)
      log.error({ source: 'download', file: download.filename, err: error }, 'import failed');
    tally.problems.push(fileProblem(download.filename, known));
  }
}

function sayFetched({ watch }: DownloadRun, { filename, sizeBytes }: Download, rep: string): void {
  const bytes = sizeBytes ?? 0;
  const size = `${countText(Math.ceil(bytes / 1024))} KB`;
  const facts: JobFacts = { kind: 'file', file: filename, bytes, ...(rep !== '' && { rep }) };
  watch.say('info', { th: `${filename}: ดึงมาแล้ว ${size}`, en: `${filename}: fetched, ${size}` }, facts);
}

function sayImported({ watch }: DownloadRun, file: string, rep: string, result: ImportResult): void {
  const told = importSentence(result);
  const { fileId, rowsRead: rows, refused } = result;
  const named = rep === '' ? '' : ` · REP ${rep}`;
  const facts: JobFacts = {
    kind: 'file',
    file,
    rows,
    refused,
    ...(rep !== '' && { rep }),
    ...(fileId !== null && { fileId }),
  };
  const message = { th: `${file}${named}: ${told.th}`, en: `${file}${named}: ${told.en}` };
  watch.say(importLevels[result.status], message, facts);
}

function noteImport(tally: UnitTally, filename: string, result: ImportResult): void {
  if (result.status !== 'failed' && result.status !== 'quarantined') tally.imported += 1;
  if (result.status === 'completed' || result.status === 'unchanged') return;
  const problem = result.problems.find((one) => one.severity === 'error') ?? result.problems[0];
  if (problem) tally.problems.push({ file: filename, code: problem.code, message: problem.message });
}

export function unitState({ plan, downloaded, failed, noData }: UnitTally): UnitState {
  if (plan.listed === 0 && plan.problems.length === 0) return 'empty';
  const stored = plan.inPlace.length + downloaded;
  if (stored === plan.listed && plan.problems.length === 0) return 'complete';
  return stored === 0 && failed > noData ? 'failed' : 'incomplete';
}

export function unitResult(tally: UnitTally, state: UnitState): JobUnitResult {
  return {
    unit: unitKey(tally.plan.unit),
    state,
    listed: tally.plan.listed,
    downloaded: tally.downloaded,
    already: tally.plan.inPlace.length,
    failed: tally.failed,
    imported: tally.imported,
    problems: tally.problems,
  };
}
