import type { Db, Queryable } from '../db/db.js';
import type { AppError } from '../domain/errors.js';
import { importEvents } from '../domain/import-event.js';
import type { ImportResult, ImportStatus } from '../domain/import-result.js';
import { sheetsOf } from '../domain/imported-sheets.js';
import type { StatementName } from '../domain/statement-file-name.js';
import type { SheetHead } from '../filetypes/file-type.js';
import type { FileColumns } from '../store/assignments.js';
import { fileProblems, replaceFileProblems } from '../store/file-problems.js';
import { keepQuarantine } from '../store/quarantine.js';
import {
  findStatementFile,
  insertStatementFile,
  type StatementFile,
  updateStatementFile,
} from '../store/statement-files.js';
import { keepOnce } from './keep-once.js';
import { alertAboutFile } from './raise-alert.js';
import {
  type AttemptFacts,
  alertFileOf,
  readerVersion,
  resultHead,
  saveAttempt,
  shownProblem,
  wholeFileProblem,
} from './record-import.js';
import { strangeSheets } from './record-kept.js';
import { tellOutside } from './tell-outside.js';

/** One attempt to import a statement whose document and bytes are known. */
export interface StatementAttempt extends AttemptFacts {
  readonly name: StatementName;
  /** The row of these bytes from an earlier attempt. */
  readonly known: StatementFile | null;
  /** That row's claims are stored. */
  readonly isStored: boolean;
  /** Where the kept bytes lie, relative to the downloads folder. */
  readonly storedPath: string | null;
}

/** The columns of stm_imported_files that every attempt writes. */
export function statementColumns(attempt: StatementAttempt, status: ImportStatus): FileColumns {
  const { name } = attempt;
  return {
    filename: attempt.known?.filename ?? name.filename,
    file_type: name.fileType,
    scheme: name.scheme.toUpperCase(),
    hospital_code: name.hospitalCode,
    document_no: name.documentNo,
    period: name.period,
    statement_month: name.month,
    statement_year: name.yearBe,
    sha256: attempt.sha256,
    size_bytes: attempt.bytes,
    stored_path: attempt.storedPath,
    source: attempt.source,
    download_id: attempt.downloadId,
    status,
    undone_at: null,
    undone_by: null,
    reader_version: readerVersion,
    import_started_at: attempt.startedAt,
    import_completed_at: new Date(),
    updated_at: new Date(),
  };
}

export async function saveStatementRow(
  db: Queryable,
  attempt: StatementAttempt,
  row: FileColumns,
): Promise<number> {
  if (!attempt.known) return insertStatementFile(db, row);
  await updateStatementFile(db, attempt.known.id, row);
  return attempt.known.id;
}

/** The same bytes again: nothing is stored, the stored counts are repeated as unchanged and refused. */
export async function recordStatementUnchanged(
  db: Queryable,
  attempt: AttemptFacts & { readonly name: StatementName },
  known: StatementFile,
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
      summary: known.receivableCount ?? known.summaryCount,
      portal: null,
      stored: known.storedCount ?? 0,
      agree: known.controlsAgree,
    },
    sheets: sheetsOf(known.sheets),
    problems: problems.map(shownProblem),
  };
  await saveAttempt(db, attempt, result);
  return result;
}

/** The file is kept and its row says why nothing of it is stored; rows of an earlier import stay. */
export async function recordStatementKept(
  db: Db,
  attempt: StatementAttempt,
  ...told: [status: 'failed' | 'quarantined', sheets: readonly SheetHead[], reason: AppError]
): Promise<ImportResult> {
  const find = () => findStatementFile(db, { ...attempt.name, sha256: attempt.sha256 });
  return keepOnce(attempt, find, (one) => recordKeptOnce(db, one, ...told));
}

async function recordKeptOnce(
  db: Db,
  attempt: StatementAttempt,
  status: 'failed' | 'quarantined',
  sheets: readonly SheetHead[],
  reason: AppError,
): Promise<ImportResult> {
  const problem = wholeFileProblem(reason, 'error');
  return db.transaction(async (tx) => {
    const row = { ...statementColumns(attempt, status), sheets: '[]', error_message: problem.messageTh };
    const fileId =
      attempt.known && attempt.isStored ? attempt.known.id : await saveStatementRow(tx, attempt, row);
    if (!attempt.isStored) await replaceFileProblems(tx, fileId, [problem]);
    const result: ImportResult = {
      ...resultHead(attempt, fileId),
      status,
      problems: [shownProblem(problem)],
      waitingRows:
        status === 'quarantined' ? sheets.reduce((sum, sheet) => sum + (sheet.dataRows ?? 0), 0) : 0,
    };
    const attemptId = await saveAttempt(tx, attempt, result);
    if (status === 'quarantined' && !attempt.isStored)
      await keepQuarantine(tx, { kind: 'stm', fileId }, strangeSheets(sheets, problem.code), new Date());
    await alertAboutFile(tx, alertFileOf(result, fileId));
    await tellOutside(tx, importEvents('stm', result, attemptId));
    return result;
  });
}
