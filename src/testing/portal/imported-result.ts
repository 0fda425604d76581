import type { ImportResult } from '../../domain/import-result.js';

/** What an import of a workbook with one new claim answers, for runs whose import is not what is tried. */
export const importedResult = (file: string, status: ImportResult['status']): ImportResult => ({
  file,
  fileId: 1,
  fileType: 'OP',
  scheme: 'ucs',
  hospitalCode: '99999',
  status,
  sha256: null,
  rowsRead: 1,
  inserted: 1,
  updated: 0,
  unchanged: 0,
  refused: 0,
  controlTotals: { summary: null, portal: null, stored: 1, agree: null },
  sheets: [],
  problems: [],
  waitingRows: 0,
  durationMs: 1,
});
