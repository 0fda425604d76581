import type { Db, Tx } from '../db/db.js';
import { AppError } from '../domain/errors.js';
import type { UndoResult } from '../domain/undo-result.js';
import type { Bus } from '../events/bus.js';
import type { Log } from '../log/log.js';
import { writeAudit } from '../store/audit-log.js';
import { currentItems } from '../store/claim-current.js';
import { deleteClaimsOfFile, tranIdsOfFiles } from '../store/claims.js';
import { deleteProblemsOfClaims } from '../store/file-problems.js';
import {
  findImportedFileById,
  type ImportedFile,
  isStoredStatus,
  prepareImportLock,
  recordAttempt,
  takeImportLock,
  updateImportedFile,
} from '../store/imported-files.js';
import { deleteRepItemsOfFile } from '../store/rep-items.js';
import type { Actor } from './actor.js';
import { settleClaims } from './settle-claims.js';
import { settleIssuesLeft } from './settle-reissues.js';

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

/** Throws AppError already_undone, nothing_to_undo: only a file whose rows are stored can be taken out. */
function checkStored(file: ImportedFile): void {
  if (file.status === 'undone') throw new AppError('already_undone', { file: file.filename });
  if (!isStoredStatus(file.status))
    throw new AppError('nothing_to_undo', { file: file.filename, status: file.status });
}

/** Takes the rows out and settles every claim that they touched. */
async function takeOut(tx: Tx, file: ImportedFile): Promise<UndoResult> {
  const own = await tranIdsOfFiles(tx, [file.id]);
  const rowsRemoved = await deleteClaimsOfFile(tx, file.id);
  await deleteRepItemsOfFile(tx, file.id);
  await updateImportedFile(tx, file.id, { status: 'undone', superseded: false, replaces_file_id: null });
  const touched = new Set([...own, ...(await settleIssuesLeft(tx, file))]);
  const before = await currentItems(tx, file.hospitalCode, touched);
  const settled = await settleClaims(tx, file.hospitalCode, touched);
  const after = await currentItems(tx, file.hospitalCode, touched);
  const inTwoTables = new Set(settled.inTwoTables);
  const inOneTable = [...own].filter((tranId) => !inTwoTables.has(tranId));
  await deleteProblemsOfClaims(tx, file.hospitalCode, inOneTable, 'same_tran_two_kinds');
  return {
    fileId: file.id,
    rowsRemoved,
    claimsRestored: [...after].filter(([tranId, item]) => before.get(tranId) !== item).length,
    claimsRemoved: [...before.keys()].filter((tranId) => !after.has(tranId)).length,
  };
}

async function recordUndo(
  tx: Tx,
  { programVersion }: UndoParts,
  { by, reason }: UndoRequest,
  file: ImportedFile,
  { fileId, rowsRemoved, claimsRestored, claimsRemoved }: UndoResult,
  startedAt: Date,
): Promise<void> {
  const counts = {
    rows_removed: rowsRemoved,
    claims_restored: claimsRestored,
    claims_removed: claimsRemoved,
  };
  const userId = by.actorKind === 'user' ? by.actorId : null;
  await updateImportedFile(tx, fileId, { undone_at: startedAt, undone_by: userId, updated_at: new Date() });
  await recordAttempt(tx, {
    file_id: fileId,
    kind: 'rep',
    user_id: userId,
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

/**
 * Takes a file's rows out again, in one transaction and under the hospital's import lock: the earlier versions of its
 * claims are current again, claims that only it held are gone. The file's row, its problems and its bytes stay; a plain
 * import takes it in again (contract.md, undo; formats/tables.md 1 and 3.1).
 * Throws AppError not_found, already_undone, nothing_to_undo.
 */
export async function undoFile(parts: UndoParts, request: UndoRequest): Promise<UndoResult> {
  const { db, bus } = parts;
  const startedAt = new Date();
  const known = await findImportedFileById(db, request.fileId);
  if (!known) throw new AppError('not_found');
  checkStored(known);
  await prepareImportLock(db, known.hospitalCode);
  const result = await db.transaction(async (tx) => {
    await takeImportLock(tx, known.hospitalCode);
    // Another process may have undone it while this one waited for the lock.
    const file = (await findImportedFileById(tx, known.id)) ?? known;
    checkStored(file);
    const undone = await takeOut(tx, file);
    await recordUndo(tx, parts, request, file, undone, startedAt);
    return undone;
  });
  parts.log.child({ source: 'import' }).info({ file: known.filename, ...result }, 'file undone');
  bus.publish('file.undone', { fileId: known.id, filename: known.filename });
  return result;
}
