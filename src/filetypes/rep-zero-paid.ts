import type { FileType } from './file-type.js';
import { repZeroPaidColumns } from './rep-zero-paid.columns.js';

/** Data sheet 0 of OP and IP (formats/README 1.3; 4, no. 12). */
export const repZeroPaid: FileType = {
  id: 'rep-zero-paid',
  sheetKind: 'zero_paid',
  table: 'eclaim_zero_paid',
  form: null,
  columns: repZeroPaidColumns,
  rowNumberColumn: 0,
  tranIdColumn: 1,
  headingRows: [3, 5],
};
