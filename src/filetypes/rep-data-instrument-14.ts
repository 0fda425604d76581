import type { FileType } from './file-type.js';
import { repDataInstrument14Columns } from './rep-data-instrument-14.columns.js';

/** Data Instrument without TRAN_ID and Error Code: HN marks its rows (formats/README 1.4). */
export const repDataInstrument14: FileType = {
  id: 'rep-data-instrument-14',
  sheetKind: 'instrument',
  table: 'eclaim_instrument',
  form: null,
  columns: repDataInstrument14Columns,
  rowNumberColumn: 0,
  tranIdColumn: null,
  anchorColumn: 1,
  headingRows: [3, 5],
};
