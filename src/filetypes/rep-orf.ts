import type { FileType } from './file-type.js';
import { repOrfColumns } from './rep-orf.columns.js';

/** Detail of ORF (OP refer): 113 named columns and an empty one (formats/README 1.4; 4, no. 4). */
export const repOrf: FileType = {
  id: 'rep-orf',
  sheetKind: 'detail',
  table: 'claim_rep_orf_nhso_item',
  form: 'orf',
  columns: repOrfColumns,
  rowNumberColumn: 1,
  tranIdColumn: 2,
  headingRows: [5, 8],
};
