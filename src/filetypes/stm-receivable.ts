import type { FileType } from './file-type.js';
import { stmReceivableColumns } from './stm-receivable.columns.js';

/** Totals of a statement. Its rows are found by their labels (`receivable-sheet.ts`), not below a heading. */
export const stmReceivable: FileType = {
  id: 'stm-receivable',
  sheetKind: 'stm_receivable',
  table: 'stm_receivable_summary',
  form: null,
  columns: stmReceivableColumns,
  rowNumberColumn: 0,
  tranIdColumn: null,
  headingRows: [11, 11],
};
