import { bahtText } from '../../domain/baht-text.js';
import { percentText, unknownText } from '../../domain/count-text.js';
import { appealRecovery } from '../../figures/appeal-recovery.js';
import { caseMix } from '../../figures/case-mix.js';
import { denialRate } from '../../figures/denial-rate.js';
import type { Figure, FigureSplit } from '../../figures/figure.js';
import { firstPass } from '../../figures/first-pass.js';
import { perBed } from '../../figures/per-bed.js';
import { reimbursementRate } from '../../figures/reimbursement-rate.js';
import type { ReportFacts, ReportSums } from '../../services/read-report.js';
import { valueText } from '../figure-table.js';
import type { Translate } from '../words/index.js';
import type { SheetLink } from './report-cards.js';

/** How well it went: one row of the small table, beside the same number of what it is compared with. */
export interface SheetIndicator {
  readonly name: string;
  readonly definition: { readonly of: string; readonly paragraphs: readonly string[] };
  /** Of the period, of the month before (months alone), of last year. */
  readonly values: readonly string[];
  /** The claims behind each of them. */
  readonly hrefs: readonly (string | null)[];
}

export function indicatorsOf(facts: ReportFacts, t: Translate, link: SheetLink): SheetIndicator[] {
  const { language } = facts;
  const percent = (of: (sums: ReportSums) => string | null) => (sums: ReportSums) => percentText(of(sums));
  const rows: readonly {
    readonly name: string;
    readonly of: (sums: ReportSums) => string;
    readonly figure: Figure;
    readonly by?: FigureSplit;
    readonly field?: string;
  }[] = [
    {
      name: 'reimbursement_rate',
      of: percent(({ reimbursementRate: share }) => share),
      figure: reimbursementRate,
      field: 'reimbursed',
    },
    {
      name: 'amount_rate',
      of: percent(({ amountRate }) => amountRate),
      figure: denialRate,
      field: 'denied_claimed',
    },
    {
      name: 'first_pass',
      of: percent(({ firstPassRate }) => firstPassRate),
      figure: firstPass,
      field: 'first_passed',
    },
    {
      name: 'appeal_recovery',
      of: (sums) => bahtText(sums.recovered),
      figure: appealRecovery,
      field: 'claims',
    },
    {
      name: 'per_bed',
      of: (sums) => bahtText(sums.perBed),
      figure: perBed,
      by: 'month',
    },
    {
      name: 'cmi',
      of: (sums) => valueText('ratio', sums.cmi),
      figure: caseMix,
      by: 'scheme',
      field: 'claims',
    },
  ];
  const spans = columnsOf(facts);
  return rows.map(({ name, of, figure, by = 'kind', field }) => {
    const title = t(`report.${name}`);
    const values = spans.map((sums) => (sums === null ? unknownText : of(sums)));
    const hrefs = spans.map((sums, index) =>
      sums === null || values[index] === unknownText
        ? null
        : link(figure, { filter: sums.filter, by }, null, field),
    );
    return {
      name: title,
      definition: { of: title, paragraphs: [figure.definition[language]] },
      values,
      hrefs,
    };
  });
}

/** What stands beside each other: a month has the month before, a fiscal year has not. */
export const columnsOf = ({ period, sums, before, lastYear }: ReportFacts): readonly (ReportSums | null)[] =>
  period.kind === 'month' ? [sums, before, lastYear] : [sums, lastYear];
