import type { FileType } from './file-type.js';
import { repDataDrug20Columns } from './rep-data-drug-20.columns.js';

/** Data Drug without ceiling price; which schemes use it is not known (formats/README 5). */
export const repDataDrug20: FileType = {
  id: 'rep-data-drug-20',
  sheetKind: 'drug',
  table: 'eclaim_drug',
  form: null,
  columns: repDataDrug20Columns,
  rowNumberColumn: 0,
  tranIdColumn: 1,
  headingRows: [3, 5],
};
