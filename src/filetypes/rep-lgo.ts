import type { FileType } from './file-type.js';
import { repLgoColumns } from './rep-lgo.columns.js';

/** Detail of LGO, OP and IP and their appeals (formats/README 1.2 to 1.4). */
export const repLgo: FileType = {
  id: 'rep-lgo',
  sheetKind: 'detail',
  table: 'claim_rep_opip_nhso_item',
  form: 'lgo',
  columns: repLgoColumns,
  rowNumberColumn: 1,
  tranIdColumn: 2,
  headingRows: [5, 6],
};
