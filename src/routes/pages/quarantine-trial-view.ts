import { bahtText } from '../../domain/baht-text.js';
import type { ClaimTotals } from '../../domain/control-totals.js';
import { countText } from '../../domain/count-text.js';
import type { LayoutTrial } from '../../services/try-layout.js';
import type { Badge } from '../badges.js';
import type { PageContext } from '../page-context.js';

/** What approving would give: the equation of rows, the control totals, and why rows would be refused. */
export interface TrialView {
  readonly controls: Badge;
  readonly label: string;
  readonly parts: readonly { readonly count: string; readonly text: string; readonly bad: boolean }[];
  readonly totals: readonly { readonly label: string; readonly count: string; readonly amount: string }[];
  readonly reasons: readonly { readonly column: string; readonly code: string; readonly rows: string }[];
  readonly strange: string | null;
}

export function trialView(trial: LayoutTrial, { t }: PageContext): TrialView {
  const { rowsRead, refused, stored, summary, agree, reasons, strange } = trial;
  const part = (name: string, count: number, bad = false) => ({
    count: countText(count),
    text: t(`quarantine-sheet.try_${name}`),
    bad,
  });
  const parts = [
    part('read', rowsRead),
    part('stored', rowsRead - refused),
    part('refused', refused, refused > 0),
  ];
  const total = (name: string, totals: ClaimTotals) => ({
    label: t(`quarantine-sheet.try_${name}`),
    count: countText(totals.total),
    amount: bahtText(totals.amount),
  });
  return {
    controls:
      agree === null
        ? { tone: 'quiet', icon: 'minus', text: t('quarantine-sheet.try_nothing') }
        : agree
          ? { tone: 'ok', icon: 'check', text: t('quarantine-sheet.try_agree') }
          : { tone: 'warn', icon: 'warn', text: t('quarantine-sheet.try_disagree') },
    label: parts.map(({ count, text }) => `${text} ${count}`).join(', '),
    parts,
    totals: [...(summary ? [total('summary', summary)] : []), total('rows', stored)],
    reasons: reasons.map((reason) => ({ ...reason, rows: countText(reason.rows) })),
    strange: strange.length === 0 ? null : t('quarantine-sheet.try_strange', { sheets: strange.join(' · ') }),
  };
}
