import type { Tx, Value } from '../db/db.js';
import { claimFacts, type ReadColumn, rowRoleOf } from '../domain/claim.js';
import { versionKey } from '../domain/claim-version.js';
import { addTotals, type ClaimTotals, summaryNumber } from '../domain/control-totals.js';
import type { RepFileName } from '../domain/rep-file-name.js';
import { addBaht, bahtOf } from '../domain/satang.js';
import { controlTotalCells } from '../filetypes/control-totals.js';
import type { FileType, ParsedProblem, ParsedRow, ParseEvent, SheetHead } from '../filetypes/file-type.js';
import { fileTypeById, storedColumns } from '../filetypes/index.js';
import { type ItemKind, insertClaimErrors, insertClaims } from '../store/claims.js';
import { insertRepItems, isRepItemTable, ownColumns } from '../store/rep-items.js';
import { columnReader, type StoredSheet, storedSheets } from './stored-sheets.js';
import { claimOfVisit, noteVisit } from './visit-claims.js';
import {
  countAgainstBefore,
  countRow,
  emptyTally,
  isCopy,
  summaryTotals,
  type WorkbookTally,
} from './workbook-tally.js';

/** The file whose rows are stored. */
export interface WorkbookFile {
  readonly id: number;
  readonly name: RepFileName;
  readonly sha256: string;
  readonly reportTime: string | null;
  /** Row hashes of the import before by `sheet|row`; empty at a first import. */
  readonly hashesBefore: ReadonlyMap<string, string>;
}

/** What was stored of one workbook; rowsRead = inserted + updated + unchanged + refused, over the Detail sheets. */
export interface StoredWorkbook {
  readonly rowsRead: number;
  readonly inserted: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly refused: number;
  readonly tranIds: ReadonlySet<string>;
  readonly stored: ClaimTotals;
  /** null = the workbook has no Summary rows. */
  readonly summary: ClaimTotals | null;
  readonly minServiceDay: string | null;
  readonly maxServiceDay: string | null;
  readonly sheets: readonly StoredSheet[];
  readonly problems: readonly ParsedProblem[];
}

function textOrEmpty(value: string | number | null): string {
  return value === null ? '' : String(value);
}

