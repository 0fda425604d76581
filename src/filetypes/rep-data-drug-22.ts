import type { FileType } from './file-type.js';
import { repDataDrugColumns } from './rep-data-drug.columns.js';

/** Data Drug of OP and IP; a long list goes on in `Data Drug (2)` (formats/README 1.3). */
export const repDataDrug22: FileType = {
  id: 'rep-data-drug-22',
  sheetKind: 'drug',
  table: 'eclaim_drug',
  form: null,
  columns: repDataDrugColumns,
  rowNumberColumn: 0,
  tranIdColumn: 1,
  headingRows: [3, 5],
};
