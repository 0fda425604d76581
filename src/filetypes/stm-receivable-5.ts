import type { FileType } from './file-type.js';
import { stmReceivable } from './stm-receivable.js';

/** The form without deductions: the first five columns of the other (assumed, formats/README 2). */
export const stmReceivable5: FileType = {
  ...stmReceivable,
  id: 'stm-receivable-5',
  columns: stmReceivable.columns.slice(0, 5),
};
