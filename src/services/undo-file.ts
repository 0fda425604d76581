import type { Db, Tx } from '../db/db.js';
import { AppError } from '../domain/errors.js';
import { type FileKind, fileKindOf } from '../domain/file-kind.js';
import type { UndoResult } from '../domain/undo-result.js';
import type { Bus } from '../events/bus.js';
import type { Log } from '../log/log.js';
import { writeAudit } from '../store/audit-log.js';
import type { ChangeBatch } from '../store/changes.js';
import { changeClaims } from '../store/claim-changes.js';
import { recordClaimEvents } from '../store/claim-events.js';
import { findImportedFileById, isStoredStatus, recordAttempt } from '../store/imported-files.js';
import { statementFileById } from '../store/statement-files.js';
import type { Actor } from './actor.js';
import { alertAboutFile } from './raise-alert.js';
import { takeRepRowsOut } from './take-rep-rows-out.js';
import { undoStatementRows } from './undo-statement-rows.js';

export interface UndoParts {
  readonly db: Db;
  readonly log: Log;
  readonly bus: Bus;
  readonly programVersion: string;
}

export interface UndoRequest {
  readonly fileId: number;
  readonly by: Actor;
  /** What the person gave as reason; goes into the audit log and the history of the file. */
  readonly reason: string | null;
}

interface UndoneFile {
  readonly kind: FileKind;
  readonly id: number;
  readonly filename: string;
  readonly hospitalCode: string;
  readonly status: string;
}

/** Throws AppError not_found, already_undone, nothing_to_undo: only a file whose rows are stored can be taken out. */
async function storedFile(db: Db | Tx, fileId: number): Promise<UndoneFile> {
  const kind = fileKindOf(fileId);
  const file = await (kind === 'stm' ? statementFileById(db, fileId) : findImportedFileById(db, fileId));
  if (!file) throw new AppError('not_found');
  const { id, filename, hospitalCode, status } = file;
  if (status === 'undone') throw new AppError('already_undone', { file: filename });
  if (!isStoredStatus(status)) throw new AppError('nothing_to_undo', { file: filename, status });
  return { kind, id, filename, hospitalCode, status };
}

async function takeOut(
  tx: Tx,
  batch: ChangeBatch,
  file: UndoneFile,
  undoneBy: number | null,
): Promise<UndoResult> {
  const taken =
    file.kind === 'stm'
      ? { ...(await undoStatementRows(tx, batch, file.id, undoneBy)), claimsRestored: 0, claimsRemoved: 0 }
      : await takeRepRowsOut(tx, batch, file, undoneBy);
  await alertAboutFile(tx, {
    kind: file.kind,
    fileId: file.id,
    filename: file.filename,
    status: 'undone',
    controlsAgree: null,
  });
  return { fileId: file.id, ...taken };
}

async function recordUndo(
  tx: Tx,
  { programVersion }: UndoParts,
  { by, reason }: UndoRequest,
  file: UndoneFile,
  { fileId, rowsRemoved, claimsRestored, claimsRemoved }: UndoResult,
  startedAt: Date,
): Promise<void> {
  const counts = {
    rows_removed: rowsRemoved,
    claims_restored: claimsRestored,
    claims_removed: claimsRemoved,
  };
  await recordAttempt(tx, {
    file_id: fileId,
    kind: file.kind,
    user_id: personOf(by),
    status: 'undone',
    forced: false,
    program_version: programVersion,
    counts: JSON.stringify(counts),
    duration_ms: Date.now() - startedAt.getTime(),
    started_at: startedAt,
    message: reason,
  });
  await writeAudit(tx, {
    ...by,
    at: startedAt,
    action: 'undo',
    subject: `file ${fileId}`,
    outcome: 'done',
    rowCount: rowsRemoved,
    details: { ...counts, filename: file.filename },
    ...(reason !== null && { reason }),
  });
}

const personOf = (by: Actor) => (by.actorKind === 'user' ? by.actorId : null);

/**
 * Takes a file's rows out again, in one transaction and under the hospital's import lock: the earlier versions of its
 * claims are current again, claims that only it held are gone. The file's row, its problems and its bytes stay; a plain
 * import takes it in again (contract.md, undo; formats/tables.md 1 and 3.1).
 * Throws AppError not_found, already_undone, nothing_to_undo.
 */
export async function undoFile(parts: UndoParts, request: UndoRequest): Promise<UndoResult> {
  const { db, bus } = parts;
  const startedAt = new Date();
  const known = await storedFile(db, request.fileId);
  const result = await changeClaims(db, known.hospitalCode, async (tx, batch) => {
    // Another process may have undone it while this one waited for the lock.
    const file = await storedFile(tx, known.id);
    const undone = await takeOut(tx, batch, file, personOf(request.by));
    await recordUndo(tx, parts, request, file, undone, startedAt);
    await recordClaimEvents(tx, batch);
    return undone;
  });
  parts.log.child({ source: 'import' }).info({ file: known.filename, ...result }, 'file undone');
  bus.publish('file.undone', { fileId: known.id, filename: known.filename });
  return result;
}
