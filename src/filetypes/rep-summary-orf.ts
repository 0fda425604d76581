import type { FileType } from './file-type.js';
import { repSummaryOrfColumns } from './rep-summary-orf.columns.js';

/** Summary of ORF: other positions than UCS (formats/README 4, no. 7). */
export const repSummaryOrf: FileType = {
  id: 'rep-summary-orf',
  sheetKind: 'summary',
  table: 'eclaim_summary',
  form: 'orf',
  columns: repSummaryOrfColumns,
  rowNumberColumn: 2,
  tranIdColumn: null,
  headingRows: [1, 4],
};
