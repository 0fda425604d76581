import path from 'node:path';
import { countText } from '../domain/count-text.js';
import { AppError } from '../domain/errors.js';
import type { ImportResult } from '../domain/import-result.js';
import { importLevels, importSentence } from '../domain/import-sentence.js';
import type { JobFacts } from '../domain/job.js';
import { isDatabaseAway } from '../store/database-away.js';
import type { Download } from '../store/downloads.js';
import { type DownloadRun, fileProblem } from './download-run.js';
import type { UnitTally } from './unit-tally.js';

/** A workbook that is stored, and its REP no., or '' where the list named none. */
export interface CameWorkbook {
  readonly download: Download;
  readonly rep: string;
}

/** Imports workbooks while others are fetched. */
export interface ImportsBehind {
  add(came: CameWorkbook): void;
  /** Waits until another workbook may come; throws what ended the imports. */
  room(): Promise<void>;
  /** Waits for all of them; throws what ended the imports. */
  done(): Promise<void>;
}

/** Workbooks that may wait for their import: enough that it never waits for the network, few to begin again with. */
const mostWaiting = 4;

/** Imports in the order in which they are added, one after the other, until the first error that is no file's own. */
export function importsBehind(run: DownloadRun, tally: UnitTally): ImportsBehind {
  const waiting: CameWorkbook[] = [];
  const imports: Promise<void>[] = [];
  let failure: { readonly reason: unknown } | null = null;
  const expectNext = () => {
    const storedPath = waiting[0]?.download.storedPath;
    if (storedPath && run.importFiles) run.parts.expectFile?.(storedFile(run, storedPath));
  };
  const importNext = async () => {
    const came = waiting.shift();
    if (!came || failure) return;
    expectNext();
    try {
      await importCame(run, tally, came);
    } catch (reason) {
      failure = { reason };
    }
    run.progress.end();
  };
  const check = () => {
    if (failure) throw failure.reason;
  };
  return {
    add(came) {
      waiting.push(came);
      if (waiting.length === 1) expectNext();
      imports.push((imports.at(-1) ?? Promise.resolve()).then(importNext));
    },
    async room() {
      await imports.at(-mostWaiting);
      check();
    },
    async done() {
      await imports.at(-1);
      check();
    },
  };
}

const storedFile = (run: DownloadRun, storedPath: string) => path.resolve(run.parts.downloadDir, storedPath);

/** Imports one workbook; what is wrong with it is noted only. Throws where the run was cancelled or the database is away. */
export async function importCame(
  run: DownloadRun,
  tally: UnitTally,
  { download, rep }: CameWorkbook,
): Promise<void> {
  const { importFile, log } = run.parts;
  if (!run.importFiles || importFile === null || download.storedPath === null) {
    sayFetched(run, download, rep);
    return;
  }
  const file = {
    path: storedFile(run, download.storedPath),
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
