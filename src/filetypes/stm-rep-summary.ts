import type { FileType } from './file-type.js';
import { stmRepSummaryColumns } from './stm-rep-summary.columns.js';

/** Statement by REP document: a row has its period and a REP number (formats/README 2). */
export const stmRepSummary: FileType = {
  id: 'stm-rep-summary',
  sheetKind: 'stm_rep_summary',
  table: 'stm_rep_summary',
  form: null,
  columns: stmRepSummaryColumns,
  rowNumberColumn: 2,
  tranIdColumn: null,
  anchorColumn: 0,
  headingRows: [11, 13],
};
