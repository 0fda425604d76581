import { type OrfClaim, orfCentralPaid, orfClaimed, orfPaid } from '../claims/orf-claim.js';
import { claimedNet, paidByNhso, type UcsClaim } from '../claims/ucs-claim.js';
import { buddhistYear, daysLater, monthsLater } from '../claims/wall-time.js';
import type { ListedRep, PracticeCalendar } from '../rep/practice-calendar.js';
import { repContents } from '../rep/rep-contents.js';
import { isAppeal } from '../rep/rep-type.js';

/** One claim in a statement. Money in satang. */
export interface StatementLine {
  readonly claim: UcsClaim | OrfClaim;
  readonly claimed: number;
  /** What the statement adds for the claim; of an appeal the difference to the earlier decision (assumed). */
  readonly paid: number;
}

/** One STM document: what NHSO owes for the claims of one month, inpatients or outpatients. */
export interface Statement {
  readonly documentNo: string;
  /** e.g. `6811_IP_01`. */
  readonly period: string;
  readonly kind: 'OP' | 'IP';
  readonly hospital: string;
  /** Month of the claims, `YYYY-MM`. */
  readonly month: string;
  /** Day of issue, Gregorian. */
  readonly issuedOn: string;
  readonly normal: readonly StatementLine[];
  readonly appeal: readonly StatementLine[];
  readonly salaryDeduction: number;
}

const issueDay = 20;
/** Share of the inpatients' money that the ministry keeps for salaries, in per mille (invented). */
const salaryPerMille = 15;

const total = (lines: readonly StatementLine[]) => lines.reduce((sum, line) => sum + line.paid, 0);

export function paidTotal(statement: Statement): number {
  return total(statement.normal) + total(statement.appeal);
}

/** What is to be transferred (`รวม` of the receivable sheet). */
export function netReceivable(statement: Statement): number {
  return paidTotal(statement) - statement.salaryDeduction;
}

function lineOf(claim: UcsClaim | OrfClaim): StatementLine {
  if (claim.kind === 'ORF')
    return { claim, claimed: orfClaimed(claim), paid: orfPaid(claim) + orfCentralPaid(claim) };
  return { claim, claimed: claimedNet(claim), paid: paidByNhso(claim) };
}

function normalLines(rep: ListedRep): StatementLine[] {
  return repContents(rep.file)
    .claims.filter((claim) => claim.errors.length === 0)
    .map(lineOf);
}

function appealLines(rep: ListedRep): StatementLine[] {
  const contents = repContents(rep.file);
  const before: readonly (UcsClaim | OrfClaim)[] = contents.old;
  return contents.claims
    .map((claim, i) => {
      const line = lineOf(claim);
      const old = before[i];
      return { ...line, paid: line.paid - (old ? lineOf(old).paid : 0) };
    })
    .filter((line) => line.paid !== 0);
}

function statementOf(calendar: PracticeCalendar, month: string, kind: 'OP' | 'IP'): Statement {
  const reps = calendar
    .listing(month, 'ucs')
    .filter(({ file }) => file.type.startsWith('IP') === (kind === 'IP'));
  const normal = reps.filter(({ file }) => !isAppeal(file.type)).flatMap(normalLines);
  const appeal = reps.filter(({ file }) => isAppeal(file.type)).flatMap(appealLines);
  const period = `${buddhistYear(month)}${month.slice(5, 7)}`;
  const paid = total(normal) + total(appeal);
  return {
    documentNo: `${calendar.hospital}_${kind}UCS${period}_01`,
    period: `${period.slice(2)}_${kind}_01`,
    kind,
    hospital: calendar.hospital,
    month,
    issuedOn: `${monthsLater(month, 1)}-${issueDay}`,
    normal,
    appeal,
    salaryDeduction: kind === 'IP' ? Math.round((paid * salaryPerMille) / 1000) : 0,
  };
}

/** All statements that were issued up to today, oldest first; each kind once a month. */
export function statementsOf(calendar: PracticeCalendar): readonly Statement[] {
  const statements: Statement[] = [];
  for (let month = calendar.firstMonth; month <= calendar.lastMonth; month = monthsLater(month, 1)) {
    for (const kind of ['IP', 'OP'] as const) {
      const issued = `${monthsLater(month, 1)}-${issueDay}` <= calendar.today;
      if (issued) statements.push(statementOf(calendar, month, kind));
    }
  }
  return statements;
}

/** Day on which the transfer of a statement is posted. */
export function postedOn(statement: Statement): string {
  return daysLater(statement.issuedOn, 7);
}
