import { bahtText } from '../../domain/baht-text.js';
import { percentText, unknownText } from '../../domain/count-text.js';
import { appealRecovery } from '../../figures/appeal-recovery.js';
import { denialRate } from '../../figures/denial-rate.js';
import { firstPass } from '../../figures/first-pass.js';
import { reimbursementRate } from '../../figures/reimbursement-rate.js';
import type { ReportFacts, ReportSums } from '../../services/read-report.js';
import type { Translate } from '../words/index.js';
import {
  appealRecoveryOf,
  caseMixOf,
  deniedAmountRateOf,
  firstPassRateOf,
  perBedOf,
  reimbursementRateOf,
} from './report-numbers.js';

/** How well it went: one row of the small table, beside the same number of what it is compared with. */
export interface SheetIndicator {
  readonly name: string;
  readonly definition: { readonly of: string; readonly paragraphs: readonly string[] };
  /** Of the period, of the month before (months alone), of last year. */
  readonly values: readonly string[];
}

export function indicatorsOf(facts: ReportFacts, t: Translate): SheetIndicator[] {
  const { beds, language } = facts;
  const percent = (of: (sums: ReportSums) => string | null) => (sums: ReportSums) => percentText(of(sums));
  const rows: readonly {
    readonly name: string;
    readonly is: string;
    readonly of: (sums: ReportSums) => string;
  }[] = [
    {
      name: 'reimbursement_rate',
      is: reimbursementRate.definition[language],
      of: percent(reimbursementRateOf),
    },
    { name: 'amount_rate', is: denialRate.definition[language], of: percent(deniedAmountRateOf) },
    { name: 'first_pass', is: firstPass.definition[language], of: percent(firstPassRateOf) },
    {
      name: 'appeal_recovery',
      is: appealRecovery.definition[language],
      of: (sums) => bahtText(appealRecoveryOf(sums)),
    },
    { name: 'per_bed', is: t('report.per_bed_is'), of: (sums) => bahtText(perBedOf(sums, beds)) },
    { name: 'cmi', is: t('report.cmi_is'), of: (sums) => weightText(caseMixOf(sums)) },
  ];
  const spans = columnsOf(facts);
  return rows.map(({ name, is, of }) => {
    const title = t(`report.${name}`);
    const values = spans.map((sums) => (sums === null || sums.claims === 0 ? unknownText : of(sums)));
    return { name: title, definition: { of: title, paragraphs: [is] }, values };
  });
}

/** What stands beside each other: a month has the month before, a fiscal year has not. */
export const columnsOf = ({ period, sums, before, lastYear }: ReportFacts): readonly (ReportSums | null)[] =>
  period.kind === 'month' ? [sums, before, lastYear] : [sums, lastYear];

const weightText = (cmi: string | null) => (cmi === null ? unknownText : Number(cmi).toFixed(4));
