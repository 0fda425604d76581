import type { FileType } from './file-type.js';
import { repSummarySssColumns } from './rep-summary-sss.columns.js';

/** Summary of SSS: its heading begins one row higher (formats/README 1.3). */
export const repSummarySss: FileType = {
  id: 'rep-summary-sss',
  sheetKind: 'summary',
  table: 'eclaim_summary',
  form: 'sss',
  columns: repSummarySssColumns,
  rowNumberColumn: 2,
  tranIdColumn: null,
  headingRows: [0, 3],
};
