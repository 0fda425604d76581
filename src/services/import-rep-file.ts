import { access, constants } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../domain/errors.js';
import type { ImportResult } from '../domain/import-result.js';
import { readRepFileName } from '../domain/rep-file-name.js';
import { fileTypeById } from '../filetypes/index.js';
import { findImportedFile, isStoredStatus } from '../store/imported-files.js';
import { adoptEarlierName } from './adopt-earlier-name.js';
import { fileFaultOf, type ImportParts, type ImportRequest } from './import-request.js';
import { importStatement } from './import-statement.js';
import { keepWorkbook, measureFile } from './keep-workbook.js';
import { type OpenedWorkbook, openEvents, type WorkbookHead } from './open-events.js';
import { tellFileAlerts } from './raise-alert.js';
import {
  type AttemptFacts,
  alertFileOf,
  type ImportAttempt,
  recordUnchanged,
  refusedResult,
} from './record-import.js';
import { recordQuarantine, recordRefusal } from './record-kept.js';
import { strangeSheet } from './strange-sheet.js';
import { writeWorkbook } from './write-workbook.js';

export type { ImportParts, ImportRequest } from './import-request.js';

function checkHospital(name: { readonly hospitalCode: string }, hospitalCode: string | null): void {
  if (hospitalCode !== null && name.hospitalCode !== hospitalCode) {
    throw new AppError('other_hospital', { found: name.hospitalCode, expected: hospitalCode });
  }
}

/** Throws AppError file_not_found or file_not_readable. */
export async function checkReadable(file: string): Promise<void> {
  try {
    await access(file, constants.R_OK);
  } catch (cause) {
    const missing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
    throw new AppError(
      missing ? 'file_not_found' : 'file_not_readable',
      { file: path.basename(file), reason },
      { cause },
    );
  }
}

/** The problem that keeps a readable workbook out for now, or null. */
function quarantineReason(head: WorkbookHead): AppError | null {
  const strange = strangeSheet(head);
  if (strange) return strange;
  const hasDetail = head.sheets.some(
    (sheet) => sheet.layout !== null && fileTypeById(sheet.layout).sheetKind === 'detail',
  );
  return hasDetail ? null : new AppError('no_detail_sheet');
}

async function importNamed(
  parts: ImportParts,
  request: ImportRequest,
  attempt: ImportAttempt,
): Promise<ImportResult> {
  const { db, downloadDir } = parts;
  const { sha256 } = attempt;
  const known = await findImportedFile(db, { ...attempt.name, sha256 });
  const isStored = known !== null && isStoredStatus(known.status);
  if (isStored && request.force !== true)
    return recordUnchanged(db, attempt, await adoptEarlierName(db, attempt.name, known, request));
  // Stored bytes keep the name that their rows have; others are stored under the one they come with now.
  const name = (isStored && readRepFileName(known.filename)) || attempt.name;
  const keeping =
    known?.storedPath ?? keepWorkbook(downloadDir, request.path, request.source, name.filename, sha256);
  const [keptAs, opening] = await Promise.allSettled([keeping, openEvents(parts, request)]);
  if (keptAs.status === 'rejected') {
    if (opening.status === 'fulfilled') await opening.value.events.return(undefined);
    throw keptAs.reason;
  }
  const kept: ImportAttempt = { ...attempt, name, known, isStored, storedPath: keptAs.value };
  if (opening.status === 'rejected') {
    const fault = fileFaultOf(opening.reason, request);
    if (fault) return recordRefusal(db, kept, fault);
    throw opening.reason;
  }
  const opened: OpenedWorkbook = opening.value;
  const { head, events } = opened;
  try {
    if (head.statement) return await importStatement(parts, request, kept, opened);
    const reason = quarantineReason(head);
    if (reason) return await recordQuarantine(db, kept, head.sheets, reason);
    return await writeWorkbook(db, kept, opened, { ...request, followUp: parts.followUp ?? null });
  } catch (error) {
    const fault = fileFaultOf(error, request);
    if (fault) return recordRefusal(db, kept, fault);
    throw error;
  } finally {
    await events.return(undefined);
  }
}

/**
 * Imports one workbook, a REP or (as its name or its sheets say) a statement: in one transaction all its rows, versions
 * and totals, or nothing. Answers what happened, also for a file that is refused; throws only what is no fault of the
 * file (database away, cancelled).
 * Status: `completed`, `completed_with_problems` (rows were refused, or control totals disagree), `unchanged`,
 * `quarantined`, `failed` (contract.md, import --json).
 */
export async function importRepFile(parts: ImportParts, request: ImportRequest): Promise<ImportResult> {
  const startedAt = new Date();
  const log = parts.log.child({ source: 'import' });
  const shown = request.name ?? path.basename(request.path);
  try {
    if (!parts.importsClaims) throw new AppError('imports_off');
    await checkReadable(request.path);
    const name = request.naming ?? readRepFileName(shown);
    if (name) checkHospital(name, parts.hospitalCode);
    parts.threads?.prepare(parts.limits.memoryMb);
    const { sha256, bytes } = await measureFile(request.path);
    const facts: AttemptFacts = {
      sha256,
      bytes,
      startedAt,
      shownName: shown,
      source: request.source,
      downloadId: request.downloadId ?? null,
      jobId: request.jobId ?? null,
      userId: request.userId ?? null,
      forced: request.force === true,
      programVersion: parts.programVersion,
    };
    const result = name
      ? await importNamed(parts, request, { ...facts, name, known: null, isStored: false, storedPath: null })
      : await importStatement(parts, request, facts, null);
    const { fileId, status, rowsRead, inserted, updated, unchanged, refused, durationMs } = result;
    log.info(
      { file: result.file, fileId, status, rowsRead, inserted, updated, unchanged, refused, durationMs },
      'file imported',
    );
    if (fileId !== null) {
      parts.bus.publish('file.imported', { fileId, filename: result.file, status });
      tellFileAlerts(parts.bus, alertFileOf(result, fileId));
    }
    return result;
  } catch (error) {
    const fault = fileFaultOf(error, request);
    if (!fault) throw error;
    log.warn({ file: shown, problem: fault.code }, 'file refused');
    return refusedResult(shown, startedAt, fault);
  }
}
