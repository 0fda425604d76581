import { bahtText } from '../../domain/baht-text.js';
import { countText } from '../../domain/count-text.js';
import { subtractBaht } from '../../domain/satang.js';
import type { ImportedFileDetails } from '../../store/imported-file-details.js';
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

/** What the portal's list, the Summary sheet and the stored rows say of one file, and what lies between them. */
export function controlsOf(file: ImportedFileDetails, { t }: PageContext): ControlsView {
  const row = (name: string, numbers: readonly (number | null)[], amount: string | null): ControlRow => ({
    label: t(`file.${name}`),
    total: countText(numbers[0] ?? null),
    passed: countText(numbers[1] ?? null),
    failed: countText(numbers[2] ?? null),
    amount: bahtText(amount),
  });
  const stored = [file.stored_total, file.stored_passed, minus(file.stored_total, file.stored_passed)];
  const summary = [file.summary_total, file.summary_passed, file.summary_failed];
  const portal = [file.portal_total, file.portal_passed, file.portal_failed];
  const apart = (name: string, wanted: typeof portal, amount: string | null) => {
    const counts = stored.map((count, index) => minus(count, wanted[index] ?? null));
    const money = subtractBaht(file.stored_amount, amount);
    return {
      ...row(name, counts, money),
      apart: file.controls_agree === false && (counts.some(isApart) || isApart(money)),
    };
  };
  const hasSummary = file.summary_total !== null || file.summary_amount !== null;
  const compared = file.controls_agree !== null;
  const badge: Badge = !compared
    ? { tone: 'quiet', icon: 'minus', text: t('file.controls_none') }
    : file.controls_agree
      ? { tone: 'ok', icon: 'check', text: t('file.controls_agree') }
      : { tone: 'warn', icon: 'warn', text: t('file.controls_disagree') };
  return {
    hasOutcomes: true,
    badge,
    rows: [
      row('portal', portal, null),
      row('summary', summary, file.summary_amount),
      row('stored', stored, file.stored_amount),
    ],
    differences: compared
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
