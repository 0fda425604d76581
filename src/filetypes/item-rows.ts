/** Rows of Summary and item sheets as they are stored (formats/tables.md 4). */
import { fieldBytes, type TextValue } from '../domain/row-text.js';
import type { RowWriter } from './claim-rows.js';
import { columnReader } from './column-reader.js';
import { contentLine } from './content-line.js';
import type { FileType, SheetHead } from './file-type.js';
import type { RowStamp } from './row-stamp.js';
import { claimOfVisit } from './visit-claims.js';
import { summaryTotals, type WorkbookTally } from './workbook-tally.js';

/** Item rows of a form without TRAN_ID get that of the claim they fit. */
export function lacksTranId({ anchorColumn }: FileType): boolean {
  return anchorColumn !== undefined;
}

/** What eclaim_summary has beside the columns of all item tables: of which file type its document is. */
function ownFields({ sheetKind }: FileType, { name }: RowStamp): ReadonlyMap<string, TextValue> {
  return new Map(sheetKind === 'summary' ? [['file_type', name.fileType]] : []);
}

/** The rows of a Summary or item sheet; what a Summary row says of its document is noted in `tally`. */
export function itemRowWriter(
  stamp: RowStamp,
  sheet: SheetHead,
  fileType: FileType,
  tally: WorkbookTally,
): RowWriter {
  const reader = columnReader(fileType);
  const content = contentLine(fileType);
  const own = ownFields(fileType, stamp);
  const fitsClaim = lacksTranId(fileType);
  const same = [stamp.fileId, sheet.name, fileType.id, ...own.values()].map(fieldBytes).join('\t');
  return {
    columns: [
      ...content.columns,
      'file_id',
      'sheet_name',
      'layout_id',
      ...own.keys(),
      'row_no',
      'row_hash',
      'extra',
      ...(fitsClaim ? ['tran_id'] : []),
    ],
    line(row) {
      const read = reader(row);
      if (fileType.sheetKind === 'summary') {
        tally.repNos.add(String(read('rep_no') ?? ''));
        tally.summaries.push(summaryTotals(fileType.form ?? 'ucs', read));
      }
      const fields: TextValue[] = [row.rowNo, row.hash, JSON.stringify(row.extra)];
      if (fitsClaim) fields.push(claimOfVisit(tally.visits ?? new Map(), read));
      return `${content.line(row)}\t${same}\t${fields.map(fieldBytes).join('\t')}\n`;
    },
  };
}
