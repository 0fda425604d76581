import type { ReportFacts, ReportNumbers, ReportSums } from '../../services/read-report.js';
import type { CsvColumn, CsvValue } from '../send-csv.js';

/**
 * A row of the report as data. `section`: total, month_before, last_year, kind, error_code, fund, month, undated, pending, or missing
 * (a month × scheme that is not whole; `label` is its state).
 */
export interface ReportRow {
  readonly section: string;
  readonly key: string;
  readonly label: string;
  readonly claims: number | null;
  readonly denied: number | null;
  readonly denial_rate: string | null;
  readonly claimed: string | null;
  readonly denied_claimed: string | null;
  readonly amount_rate: string | null;
  readonly reimbursed: string | null;
  readonly reimbursement_rate: string | null;
  readonly loss: string | null;
  readonly first_pass_rate: string | null;
  readonly appeal_recovered: string | null;
  /** Of the spans alone: total, month_before, last_year. */
  readonly reimbursed_per_bed: string | null;
  readonly cmi: string | null;
}

export function reportRows(facts: ReportFacts): ReportRow[] {
  const { kinds, codes, funds, months, completeness } = facts;
  return [
    totalRow(facts),
    ...(facts.before ? [spanRow('month_before', '', facts.before)] : []),
    ...(facts.lastYear ? [spanRow('last_year', '', facts.lastYear)] : []),
    ...kinds.map(({ key, text, sums }) => row('kind', key, text, sums)),
    ...codes.map(({ key, text, sums }) => row('error_code', key, text, sums)),
    ...funds.map(({ key, text, sums }) => row('fund', key, text, sums)),
    ...months.map(({ month, sums }) => row('month', month, '', sums)),
    ...(facts.undated === 0 ? [] : [{ ...row('undated', '', '', null), claims: facts.undated }]),
    ...pendingRows(facts),
    ...completeness.missing.map(({ month, scheme, state }) =>
      row('missing', `${month}/${scheme}`, state, null),
    ),
  ];
}

export const totalRow = ({ period, sums }: ReportFacts) => spanRow('total', period.key, sums);

function spanRow(section: string, key: string, sums: ReportSums): ReportRow {
  return {
    ...row(section, key, '', sums),
    reimbursed_per_bed: sums.perBed,
    cmi: sums.cmi,
  };
}

/** What waits today: `claims` without REP, then without STM with their `reimbursed`. */
function pendingRows({ pending }: ReportFacts): ReportRow[] {
  const empty = row('pending', '', '', null);
  return [
    { ...empty, key: 'waiting_rep', claims: pending.waitingRep },
    { ...empty, key: 'waiting_stm', claims: pending.waitingStm, reimbursed: pending.amount },
  ];
}

function row(section: string, key: string, label: string, sums: ReportNumbers | null): ReportRow {
  return {
    section,
    key,
    label,
    claims: sums?.claims ?? null,
    denied: sums?.denied ?? null,
    denial_rate: sums?.denialRate ?? null,
    claimed: sums?.claimed ?? null,
    denied_claimed: sums?.deniedClaimed ?? null,
    amount_rate: sums?.amountRate ?? null,
    reimbursed: sums?.reimbursed ?? null,
    reimbursement_rate: sums?.reimbursementRate ?? null,
    loss: sums?.loss ?? null,
    first_pass_rate: sums?.firstPassRate ?? null,
    appeal_recovered: sums?.recovered ?? null,
    reimbursed_per_bed: null,
    cmi: null,
  };
}

const names = [
  'section',
  'key',
  'label',
  'claims',
  'denied',
  'denial_rate',
  'claimed',
  'denied_claimed',
  'amount_rate',
  'reimbursed',
  'reimbursement_rate',
  'loss',
  'first_pass_rate',
  'appeal_recovered',
  'reimbursed_per_bed',
  'cmi',
] as const satisfies readonly (keyof ReportRow)[];

export const reportColumns: readonly CsvColumn<ReportRow>[] = names.map((name) => ({
  name,
  value: (row): CsvValue => row[name],
}));
