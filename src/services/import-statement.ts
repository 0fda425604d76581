import { AppError } from '../domain/errors.js';
import type { ImportResult } from '../domain/import-result.js';
import { readDocumentNo, readStatementFileName, type StatementName } from '../domain/statement-file-name.js';
import { fileTypeById, isStatementType } from '../filetypes/index.js';
import { isStoredStatus } from '../store/imported-files.js';
import { findStatementFile } from '../store/statement-files.js';
import { fileFaultOf, type ImportParts, type ImportRequest } from './import-request.js';
import { keepWorkbook } from './keep-workbook.js';
import { type OpenedWorkbook, openEvents, type WorkbookHead } from './open-events.js';
import type { AttemptFacts } from './record-import.js';
import { recordStatementKept, recordStatementUnchanged, type StatementAttempt } from './record-statement.js';
import { strangeSheet } from './strange-sheet.js';
import { writeStatement } from './write-statement.js';

/** A file whose name says nothing is named by its document, if it is a statement at all. */
async function openUnnamed(
  parts: ImportParts,
  request: ImportRequest,
  shown: string,
): Promise<OpenedWorkbook> {
  try {
    return await openEvents(parts, request);
  } catch (error) {
    if (!fileFaultOf(error, request)) throw error;
    throw new AppError('name_not_readable', { file: shown }, { cause: error });
  }
}

function nameFromSheets({ statement }: WorkbookHead): StatementName | null {
  return statement?.documentNos.flatMap((documentNo) => readDocumentNo(documentNo) ?? [])[0] ?? null;
}

/** The problem that keeps a readable workbook out for now, or null. */
function quarantineReason(head: WorkbookHead): AppError | null {
  const strange = strangeSheet(head);
  if (strange) return strange;
  const types = head.sheets.flatMap(({ layout }) => (layout === null ? [] : [fileTypeById(layout)]));
  if (!types.some(({ sheetKind }) => sheetKind === 'stm_detail')) return new AppError('no_statement_detail');
  return types.every(isStatementType) ? null : new AppError('statement_mixed');
}

async function writeOpened(
  parts: ImportParts,
  request: ImportRequest,
  attempt: StatementAttempt,
  opened: OpenedWorkbook,
): Promise<ImportResult> {
  try {
    const reason = quarantineReason(opened.head);
    if (reason)
      return await recordStatementKept(parts.db, attempt, 'quarantined', opened.head.sheets, reason);
    return await writeStatement(parts.db, attempt, opened, request);
  } catch (error) {
    const fault = fileFaultOf(error, request);
    if (fault) return recordStatementKept(parts.db, attempt, 'failed', [], fault);
    throw error;
  }
}

/**
 * Imports one statement (STM). `opened` is given where a workbook of another name turned out to be one. Its name says
 * hospital, document and month; where it does not, the number of the document in the sheets does.
 *
 * Throws AppError `name_not_readable`, `statement_without_number`, `other_hospital`; all else of the file is told in the result, as for a REP.
 */
export async function importStatement(
  parts: ImportParts,
  request: ImportRequest,
  facts: AttemptFacts & { readonly storedPath?: string | null },
  opened: OpenedWorkbook | null,
): Promise<ImportResult> {
  const { db, downloadDir, hospitalCode } = parts;
  const named = readStatementFileName(facts.shownName);
  let workbook = opened ?? (named ? null : await openUnnamed(parts, request, facts.shownName));
  try {
    const name = named ?? (workbook && nameFromSheets(workbook.head));
    if (!name && workbook?.head.statement) throw new AppError('statement_without_number');
    if (!name) throw new AppError('name_not_readable', { file: facts.shownName });
    if (hospitalCode !== null && name.hospitalCode !== hospitalCode)
      throw new AppError('other_hospital', { found: name.hospitalCode, expected: hospitalCode });
    const known = await findStatementFile(db, { ...name, sha256: facts.sha256 });
    const isStored = known !== null && isStoredStatus(known.status);
    if (known && isStored && !facts.forced)
      return await recordStatementUnchanged(db, { ...facts, name }, known);
    const storedPath =
      known?.storedPath ??
      facts.storedPath ??
      (await keepWorkbook(downloadDir, request.path, request.source, name.filename, facts.sha256));
    // Stored bytes keep the name that their rows have.
    const kept = (isStored && readStatementFileName(known.filename)) || name;
    const attempt: StatementAttempt = { ...facts, name: kept, known, isStored, storedPath };
    try {
      workbook ??= await openEvents(parts, request);
    } catch (error) {
      const fault = fileFaultOf(error, request);
      if (fault) return await recordStatementKept(db, attempt, 'failed', [], fault);
      throw error;
    }
    return await writeOpened(parts, request, attempt, workbook);
  } finally {
    await workbook?.events.return(undefined);
  }
}
