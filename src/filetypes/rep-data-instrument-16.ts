import type { FileType } from './file-type.js';
import { repDataInstrumentColumns } from './rep-data-instrument.columns.js';

/** Data Instrument of IP (formats/README 1.3). */
export const repDataInstrument16: FileType = {
  id: 'rep-data-instrument-16',
  sheetKind: 'instrument',
  table: 'eclaim_instrument',
  form: null,
  columns: repDataInstrumentColumns,
  rowNumberColumn: 0,
  tranIdColumn: 1,
  headingRows: [3, 5],
};
