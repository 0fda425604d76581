import { satangOf } from '../domain/satang.js';
import type { StatementSection } from '../domain/statement-section.js';
import {
  addSum,
  moneyAgrees,
  type StatementDifference,
  type StatementPart,
  type StatementSum,
} from '../domain/statement-totals.js';
import type { FileType, ParsedProblem, ParsedTotal, SheetHead, SheetKind } from '../filetypes/file-type.js';
import { statementTotalColumns } from '../filetypes/statement-totals.js';
import type { SeenRow } from '../filetypes/workbook-tally.js';

/** Money and cases of a sheet while its rows go by: since its begin, in this section, since the last written total. */
interface Running {
  section: string;
  readonly whole: { count: number; satang: bigint };
  readonly ofSection: { count: number; satang: bigint };
  readonly sinceTotal: { count: number; satang: bigint };
}

/** What one kind of sheet says, with the sheets that say it. */
export interface SaidSums {
  readonly sheets: Set<string>;
  readonly sums: Map<StatementPart, StatementSum>;
}

/** Counters of one statement while its rows go by. */
export interface StatementTally {
  inserted: number;
  updated: number;
  unchanged: number;
  readonly seen: Map<string, SeenRow[]>;
  readonly periods: Set<string>;
  readonly said: Map<SheetKind, SaidSums>;
  readonly running: Map<number, Running>;
  /** Net amounts as the receivable sheets write them, and as their figures give them. */
  readonly nets: string[];
  netComputed: bigint;
  readonly storedBySheet: Map<number, number>;
  readonly problems: ParsedProblem[];
  readonly differences: StatementDifference[];
}

export function emptyStatementTally(): StatementTally {
  return {
    inserted: 0,
    updated: 0,
    unchanged: 0,
    seen: new Map(),
    periods: new Set(),
    said: new Map(),
    running: new Map(),
    nets: [],
    netComputed: 0n,
    storedBySheet: new Map(),
    problems: [],
    differences: [],
  };
}

const none = () => ({ count: 0, satang: 0n });

function add(to: { count: number; satang: bigint }, sum: StatementSum): void {
  to.count += sum.count ?? 0;
  to.satang += sum.satang ?? 0n;
}

/** The STP form, and a sheet of another form that says so in its name, are a program of their own. */
function partOf(sheet: SheetHead, fileType: FileType, section: StatementSection): StatementPart {
  const isStp = fileType.id.endsWith('-stp') || /STP/i.test(sheet.name);
  return isStp ? `STP|${section}` : `|${section}`;
}

/** Counts a row into the sums of its kind of sheet; an exact copy counts as present. */
export function countStatementRow(
  tally: StatementTally,
  sheet: SheetHead,
  fileType: FileType,
  section: StatementSection,
  sum: StatementSum,
): void {
  const kind = fileType.sheetKind;
  const said: SaidSums = tally.said.get(kind) ?? { sheets: new Set(), sums: new Map() };
  said.sheets.add(sheet.name);
  addSum(said.sums, partOf(sheet, fileType, section), sum);
  tally.said.set(kind, said);
  const running = tally.running.get(sheet.position) ?? {
    section,
    whole: none(),
    ofSection: none(),
    sinceTotal: none(),
  };
  if (running.section !== section) {
    running.section = section;
    running.ofSection.count = 0;
    running.ofSection.satang = 0n;
  }
  for (const one of [running.whole, running.ofSection, running.sinceTotal]) add(one, sum);
  tally.running.set(sheet.position, running);
}

/**
 * Compares a written total with the rows above it. What a total adds up is not said: all rows of its sheet, those of its
 * section, or those since the total before; it is wrong when it is none of them.
 */
export function checkStatementTotal(
  tally: StatementTally,
  sheet: SheetHead,
  fileType: FileType,
  total: ParsedTotal,
): void {
  const net = total.amounts.net_receivable;
  if (net !== undefined) {
    tally.nets.push(net);
    return;
  }
  const columns = statementTotalColumns(fileType.sheetKind);
  const written = total.amounts[columns.amount];
  const running = tally.running.get(sheet.position);
  const candidates = running ? [running.whole, running.ofSection, running.sinceTotal] : [none()];
  if (written !== undefined && !candidates.some(({ satang }) => moneyAgrees(satang, satangOf(written))))
    tally.differences.push({
      code: 'statement_total_differs',
      details: { sheet: sheet.name, row: total.rowNo, expected: written },
    });
  if (running) {
    running.sinceTotal.count = 0;
    running.sinceTotal.satang = 0n;
  }
}
