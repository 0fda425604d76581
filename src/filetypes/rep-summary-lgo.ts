import type { FileType } from './file-type.js';
import { repSummaryLgoColumns } from './rep-summary-lgo.columns.js';

/** Summary of LGO: other positions than UCS (formats/README 4, no. 7). */
export const repSummaryLgo: FileType = {
  id: 'rep-summary-lgo',
  sheetKind: 'summary',
  table: 'eclaim_summary',
  form: 'lgo',
  columns: repSummaryLgoColumns,
  rowNumberColumn: 2,
  tranIdColumn: null,
  headingRows: [1, 4],
};
