import { satangOf } from './satang.js';

/** What REP and statements say of one claim; amounts in baht. */
export interface StatementFacts {
  readonly isDenied: boolean;
  /** What the current version promises by NHSO; null = nothing written. */
  readonly promised: string | null;
  /** Sum of the rows of all counted statements; null = no row. */
  readonly stated: string | null;
}

/** States of reconciliation that REP and STM alone decide (product.md, reconciliation). */
export type StatementStanding =
  | 'denied'
  | 'waiting_stm'
  | 'matched'
  | 'part_paid'
  | 'over'
  | 'reversed'
  | 'needs_person';

/** One satang either way still agrees. */
const toleranceSatang = 1n;

/** Whether the statements keep what the current version promises. */
export function statementStanding({ isDenied, promised, stated }: StatementFacts): StatementStanding {
  if (stated === null) return isDenied ? 'denied' : 'waiting_stm';
  const money = satangOf(stated);
  if (isDenied) return money === 0n ? 'denied' : 'needs_person';
  const difference = money - satangOf(promised ?? '0.00');
  if (difference >= -toleranceSatang && difference <= toleranceSatang) return 'matched';
  if (money <= 0n) return 'reversed';
  return difference < 0n ? 'part_paid' : 'over';
}
