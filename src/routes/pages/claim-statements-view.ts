import { bahtText } from '../../domain/baht-text.js';
import { countText } from '../../domain/count-text.js';
import { standingReason } from '../../domain/statement-standing.js';
import type { Claim } from '../../services/read-claim.js';
import type { Badge } from '../badges.js';
import { statementBadge } from '../claim-badges.js';
import type { PageContext } from '../page-context.js';
import { changeText } from './claim-values.js';

export interface StatementsView {
  readonly state: Badge | null;
  /** Why it is that one; null = no version counts. */
  readonly reason: string | null;
  readonly rows: readonly {
    readonly href: string;
    readonly document: string;
    readonly place: string;
    readonly section: string;
    readonly repNo: string;
    readonly claimed: string;
    readonly deducted: string;
    readonly stated: string;
    readonly counts: boolean;
  }[];
  readonly sums: readonly { readonly label: string; readonly amount: string; readonly bad: boolean }[];
}

export function statementsView(
  { rows, promised, stated, difference, standing }: Claim['statements'],
  { t, baseUrl }: PageContext,
): StatementsView {
  const reason = standing === null ? null : standingReason(standing, { promised, stated });
  const sum = (label: string, amount: string, bad = false) => ({ label: t(`claim.${label}`), amount, bad });
  return {
    state: standing === null ? null : statementBadge(standing, t),
    reason: reason === null ? null : t(`claim.why_${reason}`),
    rows: rows.map((row) => ({
      href: `${baseUrl}/files/${row.fileId}`,
      document: row.documentNo,
      place: t('claim.where', { sheet: row.sheetName, row: countText(row.rowNo) }),
      section: t(`claim.section_${row.section}`),
      repNo: row.repNo ?? '–',
      claimed: bahtText(row.claimed),
      deducted: bahtText(row.deducted),
      stated: bahtText(row.stated),
      counts: row.counts,
    })),
    sums:
      rows.length === 0
        ? []
        : [
            sum('sum_stated', bahtText(stated)),
            sum('sum_promised', bahtText(promised)),
            sum('sum_difference', changeText(difference) || '–', standing !== 'matched'),
          ],
  };
}
