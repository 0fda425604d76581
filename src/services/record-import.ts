import type { Queryable } from '../db/db.js';
import type { AlertFile } from '../domain/alert.js';
import type { AppError } from '../domain/errors.js';
import { fileKindOf } from '../domain/file-kind.js';
import type {
  ImportedSheet,
  ImportProblem,
  ImportResult,
  ImportSource,
  ImportStatus,
} from '../domain/import-result.js';
import { sheetsOf } from '../domain/imported-sheets.js';
import { isProblemCode, problemText } from '../domain/problems/index.js';
import type { RepFileName } from '../domain/rep-file-name.js';
import { cellName } from '../filetypes/cell-name.js';
import type { ParsedProblem } from '../filetypes/file-type.js';
import type { FileColumns } from '../store/assignments.js';
import { type FileProblem, fileProblems } from '../store/file-problems.js';
import {
  type ImportedFile,
  insertImportedFile,
  recordAttempt,
  updateImportedFile,
} from '../store/imported-files.js';

/** What is known of an attempt before its file's name was read. */
export interface AttemptFacts {
  readonly sha256: string;
  readonly bytes: number;
  readonly startedAt: Date;
  /** Name by which it came. */
  readonly shownName: string;
  readonly source: ImportSource;
  readonly downloadId: number | null;
  readonly jobId: number | null;
  readonly userId: number | null;
  readonly forced: boolean;
  readonly programVersion: string;
}

/** One attempt to import a REP workbook whose name and bytes are known. */
export interface ImportAttempt extends AttemptFacts {
  readonly name: RepFileName;
  /** The row of these bytes from an earlier attempt; `name` is then the one under which they are stored. */
  readonly known: ImportedFile | null;
  /** That row's claims are stored. */
  readonly isStored: boolean;
  /** Where the kept bytes lie, relative to the downloads folder. */
  readonly storedPath: string | null;
}

/** Version of the set of layouts; a file that an older one read may be read again after an upgrade. */
export const readerVersion = 3;

/** The columns of eclaim_imported_files that every attempt writes. */
export function fileColumns(attempt: ImportAttempt, status: ImportStatus): FileColumns {
  const { name } = attempt;
  return {
    filename: name.filename,
    file_type: name.fileType,
    hospital_code: name.hospitalCode,
    file_date: name.fileDate,
    file_sequence: name.sequence,
    scheme: name.scheme.toUpperCase(),
    base_type: name.baseType,
    appeal_kind: name.appealKind,
    sha256: attempt.sha256,
    size_bytes: attempt.bytes,
    stored_path: attempt.storedPath,
    // How the bytes came for the first time stays, whoever has them read again.
    source: attempt.known?.source ?? attempt.source,
    download_id: attempt.downloadId ?? attempt.known?.downloadId ?? null,
    status,
    undone_at: null,
    undone_by: null,
    reader_version: readerVersion,
    import_started_at: attempt.startedAt,
    import_completed_at: new Date(),
    updated_at: new Date(),
  };
}

export async function saveFileRow(db: Queryable, attempt: ImportAttempt, row: FileColumns): Promise<number> {
  if (!attempt.known) return insertImportedFile(db, row);
  await updateImportedFile(db, attempt.known.id, row);
  return attempt.known.id;
}

/** Writes the attempt itself, for the file's history; answers its id, by which other systems ask for it. */
export function saveAttempt(db: Queryable, attempt: AttemptFacts, result: ImportResult): Promise<number> {
  return recordAttempt(db, {
    file_id: result.fileId,
    kind: fileKindOf(result.fileId ?? 0),
    job_id: attempt.jobId,
    user_id: attempt.userId,
    status: result.status,
    forced: attempt.forced,
    program_version: attempt.programVersion,
    counts: JSON.stringify({
      rows_read: result.rowsRead,
      inserted: result.inserted,
      updated: result.updated,
      unchanged: result.unchanged,
      refused: result.refused,
      waiting_rows: result.waitingRows,
      problems: result.problems.length,
      name: attempt.shownName,
    }),
    duration_ms: result.durationMs,
    started_at: attempt.startedAt,
    message: result.problems[0]?.message.th ?? null,
  });
}

