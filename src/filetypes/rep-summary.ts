import type { FileType } from './file-type.js';
import { repSummaryColumns } from './rep-summary.columns.js';

/** Summary of OP and IP, UCS: one row a REP document (formats/README 1.5). */
export const repSummary: FileType = {
  id: 'rep-summary',
  sheetKind: 'summary',
  table: 'eclaim_summary',
  form: 'ucs',
  columns: repSummaryColumns,
  rowNumberColumn: 2,
  tranIdColumn: null,
  headingRows: [1, 4],
};
