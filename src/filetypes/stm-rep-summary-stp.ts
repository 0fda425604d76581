import type { FileType } from './file-type.js';
import { stmRepSummaryStpColumns } from './stm-rep-summary-stp.columns.js';

/** Statement by REP document in the STP form. */
export const stmRepSummaryStp: FileType = {
  id: 'stm-rep-summary-stp',
  sheetKind: 'stm_rep_summary',
  table: 'stm_rep_summary',
  form: null,
  columns: stmRepSummaryStpColumns,
  rowNumberColumn: 2,
  tranIdColumn: null,
  anchorColumn: 0,
  headingRows: [11, 13],
};
