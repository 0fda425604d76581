import { bahtText } from '../../domain/baht-text.js';
import { countText } from '../../domain/count-text.js';
import { subtractBaht } from '../../domain/satang.js';
import type { ImportedFileDetails } from '../../store/imported-file-details.js';
import { isStoredStatus } from '../../store/imported-files.js';
import type { Badge } from '../badges.js';
import type { PageContext } from '../page-context.js';

interface ControlRow {
  readonly label: string;
  readonly total: string;
  readonly passed: string;
  readonly failed: string;
  readonly amount: string;
}

export interface ControlsView {
  /** False of a statement, which knows no passed and denied claims. */
  readonly hasOutcomes: boolean;
  readonly badge: Badge;
  readonly rows: readonly ControlRow[];
  /** What is stored less what the portal's list and the Summary sheet announce. */
  readonly differences: readonly (ControlRow & { readonly apart: boolean })[];
}

/** Its badge, and its totals as they stand now: what was taken out is neither stored nor agrees with anything. */
export function comparedTotals(
  file: ImportedFileDetails,
  { t }: PageContext,
): {
  readonly badge: Badge;
  readonly agree: boolean | null;
  readonly count: number | null;
  readonly passed: number | null;
  readonly amount: string | null;
} {
  if (file.status === 'undone') {
    const badge: Badge = { tone: 'quiet', icon: 'undo', text: t('file.controls_undone') };
    return { badge, agree: null, count: 0, passed: 0, amount: '0.00' };
  }
  const agree = file.controls_agree;
  const text = agree === null ? (isStoredStatus(file.status) ? 'none' : 'out') : agree ? 'agree' : 'disagree';
  const look = agree === null ? quiet : agree ? ok : warn;
  return {
    badge: { ...look, text: t(`file.controls_${text}`) },
    agree,
    count: file.stored_total,
    passed: file.stored_passed,
    amount: file.stored_amount,
  };
}

const quiet = { tone: 'quiet', icon: 'minus' } as const;
const ok = { tone: 'ok', icon: 'check' } as const;
const warn = { tone: 'warn', icon: 'warn' } as const;

/** What the portal's list, the Summary sheet and the stored rows say of one file, and what lies between them. */
export function controlsOf(file: ImportedFileDetails, context: PageContext): ControlsView {
  const { t } = context;
  const now = comparedTotals(file, context);
  const row = (name: string, numbers: readonly (number | null)[], amount: string | null): ControlRow => ({
    label: t(`file.${name}`),
    total: countText(numbers[0] ?? null),
    passed: countText(numbers[1] ?? null),
    failed: countText(numbers[2] ?? null),
    amount: bahtText(amount),
  });
  const stored = [now.count, now.passed, minus(now.count, now.passed)];
  const summary = [file.summary_total, file.summary_passed, file.summary_failed];
  const portal = [file.portal_total, file.portal_passed, file.portal_failed];
  const apart = (name: string, wanted: typeof portal, amount: string | null) => {
    const counts = stored.map((count, index) => minus(count, wanted[index] ?? null));
    const money = subtractBaht(now.amount, amount);
    return {
      ...row(name, counts, money),
      apart: now.agree === false && (counts.some(isApart) || isApart(money)),
    };
  };
  const hasSummary = file.summary_total !== null || file.summary_amount !== null;
  return {
    hasOutcomes: true,
    badge: now.badge,
    rows: [
      row('portal', portal, null),
      row('summary', summary, file.summary_amount),
      row('stored', stored, now.amount),
    ],
    differences:
      now.agree !== null
        ? [
            ...(file.portal_total === null ? [] : [apart('apart_portal', portal, null)]),
            ...(hasSummary ? [apart('apart_summary', summary, file.summary_amount)] : []),
          ]
        : [],
  };
}

const isApart = (difference: number | string | null) => Number(difference ?? 0) !== 0;

function minus(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : a - b;
}
