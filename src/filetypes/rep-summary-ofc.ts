import type { FileType } from './file-type.js';
import { ofcSuffixes, withOfcSuffix } from './rep-ofc-suffixes.columns.js';
import { repSummaryOfcColumns } from './rep-summary-ofc.columns.js';

/** Summary of OFC and of the schemes with its form: `rep-summary-ofc`, `rep-summary-bkk` … (formats/README 4, no. 7). */
export const repSummaryOfc: readonly FileType[] = ofcSuffixes.map((scheme) => ({
  id: `rep-summary-${scheme.scheme}`,
  sheetKind: 'summary',
  table: 'eclaim_summary',
  form: 'ofc',
  columns: withOfcSuffix(repSummaryOfcColumns, scheme),
  rowNumberColumn: 2,
  tranIdColumn: null,
  headingRows: [1, 4],
}));
