import {
  type AstrayRows,
  errorsWithoutRow,
  mislabelledRows,
  notesWithoutFile,
  rowsWithoutFile,
  tablesOfFiles,
} from '../store/astray-rows.js';
import { step, type VerifyGround } from './verify-check.js';

/**
 * That a file which is undone, quarantined or failed has no rows, that no row is left behind by anything, and that rows
 * belong to the hospital of their file. Answers how many tables were looked through.
 */
export async function verifyRows(ground: VerifyGround): Promise<number> {
  const { view, tell } = ground;
  const astray = (rows: readonly AstrayRows[], place: string) => {
    for (const { fileId, filename, rows: found } of rows)
      tell({
        code: 'verify_row_astray',
        fileId,
        file: filename ?? `file ${fileId}`,
        place,
        expected: 0,
        found,
      });
  };
  const of = tablesOfFiles.length + 2;
  for (const [index, { table, kind }] of tablesOfFiles.entries()) {
    step(ground, index, of);
    astray(await rowsWithoutFile(view, table, kind), table);
  }
  for (const { table, ...rows } of await notesWithoutFile(view)) astray([rows], table);
  astray(await errorsWithoutRow(view), 'claim_error without its claim row');
  step(ground, of - 2, of);
  for (const { table, column, fileId, filename, rows } of await mislabelledRows(view))
    tell({
      code: 'verify_row_mislabelled',
      fileId,
      file: filename,
      place: `${table}.${column}`,
      expected: 0,
      found: rows,
    });
  return of;
}
