import type { FileType } from './file-type.js';
import { stmDetailStpColumns } from './stm-detail-stp.columns.js';

/** Claims of a statement in the STP form. */
export const stmDetailStp: FileType = {
  id: 'stm-detail-stp',
  sheetKind: 'stm_detail',
  table: 'stm_claim_item',
  form: null,
  columns: stmDetailStpColumns,
  rowNumberColumn: 1,
  tranIdColumn: 2,
  headingRows: [11, 13],
};
