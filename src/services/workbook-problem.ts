import type { ProblemCode } from '../domain/problems/index.js';
import { checkWorkbook } from '../filetypes/check-workbook.js';
import { ReadFailure } from '../filetypes/read-failure.js';

/**
 * What is wrong inside a workbook that has just been downloaded, or null. An encrypted or old workbook is what NHSO
 * gave: it is kept, and the import says so.
 */
export function workbookProblem(bytes: Uint8Array): ProblemCode | null {
  try {
    checkWorkbook(bytes);
    return null;
  } catch (error) {
    if (!(error instanceof ReadFailure)) throw error;
    return error.code === 'damaged' || error.code === 'not_a_workbook' ? error.code : null;
  }
}
