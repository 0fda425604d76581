import type { FigureSplit } from '../../figures/figure.js';

/** One figure by something, as one part of an answer. */
export interface AnalyticsSection {
  readonly figure: string;
  readonly by: FigureSplit;
  /** The field that is told in words, drawn, and by which rows are sorted; months keep their order. */
  readonly measure: string;
  /** Red is for lost or refused money. */
  readonly tone: 'rep' | 'denied';
  /** The fields that are asked for and shown, where others take long; absent = all. */
  readonly fields?: readonly string[];
  /** Left out where it has one row: all is of one and the same. */
  readonly several?: boolean;
  /** The same of a year earlier, drawn beside it. */
  readonly before?: string;
}

/** A question of the hospital; its first part answers it in one sentence, the others go on. */
export interface AnalyticsQuestion {
  readonly name: string;
  readonly icon: string;
  /** Its figure reads claims one by one: answered on its own page alone. */
  readonly slow?: boolean;
  readonly sections: readonly AnalyticsSection[];
}

const section = (
  figure: string,
  by: FigureSplit,
  measure: string,
  tone: AnalyticsSection['tone'] = 'rep',
): AnalyticsSection => ({ figure, by, measure, tone });

/** By question, not by chart. A figure that is not known yet is left out, and so is a question without any. */
export const analyticsQuestions: readonly AnalyticsQuestion[] = [
  {
    name: 'losses',
    icon: 'chart',
    sections: [
      section('claims-summary', 'fund', 'loss', 'denied'),
      section('claims-summary', 'scheme', 'loss', 'denied'),
      section('claims-summary', 'service_type', 'loss', 'denied'),
      section('claims-summary', 'month', 'loss', 'denied'),
      section('reimbursement-rate', 'month', 'rate'),
    ],
  },
  {
    name: 'denials',
    icon: 'deny',
    sections: [
      section('top-error-codes', 'error_code', 'lost', 'denied'),
      section('denial-rate', 'month', 'rate', 'denied'),
      section('denial-rate', 'service_type', 'denied_claimed', 'denied'),
      section('first-pass', 'month', 'rate'),
      section('appeal-recovery', 'month', 'recovered'),
    ],
  },
  {
    name: 'funds',
    icon: 'chain',
    sections: [
      section('claims-summary', 'fund', 'reimbursed'),
      section('reimbursement-rate', 'fund', 'rate'),
      section('denial-rate', 'fund', 'rate', 'denied'),
    ],
  },
  {
    name: 'drgs',
    icon: 'list',
    sections: [
      { ...section('case-mix', 'drg', 'adjrw'), fields: ['claims', 'adjrw', 'cmi'] },
      { ...section('case-mix', 'month', 'cmi'), fields: ['claims', 'adjrw', 'cmi'] },
      section('claims-summary', 'drg', 'loss', 'denied'),
    ],
  },
  {
    name: 'weights',
    icon: 'chart',
    slow: true,
    sections: [
      section('money-per-adjrw', 'month', 'baht_per_adjrw'),
      section('money-per-adjrw', 'drg', 'reimbursed'),
      section('case-mix', 'drg', 'rw'),
    ],
  },
  {
    name: 'items',
    icon: 'minus',
    slow: true,
    sections: [
      section('items-cut', 'drug', 'lost', 'denied'),
      section('items-cut', 'instrument', 'lost', 'denied'),
      section('items-cut', 'deny_code', 'lost', 'denied'),
      section('items-cut', 'zero_reason', 'items', 'denied'),
    ],
  },
  {
    name: 'kinds',
    icon: 'half',
    sections: [
      section('claims-summary', 'kind', 'reimbursed'),
      section('reimbursement-rate', 'kind', 'rate'),
      section('denial-rate', 'kind', 'rate', 'denied'),
      section('first-pass', 'kind', 'rate'),
    ],
  },
  {
    name: 'hospitals',
    icon: 'home',
    sections: [
      section('claims-summary', 'referrer', 'reimbursed'),
      section('denial-rate', 'referrer', 'rate', 'denied'),
      section('reimbursement-rate', 'referrer', 'rate'),
      section('claims-summary', 'hospital', 'reimbursed'),
      { ...section('claims-summary', 'treating', 'reimbursed'), several: true },
      { ...section('denial-rate', 'treating', 'rate', 'denied'), several: true },
      { ...section('reimbursement-rate', 'treating', 'rate'), several: true },
    ],
  },
  {
    name: 'years',
    icon: 'clock',
    sections: [
      { ...section('year-on-year', 'month', 'reimbursed_this'), before: 'reimbursed_last' },
      { ...section('year-on-year', 'month', 'claimed_this'), before: 'claimed_last' },
      { ...section('year-on-year', 'month', 'claims_this'), before: 'claims_last' },
    ],
  },
  {
    name: 'waiting',
    icon: 'wait',
    slow: true,
    sections: [section('pending', 'age', 'amount')],
  },
  {
    name: 'times',
    icon: 'clock',
    slow: true,
    // One reading of all claims a page: by fund and kind it is a step away.
    sections: [section('turnaround', 'month', 'average_days')],
  },
  {
    name: 'late',
    icon: 'clock',
    slow: true,
    sections: [
      section('late-sending', 'month', 'late_rate', 'denied'),
      section('late-sending', 'late', 'claims'),
    ],
  },
  {
    name: 'stays',
    icon: 'person',
    slow: true,
    sections: [
      section('length-of-stay', 'month', 'average_days'),
      section('length-of-stay', 'drg', 'bed_days'),
    ],
  },
  {
    name: 'payments',
    icon: 'chain',
    slow: true,
    sections: [section('payment-columns', 'payment_column', 'amount')],
  },
  {
    name: 'weekdays',
    icon: 'clock',
    slow: true,
    sections: [section('weekdays', 'weekday', 'claims')],
  },
  {
    name: 'main_hospitals',
    icon: 'home',
    slow: true,
    sections: [section('main-hospitals', 'main_hospital', 'reimbursed')],
  },
  {
    name: 'beds',
    icon: 'person',
    sections: [section('per-bed', 'month', 'reimbursed_per_bed')],
  },
  {
    name: 'work',
    icon: 'check',
    sections: [section('completeness', 'month', 'state'), section('work-done', 'month', 'rows_read')],
  },
];
