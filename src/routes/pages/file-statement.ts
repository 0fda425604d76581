import { bahtText } from '../../domain/baht-text.js';
import { countText } from '../../domain/count-text.js';
import { subtractBaht } from '../../domain/satang.js';
import type { ImportedFileDetails } from '../../store/imported-file-details.js';
import type { StatementDetails } from '../../store/statement-details.js';
import type { PageContext } from '../page-context.js';
import { type ControlsView, comparedTotals } from './file-controls.js';

/** What a statement says of itself: document, period, issue, net amount. */
export function statementFacts(
  statement: StatementDetails,
  { t }: PageContext,
): { label: string; text: string; mono: boolean }[] {
  return [
    { label: t('file.document_no'), text: statement.document_no, mono: true },
    { label: t('file.period'), text: statement.period, mono: true },
    {
      label: t('file.issue'),
      text: t(statement.is_current ? 'file.issue_current' : 'file.issue_older'),
      mono: false,
    },
    { label: t('file.net'), text: bahtText(statement.receivable_net), mono: false },
  ];
}

/** What receivable, summary and stored rows of a statement say, and what lies between them. It knows no passed and failed. */
export function statementControlsOf(
  file: ImportedFileDetails,
  statement: StatementDetails,
  context: PageContext,
): ControlsView {
  const { t } = context;
  const now = comparedTotals(file, context);
  const row = (name: string, count: number | null, amount: string | null) => ({
    label: t(`file.${name}`),
    total: countText(count),
    passed: countText(null),
    failed: countText(null),
    amount: bahtText(amount),
  });
  const said = [
    ['receivable', statement.receivable_count, statement.receivable_amount],
    ['rep_summary', statement.summary_count, statement.summary_amount],
  ] as const;
  const differences = said.flatMap(([name, count, amount]) => {
    if (count === null && amount === null) return [];
    const counts = count === null || now.count === null ? null : now.count - count;
    const money = subtractBaht(now.amount, amount);
    const apart = now.agree === false && (Number(counts ?? 0) !== 0 || Number(money ?? 0) !== 0);
    return [{ ...row(`apart_${name}`, counts, money), apart }];
  });
  return {
    hasOutcomes: false,
    badge: now.badge,
    rows: [
      ...said.map(([name, count, amount]) => row(name, count, amount)),
      row('stored', now.count, now.amount),
    ],
    differences: now.agree === null ? [] : differences,
  };
}
