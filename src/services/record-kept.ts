import type { Db, Tx } from '../db/db.js';
import { AppError } from '../domain/errors.js';
import { importEvents } from '../domain/import-event.js';
import type { ImportResult } from '../domain/import-result.js';
import type { SheetHead } from '../filetypes/file-type.js';
import { fileTypeById } from '../filetypes/index.js';
import { type FileProblem, replaceFileProblems } from '../store/file-problems.js';
import { findImportedFile, updateImportedFile } from '../store/imported-files.js';
import { keepQuarantine, type StrangeSheet } from '../store/quarantine.js';
import { keepOnce } from './keep-once.js';
import { alertAboutFile } from './raise-alert.js';
import {
  alertFileOf,
  fileColumns,
  type ImportAttempt,
  readerVersion,
  resultHead,
  saveAttempt,
  saveFileRow,
  shownProblem,
  wholeFileProblem,
} from './record-import.js';
import { tellOutside } from './tell-outside.js';

/** The kept file could not be read: its row says why, and nothing of it is stored; rows of an earlier import stay. */
export async function recordRefusal(db: Db, attempt: ImportAttempt, error: AppError): Promise<ImportResult> {
  return recordKept(db, attempt, 'failed', [], wholeFileProblem(error, 'error'));
}

/** A readable workbook of a form that is not known: kept, nothing stored. */
export async function recordQuarantine(
  db: Db,
  attempt: ImportAttempt,
  sheets: readonly SheetHead[],
  reason: AppError,
): Promise<ImportResult> {
  return recordKept(db, attempt, 'quarantined', sheets, wholeFileProblem(reason, 'error'));
}

/** The sheets that keep a workbook out; the workbook as a whole where it is not for a sheet. */
export function strangeSheets(sheets: readonly SheetHead[], reason: string): StrangeSheet[] {
  const isForSheets = reason === 'layout_unknown' || reason === 'layout_foreign';
  const strange = !isForSheets ? [] : sheets.filter(({ layout, hasRows }) => layout === null && hasRows);
  const waiting = sheets.reduce((sum, { dataRows }) => sum + (dataRows ?? 0), 0);
  const whole = {
    sheetName: '',
    fingerprint: '',
    nearestLayout: null,
    sheetKind: null,
    problemCode: reason,
    waitingRows: waiting,
    difference: null,
  };
  if (strange.length === 0) return [whole];
  // MySQL takes names that differ in blanks at their end for one.
  const names = strange.map(({ name }) => name.trimEnd());
  const isTwin = (at: number) => names.indexOf(names[at] ?? '') !== at;
  return strange.map(({ nearest, dataRows }, at) => ({
    ...whole,
    sheetName: `${names[at]}${isTwin(at) ? ` (${at + 1})` : ''}`,
    fingerprint: nearest?.fingerprint ?? '',
    nearestLayout: nearest?.layout ?? null,
    sheetKind: nearest ? fileTypeById(nearest.layout).sheetKind : null,
    problemCode: nearest ? 'layout_unknown' : 'layout_foreign',
    waitingRows: dataRows ?? 0,
    difference: nearest && JSON.stringify(nearest),
  }));
}

/** A forced read that fails leaves the file as it was, but for the version that need not try it again. */
async function saveKept(
  tx: Tx,
  attempt: ImportAttempt,
  status: 'failed' | 'quarantined',
  problem: FileProblem,
): Promise<number> {
  if (attempt.known && attempt.isStored) {
    await updateImportedFile(tx, attempt.known.id, { reader_version: readerVersion });
    return attempt.known.id;
  }
  const row = { ...fileColumns(attempt, status), sheets: '[]', error_message: problem.messageTh };
  const fileId = await saveFileRow(tx, attempt, row);
  await replaceFileProblems(tx, fileId, [problem]);
  return fileId;
}

async function recordKept(
  db: Db,
  attempt: ImportAttempt,
  ...told: [status: 'failed' | 'quarantined', sheets: readonly SheetHead[], problem: FileProblem]
): Promise<ImportResult> {
  const find = () => findImportedFile(db, { ...attempt.name, sha256: attempt.sha256 });
  return keepOnce(attempt, find, (one) => recordKeptOnce(db, one, ...told));
}

async function recordKeptOnce(
  db: Db,
  attempt: ImportAttempt,
  status: 'failed' | 'quarantined',
  sheets: readonly SheetHead[],
  problem: FileProblem,
): Promise<ImportResult> {
  return db.transaction(async (tx) => {
    const fileId = await saveKept(tx, attempt, status, problem);
    // Taken out while it was read again: neither rows nor a matter of it are left.
    const isOut = problem.code === 'already_undone';
    const told =
      attempt.isStored && !isOut
        ? [problem, wholeFileProblem(new AppError('earlier_rows_kept'), 'warning')]
        : [problem];
    const result: ImportResult = {
      ...resultHead(attempt, fileId),
      status,
      problems: told.map(shownProblem),
      waitingRows:
        status === 'quarantined' ? sheets.reduce((sum, sheet) => sum + (sheet.dataRows ?? 0), 0) : 0,
    };
    const attemptId = await saveAttempt(tx, attempt, result);
    if (status === 'quarantined' && !attempt.isStored)
      await keepQuarantine(tx, { kind: 'rep', fileId }, strangeSheets(sheets, problem.code), new Date());
    if (!isOut) await alertAboutFile(tx, alertFileOf(result, fileId));
    await tellOutside(tx, importEvents('rep', result, attemptId));
    return result;
  });
}
