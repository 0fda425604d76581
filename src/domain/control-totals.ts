import { addBaht, satangOf } from './satang.js';

/** Numbers of claims and their reimbursement (baht) by one source; null = the source does not say it. */
export interface ClaimTotals {
  readonly total: number | null;
  readonly passed: number | null;
  readonly failed: number | null;
  readonly amount: string | null;
}

export interface ControlDifference {
  readonly code: 'summary_count_differs' | 'summary_money_differs' | 'portal_count_differs';
  readonly details: Readonly<Record<string, string | number>>;
}

/** Difference up to which money counts as equal (product.md, rule 5; formats/README 1.6). */
const toleranceSatang = 1n;

/** A count or amount of a Summary cell: text with thousands commas, `-` and blank are nothing. */
export function summaryNumber(cell: string | number | null | undefined): string | null {
  const text = String(cell ?? '')
    .replaceAll(',', '')
    .trim();
  return /^-?\d+(\.\d+)?$/.test(text) ? text : null;
}

/** Adds the totals of several documents; a part that no document says stays unknown. */
export function addTotals(parts: readonly ClaimTotals[]): ClaimTotals {
  const sum = (name: 'total' | 'passed' | 'failed') => {
    const known = parts.map((part) => part[name]).filter((n) => n !== null);
    return known.length === 0 ? null : known.reduce((a, b) => a + b, 0);
  };
  return {
    total: sum('total'),
    passed: sum('passed'),
    failed: sum('failed'),
    amount: addBaht(...parts.map((part) => part.amount)),
  };
}

function countsDiffer(expected: ClaimTotals, stored: ClaimTotals): boolean {
  return (['total', 'passed', 'failed'] as const).some(
    (name) => expected[name] !== null && expected[name] !== stored[name],
  );
}

function countDetails(expected: ClaimTotals, stored: ClaimTotals): ControlDifference['details'] {
  return {
    expected: expected.total ?? '-',
    expected_passed: expected.passed ?? '-',
    expected_failed: expected.failed ?? '-',
    stored: stored.total ?? 0,
    stored_passed: stored.passed ?? 0,
    stored_failed: stored.failed ?? 0,
  };
}

function moneyDiffers(expected: string | null, stored: string | null): boolean {
  if (expected === null) return false;
  const difference = satangOf(expected) - satangOf(stored ?? '0.00');
  return difference > toleranceSatang || difference < -toleranceSatang;
}

/**
 * Compares what the portal's list and the Summary sheet announce with the reported rows that are stored (an exact copy
 * counts as present). `agree` is null when neither says anything.
 */
export function compareControlTotals(
  stored: ClaimTotals,
  summary: ClaimTotals | null,
  portal: ClaimTotals | null,
): { readonly agree: boolean | null; readonly differences: readonly ControlDifference[] } {
  const differences: ControlDifference[] = [];
  if (summary && countsDiffer(summary, stored)) {
    differences.push({ code: 'summary_count_differs', details: countDetails(summary, stored) });
  }
  if (summary && moneyDiffers(summary.amount, stored.amount)) {
    differences.push({
      code: 'summary_money_differs',
      details: { expected: summary.amount ?? '-', stored: stored.amount ?? '0.00' },
    });
  }
  if (portal && countsDiffer(portal, stored)) {
    differences.push({ code: 'portal_count_differs', details: countDetails(portal, stored) });
  }
  const compared = summary?.total != null || summary?.amount != null || portal?.total != null;
  return { agree: compared ? differences.length === 0 : null, differences };
}