function detailRow(
  file: WorkbookFile,
  tally: WorkbookTally,
  sheet: SheetHead,
  fileType: FileType,
  kind: ItemKind,
  row: ParsedRow,
  read: ReadColumn,
): readonly Value[] | null {
  const form = fileType.form ?? 'ucs';
  const facts = claimFacts(form, file.name, read);
  const tranId = textOrEmpty(read('tran_id'));
  const repNo = textOrEmpty(read('rep_no'));
  const role = rowRoleOf(file.name, { repNo, errorCodes: facts.errorCodes }, tally.repNos);
  const copy = isCopy(tally, sheet, row, tranId, role);
  if (role === 'reported') {
    const amounts = controlTotalCells(form).detailAmount.map((name) => summaryNumber(read(name)));
    countRow(tally, facts.isDenied, addBaht(...amounts));
    tally.tranIds.add(tranId);
    if (tally.visits) noteVisit(tally.visits, read, tranId);
  }
  if (copy) {
    tally.unchanged += 1;
    return null;
  }
  countAgainstBefore(tally, file.hashesBefore, sheet, row);
  if (facts.serviceDay !== null) {
    if (tally.minDay === null || facts.serviceDay < tally.minDay) tally.minDay = facts.serviceDay;
    if (tally.maxDay === null || facts.serviceDay > tally.maxDay) tally.maxDay = facts.serviceDay;
  }
  if (facts.errorCodes.length > 0 && role === 'reported') {
    const errors = tally.errors.get(kind) ?? [];
    errors.push({ rowNo: row.rowNo, sheetName: sheet.name, tranId, codes: facts.errorCodes });
    tally.errors.set(kind, errors);
  }
  const columns = storedColumns(fileType);
  return [
    ...row.values.map((value, index) => (columns[index] === 'hcode' ? textOrEmpty(value) : value)),
    file.id,
    file.name.hospitalCode,
    sheet.name,
    row.rowNo,
    row.hash,
    fileType.id,
    file.name.scheme.toUpperCase(),
    file.name.fileType,
    facts.kind,
    role,
    // A new row is stored as the first and current version; settling corrects the few that are not.
    role === 'reported' ? 1 : 0,
    role === 'reported',
    versionKey({ ...file.name, reportTime: file.reportTime, sha256: file.sha256 }, sheet.position, row.rowNo),
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

/** Item rows of a form without TRAN_ID get that of the claim they fit. */
function lacksTranId({ anchorColumn }: FileType): boolean {
  return anchorColumn !== undefined;
}

function itemRow(
  file: WorkbookFile,
  tally: WorkbookTally,
  sheet: SheetHead,
  fileType: FileType,
  row: ParsedRow,
  read: ReadColumn,
): readonly Value[] {
  const own = isRepItemTable(fileType.table) ? ownColumns(fileType.table) : [];
  return [
    ...row.values,
    ...(lacksTranId(fileType) ? [claimOfVisit(tally.visits ?? new Map(), read)] : []),
    file.id,
    sheet.name,
    row.rowNo,
    row.hash,
    fileType.id,
    JSON.stringify(row.extra),
    ...own.map(() => file.name.fileType),
  ];
}

async function storeRows(
  tx: Tx,
  file: WorkbookFile,
  tally: WorkbookTally,
  sheet: SheetHead,
  fileType: FileType,
  rows: readonly ParsedRow[],
): Promise<void> {
  const columns = storedColumns(fileType);
  const reader = columnReader(fileType);
  let stored = rows.length;
  if (isRepItemTable(fileType.table)) {
    if (fileType.sheetKind === 'summary') {
      for (const row of rows) {
        const read = reader(row);
        tally.repNos.add(textOrEmpty(read('rep_no')));
        tally.summaries.push(summaryTotals(fileType.form ?? 'ucs', read));
      }
    }
    await insertRepItems(
      tx,
      fileType.table,
      lacksTranId(fileType) ? [...columns, 'tran_id'] : columns,
      rows.map((row) => itemRow(file, tally, sheet, fileType, row, reader(row))),
    );
  } else {
    const kind: ItemKind = fileType.table === 'claim_rep_orf_nhso_item' ? 'orf' : 'opip';
    const values = rows.flatMap((row) => {
      const one = detailRow(file, tally, sheet, fileType, kind, row, reader(row));
      return one ? [one] : [];
    });
    stored = values.length;
    await insertClaims(tx, kind, columns, values);
  }
  tally.storedBySheet.set(sheet.position, (tally.storedBySheet.get(sheet.position) ?? 0) + stored);
}

/**
 * Stores every row that the reader yields, inside the import's transaction: Summary first, then Detail, then the item
 * sheets. Versions are not settled here. Errors of the reader (AppError) pass through and end the transaction.
 */
export async function storeWorkbook(
  tx: Tx,
  file: WorkbookFile,
  sheets: readonly SheetHead[],
  events: AsyncIterable<ParseEvent>,
  onRows: (rows: number) => void,
): Promise<StoredWorkbook> {
  const keepVisits = sheets.some(({ layout }) => layout !== null && lacksTranId(fileTypeById(layout)));
  const tally = emptyTally(keepVisits);
  let end: Extract<ParseEvent, { type: 'end' }> = { type: 'end', sheets: [] };
  for await (const event of events) {
    if (event.type === 'problems') tally.problems.push(...event.problems);
    if (event.type === 'end') end = event;
    if (event.type !== 'rows') continue;
    const sheet = sheets.find((head) => head.position === event.sheet);
    if (!sheet)
      throw new RangeError(`the reader yields rows of sheet ${event.sheet}, which it did not announce`);
    await storeRows(tx, file, tally, sheet, fileTypeById(event.layout), event.rows);
    onRows(event.rows.length);
  }
  for (const [kind, errors] of tally.errors) {
    await insertClaimErrors(tx, kind, { id: file.id, hospitalCode: file.name.hospitalCode }, errors);
  }
  const details = end.sheets.filter((count) => {
    const layout = sheets.find((head) => head.position === count.position)?.layout;
    return layout != null && fileTypeById(layout).sheetKind === 'detail';
  });
  return {
    rowsRead: details.reduce((sum, sheet) => sum + sheet.rowsRead, 0),
    refused: details.reduce((sum, sheet) => sum + sheet.refused, 0),
    inserted: tally.inserted,
    updated: tally.updated,
    unchanged: tally.unchanged,
    tranIds: tally.tranIds,
    stored: {
      total: tally.total,
      passed: tally.passed,
      failed: tally.total - tally.passed,
      amount: bahtOf(tally.amount),
    },
    summary: tally.summaries.length === 0 ? null : addTotals(tally.summaries),
    minServiceDay: tally.minDay,
    maxServiceDay: tally.maxDay,
    sheets: storedSheets(sheets, tally.storedBySheet, end),
    problems: tally.problems,
  };
}