/** A reader's problem with its words, as it is kept. */
export function keptProblem(problem: ParsedProblem): FileProblem {
  const code = isProblemCode(problem.code) ? problem.code : 'import_failed';
  const details = {
    ...problem.details,
    sheet: problem.sheet,
    row: problem.row,
    column: problem.column ?? '',
    cell: problem.cell ?? '',
  };
  return {
    sheetName: problem.sheet,
    rowNo: problem.row,
    columnNo: problem.columnIndex,
    headingPath: problem.column,
    code,
    severity: problem.severity,
    tranId: problem.tranId,
    value: problem.value,
    rowValues: problem.rowValues,
    messageTh: problemText(code, 'th', details),
    messageEn: problemText(code, 'en', details),
  };
}

/** A problem of the whole file. */
export function wholeFileProblem(
  error: AppError,
  severity: 'error' | 'warning',
  tranId: string | null = null,
): FileProblem {
  const sheet = error.details.sheet;
  return {
    sheetName: sheet === undefined ? '' : String(sheet),
    rowNo: 0,
    columnNo: null,
    headingPath: null,
    code: error.code,
    severity,
    tranId,
    value: null,
    rowValues: null,
    messageTh: error.text('th'),
    messageEn: error.text('en'),
  };
}

export function shownProblem(problem: FileProblem): ImportProblem {
  return {
    severity: problem.severity,
    sheet: problem.sheetName === '' ? null : problem.sheetName,
    row: problem.rowNo === 0 ? null : problem.rowNo,
    column: problem.headingPath,
    cell:
      problem.columnNo === null || problem.rowNo === 0 ? null : cellName(problem.columnNo, problem.rowNo - 1),
    code: problem.code,
    message: { th: problem.messageTh, en: problem.messageEn },
  };
}

const nothing = {
  fileId: null,
  fileType: null,
  scheme: null,
  hospitalCode: null,
  sha256: null,
  rowsRead: 0,
  inserted: 0,
  updated: 0,
  unchanged: 0,
  refused: 0,
  controlTotals: { summary: null, portal: null, stored: 0, agree: null },
  sheets: [] as readonly ImportedSheet[],
  waitingRows: 0,
};

/** What is answered for a file that left no row: unreadable name, another hospital, no such file. */
export function refusedResult(file: string, startedAt: Date, error: AppError): ImportResult {
  return {
    ...nothing,
    file,
    status: 'failed',
    problems: [shownProblem(wholeFileProblem(error, 'error'))],
    durationMs: Date.now() - startedAt.getTime(),
  };
}

/** What every result says of its file. */
export function resultHead(
  attempt: AttemptFacts & {
    readonly name: Pick<RepFileName, 'fileType' | 'scheme' | 'hospitalCode'>;
  },
  fileId: number,
) {
  return {
    ...nothing,
    file: attempt.shownName,
    fileId,
    fileType: attempt.name.fileType,
    scheme: attempt.name.scheme,
    hospitalCode: attempt.name.hospitalCode,
    sha256: attempt.sha256,
    durationMs: Date.now() - attempt.startedAt.getTime(),
  };
}

/** What alerts say of an import that has a file. */
export function alertFileOf(result: ImportResult, fileId: number): AlertFile {
  const { controlTotals, problems } = result;
  const filename = result.file;
  // A forced read that failed changed nothing of what is stored.
  const isAsBefore = problems.some(({ code }) => code === 'earlier_rows_kept');
  const status = isAsBefore ? 'unchanged' : result.status;
  return {
    kind: 'rep',
    fileId,
    filename,
    status,
    controlsAgree: controlTotals.agree,
    code: problems[0]?.code ?? null,
  };
}

/** The same bytes again: nothing is stored, the stored counts are repeated as unchanged and refused. */
export async function recordUnchanged(
  db: Queryable,
  attempt: ImportAttempt,
  known: ImportedFile,
): Promise<ImportResult> {
  const stored = known.rowsInserted + known.rowsUpdated + known.rowsUnchanged;
  const problems = await fileProblems(db, known.id);
  const result: ImportResult = {
    ...resultHead(attempt, known.id),
    status: 'unchanged',
    rowsRead: stored + known.rowsRefused,
    unchanged: stored,
    refused: known.rowsRefused,
    controlTotals: {
      summary: known.summaryTotal,
      portal: known.portalTotal,
      stored: known.storedTotal ?? 0,
      agree: known.controlsAgree,
    },
    sheets: sheetsOf(known.sheets),
    problems: problems.map(shownProblem),
  };
  await saveAttempt(db, attempt, result);
  return result;
}
