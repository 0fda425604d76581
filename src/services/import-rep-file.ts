import { access, constants } from 'node:fs/promises';
import path from 'node:path';
import type { Db } from '../db/db.js';
import { AppError } from '../domain/errors.js';
import type { ImportResult, ImportSource } from '../domain/import-result.js';
import { type RepFileName, readRepFileName } from '../domain/rep-file-name.js';
import { readStatementFileName } from '../domain/statement-file-name.js';
import type { Bus } from '../events/bus.js';
import type { ParseEvent, ParseLimits } from '../filetypes/file-type.js';
import { fileTypeById } from '../filetypes/index.js';
import { parseWorkbook } from '../filetypes/parse.js';
import type { Log } from '../log/log.js';
import { findImportedFile, isStoredStatus } from '../store/imported-files.js';
import { adoptEarlierName } from './adopt-earlier-name.js';
import { approvedMappings } from './approved-mappings.js';
import { keepWorkbook, measureFile } from './keep-workbook.js';
import { tellFileAlerts } from './raise-alert.js';
import { alertFileOf, type ImportAttempt, recordUnchanged, refusedResult } from './record-import.js';
import { recordQuarantine, recordRefusal } from './record-kept.js';
import { writeWorkbook } from './write-workbook.js';

export interface ImportParts {
  readonly db: Db;
  readonly log: Log;
  readonly bus: Bus;
  readonly limits: ParseLimits;
  /** Folder in which the bytes of every workbook are kept. */
  readonly downloadDir: string;
  /** Files of another hospital are refused; null = any. */
  readonly hospitalCode: string | null;
  readonly programVersion: string;
  /** False with DB_TYPE=none. */
  readonly importsClaims: boolean;
}

export interface ImportRequest {
  readonly path: string;
  /** Name by which the file came, where the path has another. */
  readonly name?: string;
  /** What a person said about a file whose name cannot be read. */
  readonly naming?: RepFileName;
  readonly source: ImportSource;
  readonly downloadId?: number | null;
  readonly jobId?: number | null;
  readonly userId?: number | null;
  /** Reads a stored file again, with today's layouts. */
  readonly force?: boolean;
  readonly signal?: AbortSignal;
  /** Rows that were stored since the call before; must not touch the database (one connection when embedded). */
  readonly onRows?: (rows: number) => void;
}

type WorkbookHead = Extract<ParseEvent, { type: 'workbook' }>;

/** A statement is kept until its sheets are read. */
function waitingName(shown: string): RepFileName | null {
  const name = readStatementFileName(shown);
  if (!name) return null;
  const fileDate = `${name.yearBe - 543}-${String(name.month).padStart(2, '0')}-01`;
  return { ...name, fileType: `STM_${name.fileType}`, baseType: '', appealKind: '', fileDate, sequence: '' };
}

async function readName(request: ImportRequest, hospitalCode: string | null): Promise<RepFileName> {
  const shown = request.name ?? path.basename(request.path);
  const name = request.naming ?? readRepFileName(shown) ?? waitingName(shown);
  if (!name) throw new AppError('name_not_readable', { file: shown });
  if (hospitalCode !== null && name.hospitalCode !== hospitalCode) {
    throw new AppError('other_hospital', { found: name.hospitalCode, expected: hospitalCode });
  }
  return name;
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

/** The first event, which comes after the whole workbook was understood; the rest follow as rows are asked for. */
async function openEvents(
  { db, limits }: ImportParts,
  request: ImportRequest,
): Promise<{ readonly head: WorkbookHead; readonly events: AsyncGenerator<ParseEvent> }> {
  const mappings = await approvedMappings(db);
  const options = request.signal ? { mappings, signal: request.signal } : { mappings };
  const events = parseWorkbook(request.path, limits, options);
  const first = await events.next();
  if (first.done || first.value.type !== 'workbook') {
    throw new RangeError('the reader did not begin with the workbook');
  }
  return { head: first.value, events };
}

/** The problem that keeps a readable workbook out for now, or null. */
function quarantineReason(name: RepFileName, head: WorkbookHead): AppError | null {
  if (name.fileType.startsWith('STM')) return new AppError('statement_waits');
  const strange = head.sheets.find((sheet) => sheet.layout === null && sheet.hasRows);
  if (strange) {
    const { name: sheet, nearest } = strange;
    const rows = strange.dataRows ?? 0;
    if (!nearest) return new AppError('layout_foreign', { sheet, rows });
    const { layout, positions, unknown } = nearest;
    return new AppError('layout_unknown', {
      sheet,
      nearest: layout,
      missing: positions.filter((position) => position === null).length,
      unknown: unknown.length,
      rows,
    });
  }
  const hasDetail = head.sheets.some(
    (sheet) => sheet.layout !== null && fileTypeById(sheet.layout).sheetKind === 'detail',
  );
  return hasDetail ? null : new AppError('no_detail_sheet');
}

/** A fault of the file itself; a cancelled import or a database that went away is none. */
function isFileFault(error: unknown, request: ImportRequest): error is AppError {
  return (
    error instanceof AppError && error.code !== 'database_unavailable' && request.signal?.aborted !== true
  );
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
    return recordUnchanged(db, attempt, await adoptEarlierName(db, attempt.name, known));
  // Stored bytes keep the name that their rows have; others are stored under the one they come with now.
  const name = (isStored && readRepFileName(known.filename)) || attempt.name;
  const storedPath =
    known?.storedPath ??
    (await keepWorkbook(downloadDir, request.path, request.source, name.filename, sha256));
  const kept: ImportAttempt = { ...attempt, name, known, isStored, storedPath };
  let opened: Awaited<ReturnType<typeof openEvents>>;
  try {
    opened = await openEvents(parts, request);
  } catch (error) {
    if (isFileFault(error, request)) return recordRefusal(db, kept, error);
    throw error;
  }
  const { head, events } = opened;
  try {
    const reason = quarantineReason(name, head);
    if (reason) return await recordQuarantine(db, kept, head.sheets, reason);
    return await writeWorkbook(db, kept, head, events, request.onRows ?? (() => undefined));
  } catch (error) {
    if (isFileFault(error, request)) return recordRefusal(db, kept, error);
    throw error;
  } finally {
    await events.return(undefined);
  }
}

/**
 * Imports one REP workbook: in one transaction all its rows, versions and totals, or nothing. Answers what happened, also
 * for a file that is refused; throws only what is no fault of the file (database away, cancelled).
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
    const name = await readName(request, parts.hospitalCode);
    const { sha256, bytes } = await measureFile(request.path);
    const attempt: ImportAttempt = {
      name,
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
      known: null,
      isStored: false,
      storedPath: null,
    };
    const result = await importNamed(parts, request, attempt);
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
    if (!isFileFault(error, request)) throw error;
    log.warn({ file: shown, problem: error.code }, 'file refused');
    return refusedResult(shown, startedAt, error);
  }
}
