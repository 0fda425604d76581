import type { FileType } from './file-type.js';
import { repOfcColumns } from './rep-ofc.columns.js';
import { ofcSuffixes, withOfcSuffix } from './rep-ofc-suffixes.columns.js';

/** Detail of OFC and of the schemes with its form, `rep-ofc`, `rep-bkk` …; OP and IP and their appeals (formats/README 1.2 to 1.4). */
export const repOfc: readonly FileType[] = ofcSuffixes.map((scheme) => ({
  id: `rep-${scheme.scheme}`,
  sheetKind: 'detail',
  table: 'claim_rep_opip_nhso_item',
  form: 'ofc',
  columns: withOfcSuffix(repOfcColumns, scheme),
  rowNumberColumn: 1,
  tranIdColumn: 2,
  headingRows: [5, 6],
}));
