import type { ColumnRow, FileType } from './file-type.js';
import { repDataDeny } from './rep-data-deny.js';
import { repDataDrug20 } from './rep-data-drug-20.js';
import { repDataDrug21 } from './rep-data-drug-21.js';
import { repDataDrug22 } from './rep-data-drug-22.js';
import { repDataInstrument14 } from './rep-data-instrument-14.js';
import { repDataInstrument16 } from './rep-data-instrument-16.js';
import { repLgo } from './rep-lgo.js';
import { repOfc } from './rep-ofc.js';
import { repOpip113 } from './rep-opip-113.js';
import { repOpip120 } from './rep-opip-120.js';
import { repOrf } from './rep-orf.js';
import { repSss } from './rep-sss.js';
import { repSummary } from './rep-summary.js';
import { repSummaryLgo } from './rep-summary-lgo.js';
import { repSummaryOfc } from './rep-summary-ofc.js';
import { repSummaryOrf } from './rep-summary-orf.js';
import { repSummarySss } from './rep-summary-sss.js';
import { repZeroPaid } from './rep-zero-paid.js';
import { stmDetail } from './stm-detail.js';
import { stmDetailStp } from './stm-detail-stp.js';
import { stmReceivable } from './stm-receivable.js';
import { stmReceivable5 } from './stm-receivable-5.js';
import { stmRepSummary } from './stm-rep-summary.js';
import { stmRepSummaryStp } from './stm-rep-summary-stp.js';

/** Every layout that is found by its headings. A new one is a file beside this and a line here. */
export const fileTypes: readonly FileType[] = [
  repOpip120,
  repOpip113,
  repOrf,
  repLgo,
  ...repOfc,
  repSss,
  repSummary,
  repSummaryOrf,
  repSummaryLgo,
  ...repSummaryOfc,
  repSummarySss,
  repDataDrug22,
  repDataDrug21,
  repDataDrug20,
  repDataInstrument16,
  repDataInstrument14,
  repDataDeny,
  repZeroPaid,
  stmDetail,
  stmDetailStp,
  stmRepSummary,
  stmRepSummaryStp,
];

/** Layouts whose rows are found by their labels, so that their headings are not compared. */
export const labelledFileTypes: readonly FileType[] = [stmReceivable, stmReceivable5];

/** The layout of an id such as `rep-opip-120`; throws on an id that is not listed. */
export function fileTypeById(id: string): FileType {
  const found = [...fileTypes, ...labelledFileTypes].find((fileType) => fileType.id === id);
  if (!found) throw new RangeError(`no layout ${id}`);
  return found;
}

/** Database columns of a layout's rows, in the order of `ParsedRow.values`. */
export function storedColumns(fileType: FileType): readonly string[] {
  return fileType.columns.flatMap(([, , name]) => (name === null ? [] : [name]));
}

/** Of these, the running number of the row: it makes no other content. */
export function isRunningNumber({ rowNumberColumn }: FileType, [index, , , type]: ColumnRow): boolean {
  return index === rowNumberColumn && type === 'integer';
}

/** The stored columns but the running number, in the order of `ParsedRow.text`. */
export function contentColumns(fileType: FileType): readonly string[] {
  return fileType.columns.flatMap((column) =>
    column[2] === null || isRunningNumber(fileType, column) ? [] : [column[2]],
  );
}

/** A sheet of a statement (STM), which is stored in other tables than a REP. */
export function isStatementType({ sheetKind }: FileType): boolean {
  return sheetKind.startsWith('stm_');
}
