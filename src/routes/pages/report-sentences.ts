import { bahtText, shortBahtText } from '../../domain/baht-text.js';
import { countText, percentText } from '../../domain/count-text.js';
import type { ReportFacts, ReportNumbers } from '../../services/read-report.js';
import type { Translate } from '../words/index.js';
import { type Change, growthOf, pointsOf } from './changes.js';
import { againstTexts, periodText } from './report-cards.js';

/** Short sentences of the report, each made of numbers that the page shows; nothing is guessed. */
export function reportSentences(facts: ReportFacts, t: Translate): string[] {
  const { sums, period, codes, funds } = facts;
  const name = periodText(period, facts, t);
  if (sums.claims === 0) return [t('report.said_nothing', { period: name })];
  const against = againstTexts(facts, t);
  const [code] = codes;
  const [fund] = funds;
  return [
    t('report.said_sums', {
      period: name,
      claims: countText(sums.claims),
      claimed: amountText(sums.claimed, t),
      reimbursed: amountText(sums.reimbursed, t),
      rate: percentText(sums.reimbursementRate),
      loss: amountText(sums.loss, t),
    }),
    ...(facts.before === null ? [] : [compared(sums, facts.before, against.before, t)]),
    facts.lastYear === null
      ? t('report.said_no_last_year', { against: against.lastYear })
      : compared(sums, facts.lastYear, against.lastYear, t),
    ...(code
      ? [
          t('report.said_code', {
            code: code.key,
            claims: countText(code.sums.claims),
            amount: bahtText(code.sums.claimed),
          }),
        ]
      : []),
    ...waiting(facts, t),
    ...(fund
      ? [t('report.said_fund', { fund: fund.key || fund.text, amount: bahtText(fund.sums.loss) })]
      : []),
  ];
}

function waiting({ pending }: ReportFacts, t: Translate): string[] {
  if (pending.waitingRep === 0 && pending.waitingStm === 0) return [];
  return [
    t('report.said_pending', {
      rep: countText(pending.waitingRep),
      stm: countText(pending.waitingStm),
      amount: bahtText(pending.amount),
    }),
  ];
}

/** `114.18 ล้านบาท`, or whole baht below a million. */
function amountText(amount: string, t: Translate): string {
  const { text, unit } = shortBahtText(amount);
  return `${text} ${t(`report.${unit}`)}`;
}

function compared(sums: ReportNumbers, before: ReportNumbers, against: string, t: Translate): string {
  return t('report.said_compared', {
    against,
    claimed: moved(growthOf(sums.claimed, before.claimed), t),
    reimbursed: moved(growthOf(sums.reimbursed, before.reimbursed), t),
    denied: moved(pointsOf(sums.denialRate, before.denialRate, t), t),
  });
}

function moved(change: Change | null, t: Translate): string {
  return change === null ? t('report.moved_unknown') : t(`report.moved_${change.way}`, { size: change.size });
}
