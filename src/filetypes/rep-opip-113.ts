import type { ColumnRow, FileType } from './file-type.js';
import { repOpipColumns } from './rep-opip.columns.js';

/** What the older form lacks: OPBKK HSUB and NHSO, and all from AUDIT RESULTS on (formats/README 1.4). */
const absent = new Set([102, 103, 115, 116, 117, 118, 119]);

const columns = repOpipColumns
  .filter(([index]) => !absent.has(index))
  .map(([, heading, name, type, group], index): ColumnRow => [index, heading, name, type, group]);

/** Detail of OP and IP and their appeals, UCS, the older form of 113 columns. */
export const repOpip113: FileType = {
  id: 'rep-opip-113',
  sheetKind: 'detail',
  table: 'claim_rep_opip_nhso_item',
  form: 'ucs',
  columns,
  rowNumberColumn: 1,
  tranIdColumn: 2,
  headingRows: [5, 7],
};
