import type { ClaimForm, ReadColumn } from '../domain/claim.js';
import { addTotals, type ClaimTotals, summaryNumber } from '../domain/control-totals.js';
import type { ProblemCode } from '../domain/problems/index.js';
import { addBaht, bahtOf, satangOf } from '../domain/satang.js';
import { controlTotalCells, type SummaryCells } from './control-totals.js';
import type {
  LayoutTable,
  ParsedProblem,
  ParsedRow,
  RowErrors,
  SheetHead,
  WorkbookSums,
} from './file-type.js';
import type { VisitClaims } from './visit-claims.js';

/** A row that was stored before in the same file under the same TRAN_ID and role. */
export interface SeenRow {
  readonly hash: string;
  readonly rowNo: number;
}

/** Counters of one workbook while its rows go by. */
export interface WorkbookTally {
  inserted: number;
  updated: number;
  unchanged: number;
  total: number;
  passed: number;
  amount: bigint;
  minDay: string | null;
  maxDay: string | null;
  readonly seen: Map<string, SeenRow[]>;
  readonly repNos: Set<string>;
  readonly summaries: ClaimTotals[];
  readonly storedBySheet: Map<number, number>;
  readonly problems: ParsedProblem[];
  /** Error codes by the table of their row. */
  readonly errors: Map<LayoutTable, RowErrors[]>;
  /** Kept only for a workbook with an item sheet that has no TRAN_ID. */
  readonly visits: VisitClaims | null;
}

export function emptyTally(keepVisits: boolean): WorkbookTally {
  return {
    inserted: 0,
    updated: 0,
    unchanged: 0,
    total: 0,
    passed: 0,
    amount: 0n,
    minDay: null,
    maxDay: null,
    seen: new Map(),
    repNos: new Set(),
    summaries: [],
    storedBySheet: new Map(),
    problems: [],
    errors: new Map(),
    visits: keepVisits ? new Map() : null,
  };
}

/** What a file type says about its documents: the counts of one Summary row, of the normal and of the appeal block. */
export function summaryTotals(form: ClaimForm, read: ReadColumn): ClaimTotals {
  const block = (cells: SummaryCells): ClaimTotals => {
    const count = (name: string) => {
      const text = summaryNumber(read(name));
      return text === null ? null : Number(text);
    };
    return {
      total: count(cells.total),
      passed: count(cells.passed),
      failed: count(cells.failed),
      amount: addBaht(...cells.amount.map((name) => summaryNumber(read(name)))),
    };
  };
  const cells = controlTotalCells(form);
  return addTotals([block(cells.normal), block(cells.appeal)]);
}

function rowProblem(
  sheet: SheetHead,
  row: ParsedRow,
  tranId: string,
  code: string,
  first: number,
): ParsedProblem {
  return {
    severity: 'warning',
    code,
    sheet: sheet.name,
    row: row.rowNo,
    columnIndex: null,
    column: 'TRAN_ID',
    cell: null,
    tranId,
    value: null,
    rowValues: null,
    details: { first },
  };
}

/** Counts a row into the control totals; an exact copy counts as present. */
export function countRow(tally: WorkbookTally, isDenied: boolean, amount: string | null): void {
  tally.total += 1;
  if (isDenied) return;
  tally.passed += 1;
  tally.amount += satangOf(amount ?? '0.00');
}

/**
 * Decides whether a row is an exact copy of an earlier one of the same file (counted as unchanged, not stored twice);
 * another content under the same TRAN_ID is stored as well. Both are a warning (product.md, rule 2). Rows of another
 * `role` (of a statement: section) are no copies of each other.
 */
export function isCopy(
  tally: Pick<WorkbookTally, 'seen' | 'problems'>,
  sheet: SheetHead,
  row: ParsedRow,
  tranId: string,
  role: string,
  otherContent: ProblemCode = 'duplicate_tran',
): boolean {
  const key = `${role}|${tranId}`;
  const before = tally.seen.get(key) ?? [];
  const copy = before.find((seen) => seen.hash === row.hash);
  const first = copy ?? before[0];
  if (first) {
    tally.problems.push(rowProblem(sheet, row, tranId, copy ? 'duplicate_copy' : otherContent, first.rowNo));
  }
  if (!copy) tally.seen.set(key, [...before, { hash: row.hash, rowNo: row.rowNo }]);
  return copy !== undefined;
}

export function noteDay(tally: WorkbookTally, serviceDay: string | null): void {
  if (serviceDay === null) return;
  if (tally.minDay === null || serviceDay < tally.minDay) tally.minDay = serviceDay;
  if (tally.maxDay === null || serviceDay > tally.maxDay) tally.maxDay = serviceDay;
}

export function noteErrors(
  tally: WorkbookTally,
  table: LayoutTable,
  sheet: SheetHead,
  row: ParsedRow,
  tranId: string,
  codes: readonly string[],
): void {
  if (codes.length === 0) return;
  const errors = tally.errors.get(table) ?? [];
  errors.push({ rowNo: row.rowNo, sheetName: sheet.name, tranId, codes });
  tally.errors.set(table, errors);
}

/** What the workbook says as a whole, when all its rows went by. */
export function sumsOf(tally: WorkbookTally): WorkbookSums {
  const { inserted, updated, unchanged, total, passed, amount, summaries } = tally;
  return {
    inserted,
    updated,
    unchanged,
    reported: { total, passed, failed: total - passed, amount: bahtOf(amount) },
    summary: summaries.length === 0 ? null : addTotals(summaries),
    minServiceDay: tally.minDay,
    maxServiceDay: tally.maxDay,
    storedBySheet: tally.storedBySheet,
    errors: tally.errors,
  };
}

export function countAgainstBefore(
  tally: Pick<WorkbookTally, 'inserted' | 'updated' | 'unchanged'>,
  hashesBefore: ReadonlyMap<string, string>,
  sheet: SheetHead,
  row: ParsedRow,
): void {
  const before = hashesBefore.get(`${sheet.name}|${row.rowNo}`);
  if (before === undefined) tally.inserted += 1;
  else if (before === row.hash) tally.unchanged += 1;
  else tally.updated += 1;
}
