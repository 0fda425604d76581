import type { SheetKind } from './file-type.js';

/**
 * Which columns of a statement's sheets say how many claims there are and how much money (formats/stm-*.csv). That all
 * three kinds of sheet mean the same money, before deductions, is assumed: the first real statement must confirm it.
 */
export interface StatementTotalColumns {
  /** null = each row is one claim. */
  readonly count: string | null;
  readonly amount: string;
  /** Columns that lead from the amount to the net receivable. */
  readonly deductions: readonly string[];
}

const byKind: Readonly<Partial<Record<SheetKind, StatementTotalColumns>>> = {
  stm_receivable: {
    count: 'patient_count',
    amount: 'total_paid',
    deductions: ['salary_deduction', 'adjrw_paid_deduction'],
  },
  stm_rep_summary: { count: 'total_passed', amount: 'total_receivable', deductions: [] },
  stm_detail: { count: null, amount: 'total_compensation', deductions: [] },
};

export function statementTotalColumns(kind: SheetKind): StatementTotalColumns {
  const columns = byKind[kind];
  if (!columns) throw new RangeError(`${kind} is no sheet of a statement`);
  return columns;
}
