import type { FileType } from './file-type.js';
import { stmDetailColumns } from './stm-detail.columns.js';

/** Claims of a statement: normal, appeal and disabled persons (D1) have one form (formats/README 2). */
export const stmDetail: FileType = {
  id: 'stm-detail',
  sheetKind: 'stm_detail',
  table: 'stm_claim_item',
  form: null,
  columns: stmDetailColumns,
  rowNumberColumn: 1,
  tranIdColumn: 2,
  headingRows: [11, 13],
};
