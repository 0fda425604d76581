import type { Tx } from '../db/db.js';
import type { UndoResult } from '../domain/undo-result.js';
import type { ChangeBatch } from '../store/changes.js';
import { currentItems } from '../store/claim-current.js';
import { dropEmptyRollups, takeFromRollups } from '../store/claim-rollups.js';
import { deleteClaimsOfFile, tranIdsOfFiles } from '../store/claims.js';
import { deleteProblemsOfClaims } from '../store/file-problems.js';
import { updateImportedFile } from '../store/imported-files.js';
import { deleteRepItemsOfFile } from '../store/rep-items.js';
import { settleClaims } from './settle-claims.js';
import { settleIssuesLeft } from './settle-reissues.js';

/**
 * Takes the rows of all sheets of a REP workbook out and settles every claim that they touched, so that the hospital's
 * claims are as if the file had never come. `undoneBy` is the person's id. The caller holds the hospital's import lock.
 */
export async function takeRepRowsOut(
  tx: Tx,
  batch: ChangeBatch,
  file: { readonly id: number; readonly filename: string; readonly hospitalCode: string },
  undoneBy: number | null,
): Promise<Omit<UndoResult, 'fileId'>> {
  const own = await tranIdsOfFiles(tx, [file.id]);
  const months = await takeFromRollups(tx, { fileId: file.id });
  const rowsRemoved = await deleteClaimsOfFile(tx, file.id);
  await deleteRepItemsOfFile(tx, file.id);
  const now = new Date();
  await updateImportedFile(tx, file.id, {
    status: 'undone',
    superseded: false,
    replaces_file_id: null,
    undone_at: now,
    undone_by: undoneBy,
    updated_at: now,
  });
  const touched = new Set([...own, ...(await settleIssuesLeft(tx, file))]);
  const before = await currentItems(tx, file.hospitalCode, touched);
  const settled = await settleClaims(tx, batch, file.hospitalCode, touched, file.id);
  await dropEmptyRollups(tx, file.hospitalCode, months);
  const after = await currentItems(tx, file.hospitalCode, touched);
  const inTwoTables = new Set(settled.inTwoTables);
  const inOneTable = [...own].filter((tranId) => !inTwoTables.has(tranId));
  await deleteProblemsOfClaims(tx, file.hospitalCode, inOneTable, 'same_tran_two_kinds');
  return {
    rowsRemoved,
    claimsRestored: [...after].filter(([tranId, item]) => before.get(tranId) !== item).length,
    claimsRemoved: [...before.keys()].filter((tranId) => !after.has(tranId)).length,
  };
}
