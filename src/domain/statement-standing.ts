import { satangOf } from './satang.js';
import type { ClaimScheme } from './scheme.js';

/** What REP and statements say of one claim; amounts in baht. */
export interface StatementFacts {
  /** Upper or lower case. */
  readonly scheme: string;
  readonly isDenied: boolean;
  /** What the current version promises by NHSO; null = nothing written. */
  readonly promised: string | null;
  /** Sum of the rows of all counted statements, a row without an amount as nothing; null = no row. */
  readonly stated: string | null;
}

/** States of reconciliation that REP and STM alone decide (product.md, reconciliation). */
export const statementStandings = [
  ...(['denied', 'waiting_stm', 'matched', 'part_paid', 'over', 'reversed'] as const),
  ...(['not_covered', 'needs_person'] as const),
] as const;
export type StatementStanding = (typeof statementStandings)[number];

/** What may be asked of claims: also the state of those that only the portal's list knows, which are in no list yet. */
export const askedStandings = ['waiting_rep', ...statementStandings] as const;
export type AskedStanding = (typeof askedStandings)[number];

/** Schemes whose statements the portal lists: only of their claims is it known that a statement is still to come. */
export const statementSchemes: readonly ClaimScheme[] = ['ucs'];

/** One satang either way still agrees. */
const toleranceSatang = 1n;

/** Why a claim has its standing; worked out where it is shown, since it follows from what is kept. */
export type StandingReason =
  | 'error_code'
  | 'stated_without_money'
  | 'no_row'
  | 'no_statements'
  | 'equal'
  | 'within_tolerance'
  | 'less'
  | 'more'
  | 'nothing_left'
  | 'taken_back'
  | 'denied_with_money';

export function standingReason(
  standing: StatementStanding,
  { promised, stated }: Pick<StatementFacts, 'promised' | 'stated'>,
): StandingReason {
  const money = satangOf(stated ?? '0.00');
  switch (standing) {
    case 'denied':
      return stated === null ? 'error_code' : 'stated_without_money';
    case 'waiting_stm':
      return 'no_row';
    case 'not_covered':
      return 'no_statements';
    case 'matched':
      return money === satangOf(promised ?? '0.00') ? 'equal' : 'within_tolerance';
    case 'part_paid':
      return 'less';
    case 'over':
      return 'more';
    case 'reversed':
      return money === 0n ? 'nothing_left' : 'taken_back';
    case 'needs_person':
      return 'denied_with_money';
  }
}

/** Whether the statements keep what the current version promises; `store/claim-standing` says the same as SQL. */
export function statementStanding({ scheme, isDenied, promised, stated }: StatementFacts): StatementStanding {
  if (stated === null) {
    if (isDenied) return 'denied';
    const hasStatements = statementSchemes.some((one) => one === scheme.toLowerCase());
    return hasStatements ? 'waiting_stm' : 'not_covered';
  }
  const money = satangOf(stated);
  if (isDenied) return money === 0n ? 'denied' : 'needs_person';
  const difference = money - satangOf(promised ?? '0.00');
  if (difference >= -toleranceSatang && difference <= toleranceSatang) return 'matched';
  if (money <= 0n) return 'reversed';
  return difference < 0n ? 'part_paid' : 'over';
}
