/** Rows of a Detail sheet as they are stored: the form's columns, and what is derived from them (formats/tables.md 3.1). */
import { type ClaimFacts, claimFacts, type ReadColumn, type RowRole, rowRoleOf } from '../domain/claim.js';
import { versionKey } from '../domain/claim-version.js';
import { summaryNumber } from '../domain/control-totals.js';
import { fieldBytes, type TextValue } from '../domain/row-text.js';
import { addBaht } from '../domain/satang.js';
import { columnReader } from './column-reader.js';
import { type ContentLine, contentLine } from './content-line.js';
import { controlTotalCells } from './control-totals.js';
import type { FileType, ParsedRow, SheetHead } from './file-type.js';
import { storedColumns } from './index.js';
import type { RowStamp } from './row-stamp.js';
import { noteVisit } from './visit-claims.js';
import {
  countAgainstBefore,
  countRow,
  isCopy,
  noteDay,
  noteErrors,
  type WorkbookTally,
} from './workbook-tally.js';

/** Columns of which every row of a sheet says the same. */
const ofSheet = ['file_id', 'hospital_code', 'sheet_name', 'layout_id', 'scheme', 'file_type'] as const;
/** Columns that are derived of each row. */
const ofRow = [
  'row_no',
  'row_hash',
  'kind',
  'row_role',
  'version_no',
  'is_current',
  'version_key',
  'service_day',
  'fiscal_year',
  'service_month',
  'is_ip',
  'is_denied',
  'claimed',
  'reimbursed',
  'loss',
  'status',
  'extra',
] as const;

/** Writes the rows of one sheet, all of one form. */
export interface RowWriter {
  /** Database columns, in the order of the fields. */
  readonly columns: readonly string[];
  /** One row as text (domain/row-text); null for an exact copy of an earlier one, which is not stored twice. */
  line(row: ParsedRow): string | null;
}

function textOrEmpty(value: string | number | null): string {
  return value === null ? '' : String(value);
}

function derivedFields(row: ParsedRow, role: RowRole, facts: ClaimFacts, key: string): TextValue[] {
  return [
    row.rowNo,
    row.hash,
    facts.kind,
    role,
    // A new row is stored as the first and current version; settling corrects the few that are not.
    role === 'reported' ? 1 : 0,
    role === 'reported',
    key,
    facts.serviceDay,
    facts.fiscalYear,
    facts.serviceMonth,
    facts.kind === 'IP',
    facts.isDenied,
    facts.claimed,
    facts.reimbursed,
    facts.loss,
    role === 'reference' ? role : facts.isDenied ? 'denied' : 'passed',
    JSON.stringify(row.extra),
  ];
}

/** Counts a reported row into what the workbook says as a whole. */
function tallyReported(
  tally: WorkbookTally,
  facts: ClaimFacts,
  tranId: string,
  detailAmount: readonly string[],
  read: ReadColumn,
): void {
  countRow(tally, facts.isDenied, addBaht(...detailAmount.map((name) => summaryNumber(read(name)))));
  if (tally.visits) noteVisit(tally.visits, read, tranId);
}

/** The line of a row in which the hospital is never nothing, but empty. */
function claimLine(fileType: FileType): ContentLine {
  const { columns, line } = contentLine(fileType);
  const stored = storedColumns(fileType).indexOf('hcode');
  const place = columns.indexOf('hcode');
  return {
    columns,
    line: (row) =>
      row.values[stored] === null ? line(row).split('\t').with(place, '').join('\t') : line(row),
  };
}

/** The rows of a Detail sheet; every row is also counted into `tally`. */
export function claimRowWriter(
  stamp: RowStamp,
  sheet: SheetHead,
  fileType: FileType,
  tally: WorkbookTally,
): RowWriter {
  const { name, fileId, hashesBefore } = stamp;
  const form = fileType.form ?? 'ucs';
  const { detailAmount } = controlTotalCells(form);
  const content = claimLine(fileType);
  const reader = columnReader(fileType);
  const constants = [
    fileId,
    name.hospitalCode,
    sheet.name,
    fileType.id,
    name.scheme.toUpperCase(),
    name.fileType,
  ];
  const same = constants.map(fieldBytes).join('\t');
  return {
    columns: [...content.columns, ...ofSheet, ...ofRow],
    line(row) {
      const read = reader(row);
      const facts = claimFacts(form, name, read);
      const tranId = textOrEmpty(read('tran_id'));
      const repNo = textOrEmpty(read('rep_no'));
      const role = rowRoleOf(name, { repNo, errorCodes: facts.errorCodes }, tally.repNos);
      const copy = isCopy(tally, sheet, row, tranId, role);
      if (role === 'reported') tallyReported(tally, facts, tranId, detailAmount, read);
      if (copy) {
        tally.unchanged += 1;
        return null;
      }
      countAgainstBefore(tally, hashesBefore, sheet, row);
      noteDay(tally, facts.serviceDay);
      if (role === 'reported') noteErrors(tally, fileType.table, sheet, row, tranId, facts.errorCodes);
      const key = versionKey(
        { ...name, reportTime: stamp.reportTime, sha256: stamp.sha256 },
        sheet.position,
        row.rowNo,
      );
      const derived = derivedFields(row, role, facts, key).map(fieldBytes).join('\t');
      return `${content.line(row)}\t${same}\t${derived}\n`;
    },
  };
}
