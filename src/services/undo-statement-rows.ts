import type { Tx } from '../db/db.js';
import { AppError } from '../domain/errors.js';
import type { ChangeBatch } from '../store/changes.js';
import { keepStandings } from '../store/claim-standing.js';
import { statementFileById, updateStatementFile } from '../store/statement-files.js';
import { deleteStatementRows, tranIdsOfDocument } from '../store/statement-rows.js';
import { settleStatementIssuesLeft } from './settle-statement-issues.js';

/**
 * Takes the rows of a statement out again; an earlier issue of its document is current again. The file, its problems and
 * its history stay. `undoneBy` is the person's id. Answers how many claim rows were taken out, 0 where none were stored.
 * The caller holds the hospital's import lock.
 *
 * Throws AppError `not_found`.
 */
export async function undoStatementRows(
  tx: Tx,
  batch: ChangeBatch,
  fileId: number,
  undoneBy: number | null = null,
): Promise<{ readonly rowsRemoved: number }> {
  const file = await statementFileById(tx, fileId);
  if (!file) throw new AppError('not_found');
  const stated = await tranIdsOfDocument(tx, file);
  const rowsRemoved = await deleteStatementRows(tx, fileId);
  await updateStatementFile(tx, fileId, {
    status: 'undone',
    is_current: false,
    undone_at: new Date(),
    undone_by: undoneBy,
    updated_at: new Date(),
  });
  await settleStatementIssuesLeft(tx, file.hospitalCode, file.documentNo);
  await keepStandings(tx, batch, { hospitalCode: file.hospitalCode, tranIds: stated, all: true });
  return { rowsRemoved };
}
