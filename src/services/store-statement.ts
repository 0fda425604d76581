import type { Value } from '../db/db.js';
import type { ReadColumn } from '../domain/claim.js';
import { bahtOf, satangOf } from '../domain/satang.js';
import type { StatementName } from '../domain/statement-file-name.js';
import { type StatementSection, sectionOf } from '../domain/statement-section.js';
import { columnReader } from '../filetypes/column-reader.js';
import type { FileType, ParsedRow, ParseEvent, SheetHead } from '../filetypes/file-type.js';
import { fileTypeById, storedColumns } from '../filetypes/index.js';
import { statementTotalColumns } from '../filetypes/statement-totals.js';
import { countAgainstBefore, isCopy } from '../filetypes/workbook-tally.js';
import { isStatementTable, type StatementTable } from '../store/statement-rows.js';
import {
  checkStatementTotal,
  countStatementRow,
  emptyStatementTally,
  type StatementTally,
} from './statement-tally.js';
import { type StoredSheet, storedSheets } from './stored-sheets.js';

/** The statement whose rows are stored. */
export interface StatementToStore {
  readonly id: number;
  readonly name: Pick<StatementName, 'hospitalCode'>;
  /** Row hashes of the import before by `sheet|row`; empty at a first import. */
  readonly hashesBefore: ReadonlyMap<string, string>;
}

/** Takes rows as their table has them; `columns` name the values of each, in their order. */
export type TakeStatementRows = (
  table: StatementTable,
  columns: readonly string[],
  rows: readonly (readonly Value[])[],
) => Promise<void>;

/** What was stored of a statement; rowsRead = inserted + updated + unchanged + refused, over the detail sheets. */
export interface StoredStatement extends StatementTally {
  readonly rowsRead: number;
  readonly refused: number;
  readonly sheets: readonly StoredSheet[];
}

/** What each table has beside the columns of the form. */
const ownColumns: Readonly<Record<StatementTable, readonly string[]>> = {
  stm_claim_item: ['hospital_code', 'row_hash'],
  stm_rep_summary: [],
  stm_receivable_summary: ['patient_type', 'net_receivable'],
};
const commonColumns = ['file_id', 'sheet_name', 'row_no', 'layout_id', 'data_type', 'extra'];

interface Place {
  readonly file: StatementToStore;
  readonly tally: StatementTally;
  readonly sheet: SheetHead;
  readonly fileType: FileType;
}

const textOf = (value: string | number | null) => (value === null ? '' : String(value));
const satang = (value: string | number | null) => (value === null ? null : satangOf(String(value)));

/** The section of a row: the label above it, unless the row of a summary says it itself. */
function sectionOfRow({ fileType }: Place, row: ParsedRow, read: ReadColumn): StatementSection {
  const above = row.section ?? 'normal';
  if (fileType.sheetKind !== 'stm_rep_summary' || above === 'disabled_d1') return above;
  return sectionOf(textOf(read('claim_type'))) ?? above;
}

/** Values of a receivable row that no cell has: kind of patient, and the money less the deductions. */
function receivableValues({ tally, fileType }: Place, row: ParsedRow, read: ReadColumn): readonly Value[] {
  const { amount, deductions } = statementTotalColumns(fileType.sheetKind);
  const paid = satang(read(amount));
  const net = deductions.reduce((rest, name) => rest - (satang(read(name)) ?? 0n), paid ?? 0n);
  tally.netComputed += net;
  const label = Object.values(row.extra).find((text) => text.startsWith('ผู้ป่วย')) ?? '';
  return [label.startsWith('ผู้ป่วยนอก') ? 'outpatient' : 'inpatient', paid === null ? null : bahtOf(net)];
}

/** The row as its table takes it; null for an exact copy of a claim that stands above it in its section. */
function tableRow(place: Place, row: ParsedRow, read: ReadColumn): readonly Value[] | null {
  const { file, tally, sheet, fileType } = place;
  const section = sectionOfRow(place, row, read);
  const { count, amount } = statementTotalColumns(fileType.sheetKind);
  const cases = count === null ? 1 : read(count);
  countStatementRow(tally, sheet, fileType, section, {
    count: cases === null ? null : Number(cases),
    satang: satang(read(amount)),
  });
  const common = [file.id, sheet.name, row.rowNo, fileType.id, section, JSON.stringify(row.extra)];
  if (fileType.sheetKind === 'stm_receivable')
    return [...row.values, ...common, ...receivableValues(place, row, read)];
  if (fileType.sheetKind === 'stm_rep_summary') {
    if (read('period') !== null) tally.periods.add(textOf(read('period')));
    return [...row.values, ...common];
  }
  const tranId = textOf(read('tran_id'));
  if (isCopy(tally, sheet, row, tranId, section, 'statement_tran_twice')) {
    tally.unchanged += 1;
    return null;
  }
  countAgainstBefore(tally, file.hashesBefore, sheet, row);
  return [...row.values, ...common, file.name.hospitalCode, row.hash];
}

async function storeRows(take: TakeStatementRows, place: Place, rows: readonly ParsedRow[]): Promise<void> {
  const { fileType, tally, sheet } = place;
  const { table } = fileType;
  if (!isStatementTable(table)) throw new RangeError(`${fileType.id} is no sheet of a statement`);
  const reader = columnReader(fileType);
  const values = rows.flatMap((row) => {
    const one = tableRow(place, row, reader(row));
    return one ? [one] : [];
  });
  const columns = [...storedColumns(fileType), ...commonColumns, ...ownColumns[table]];
  await take(table, columns, values);
  tally.storedBySheet.set(sheet.position, (tally.storedBySheet.get(sheet.position) ?? 0) + values.length);
}

/**
 * Gives every row that the reader yields to `take`, which stores it inside the import's transaction: receivable, summary,
 * details. Errors of the reader (AppError) pass through and end the transaction.
 */
export async function storeStatement(
  take: TakeStatementRows,
  file: StatementToStore,
  sheets: readonly SheetHead[],
  events: AsyncIterable<ParseEvent>,
  onRows: (rows: number) => void,
): Promise<StoredStatement> {
  const tally = emptyStatementTally();
  let end: Extract<ParseEvent, { type: 'end' }> = { type: 'end', sheets: [] };
  for await (const event of events) {
    if (event.type === 'problems') tally.problems.push(...event.problems);
    if (event.type === 'end') end = event;
    if (event.type !== 'rows' && event.type !== 'totals') continue;
    const sheet = sheets.find((head) => head.position === event.sheet);
    if (!sheet?.layout)
      throw new RangeError(`the reader yields rows of sheet ${event.sheet}, which it did not announce`);
    const fileType = fileTypeById(sheet.layout);
    if (event.type === 'totals') {
      for (const total of event.totals) checkStatementTotal(tally, sheet, fileType, total);
      continue;
    }
    await storeRows(take, { file, tally, sheet, fileType }, event.rows);
    onRows(event.rows.length);
  }
  const stored = storedSheets(sheets, tally.storedBySheet, end);
  const details = stored.filter(({ layout }) => fileTypeById(layout).sheetKind === 'stm_detail');
  return {
    ...tally,
    rowsRead: details.reduce((sum, sheet) => sum + sheet.rowsRead, 0),
    refused: details.reduce((sum, sheet) => sum + sheet.refused, 0),
    sheets: stored,
  };
}
