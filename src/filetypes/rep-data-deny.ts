import type { FileType } from './file-type.js';
import { repDataDenyColumns } from './rep-data-deny.columns.js';

/** Data DENY of IP (formats/README 1.3; 4, nos. 8 and 13). */
export const repDataDeny: FileType = {
  id: 'rep-data-deny',
  sheetKind: 'deny',
  table: 'eclaim_deny',
  form: null,
  columns: repDataDenyColumns,
  rowNumberColumn: 0,
  tranIdColumn: 1,
  headingRows: [3, 5],
};
