import type { FileType } from './file-type.js';
import { repOpipColumns } from './rep-opip.columns.js';

/** Detail of OP and IP and their appeals, UCS, the form of today (formats/README 1.3, 1.4). */
export const repOpip120: FileType = {
  id: 'rep-opip-120',
  sheetKind: 'detail',
  table: 'claim_rep_opip_nhso_item',
  form: 'ucs',
  columns: repOpipColumns,
  rowNumberColumn: 1,
  tranIdColumn: 2,
  headingRows: [5, 7],
};
