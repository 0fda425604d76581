import type { FileType } from './file-type.js';
import { repDataDrug21Columns } from './rep-data-drug-21.columns.js';

/** Data Drug of ORF, without the share of the agency (formats/README 4, no. 6). */
export const repDataDrug21: FileType = {
  id: 'rep-data-drug-21',
  sheetKind: 'drug',
  table: 'eclaim_drug',
  form: null,
  columns: repDataDrug21Columns,
  rowNumberColumn: 0,
  tranIdColumn: 1,
  headingRows: [3, 5],
};
