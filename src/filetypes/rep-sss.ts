import type { FileType } from './file-type.js';
import { repSssColumns } from './rep-sss.columns.js';

/** Detail of SSS, OP and IP and their appeals (formats/README 1.2 to 1.4). */
export const repSss: FileType = {
  id: 'rep-sss',
  sheetKind: 'detail',
  table: 'claim_rep_opip_nhso_item',
  form: 'sss',
  columns: repSssColumns,
  rowNumberColumn: 1,
  tranIdColumn: 2,
  headingRows: [5, 7],
};
