import { bahtText } from '../../domain/baht-text.js';
import { errorCodesOf } from '../../domain/claim.js';
import { countText } from '../../domain/count-text.js';
import { AppError } from '../../domain/errors.js';
import { dayText } from '../../domain/thai-date.js';
import type { ClaimListRow } from '../../figures/claim-list.js';
import type { ClaimSort } from '../../figures/claim-order.js';
import type { Badge } from '../badges.js';
import { resultBadge, statementBadge } from '../claim-badges.js';
import type { PageContext } from '../page-context.js';

/** Columns beside the TRAN_ID, in the order of the table. */
export const claimColumns = [
  ...[
    'day',
    'scheme',
    'hospital',
    'treating',
    'referrer',
    'main_hospital',
    'hn',
    'an',
    'patient',
    'fund',
    'service_type',
  ],
  ...['drg', 'adjrw', 'stay', 'sent_late'],
  ...[
    'rep_no',
    'rep_date',
    'status',
    'codes',
    'claimed',
    'reimbursed',
    'loss',
    'versions',
    'state',
    'stated',
  ],
] as const;
export type ClaimColumn = (typeof claimColumns)[number];
const usual: readonly ClaimColumn[] = [
  ...(['day', 'scheme', 'hn', 'patient', 'status', 'codes'] as const),
  ...(['claimed', 'reimbursed', 'loss', 'versions'] as const),
];

function isColumn(name: string): name is ClaimColumn {
  return claimColumns.some((one) => one === name);
}

/**
 * `columns=hn,drg`; none = the usual ones.
 * @throws AppError filter_invalid
 */
export function readColumns(text: unknown): readonly ClaimColumn[] {
  if (text === undefined || text === '') return usual;
  const names = String(text).split(',');
  if (!names.every(isColumn)) throw new AppError('filter_invalid', { name: 'columns', example: 'day,drg' });
  return claimColumns.filter((name) => names.includes(name));
}

/** As an address has it; null = the usual ones. */
export function columnsText(columns: readonly ClaimColumn[]): string | null {
  const text = columns.join(',');
  return text === usual.join(',') ? null : text;
}

/** Whether a column is left out where the screen is narrow: see `wideOnly`. */
export function isWideOnly(columns: readonly ClaimColumn[], column: ClaimColumn): boolean {
  return wideOnly.has(column) && columnsText(columns) === null;
}

/** What a column of the list is called where rows go out to programs. */
const outNames: Readonly<Partial<Record<ClaimColumn, readonly string[]>>> = {
  day: ['service_day'],
  scheme: ['scheme', 'kind'],
  rep_date: ['file_date'],
  codes: ['error_code'],
  treating: ['hcode'],
  main_hospital: ['hmain'],
  stay: ['stay_days'],
  sent_late: ['late_percent'],
};

/** Names of these columns in files and JSON, the TRAN_ID first; null where nobody chose any. */
export function outColumns(columns: readonly ClaimColumn[]): readonly string[] | null {
  if (columnsText(columns) === null) return null;
  return ['tran_id', ...columns.flatMap((column) => outNames[column] ?? [column])];
}

export interface ClaimCell {
  readonly column: ClaimColumn;
  readonly label: string;
  readonly text: string;
  readonly numeric: boolean;
  readonly mono: boolean;
  readonly badge: Badge | null;
  /** Left out where the screen is narrow: the card of a claim has what tells claims apart and what they are worth. */
  readonly wideOnly: boolean;
}

/** Of the usual columns those that the card of a claim does without; whoever chooses columns gets all of them. */
const wideOnly: ReadonlySet<ClaimColumn> = new Set(['hn', 'patient', 'versions']);

interface ColumnLook {
  readonly sort?: ClaimSort;
  readonly numeric?: boolean;
  readonly mono?: boolean;
}

const looks: Readonly<Partial<Record<ClaimColumn, ColumnLook>>> = {
  day: { sort: 'day' },
  hospital: { mono: true },
  treating: { mono: true },
  referrer: { mono: true },
  main_hospital: { mono: true },
  hn: { mono: true },
  an: { mono: true },
  drg: { mono: true },
  adjrw: { numeric: true },
  stay: { numeric: true },
  sent_late: { numeric: true },
  rep_no: { mono: true },
  codes: { mono: true },
  claimed: { sort: 'claimed', numeric: true },
  reimbursed: { sort: 'reimbursed', numeric: true },
  loss: { sort: 'loss', numeric: true },
  versions: { numeric: true },
  stated: { numeric: true },
};
export const lookOf = (column: ClaimColumn): ColumnLook => looks[column] ?? {};

const none = '–';
const orNone = (text: string | null) => (text === null || text === '' ? none : text);

function textOf(column: ClaimColumn, row: ClaimListRow, { language }: PageContext): string {
  const texts: Readonly<Record<ClaimColumn, () => string>> = {
    day: () => dayText(row.service_day, language, true),
    scheme: () => `${row.scheme.toUpperCase()} ${row.kind}`,
    hospital: () => row.hospital_code,
    treating: () => orNone(row.treating),
    referrer: () => orNone(row.referrer),
    hn: () => orNone(row.hn),
    an: () => orNone(row.an),
    patient: () => orNone(row.patient),
    fund: () => orNone(row.main_fund),
    service_type: () => orNone(row.service_type),
    drg: () => orNone(row.drg),
    adjrw: () => orNone(row.adjrw),
    main_hospital: () => orNone(row.main_hospital),
    stay: () => (row.stay_days === null ? none : countText(row.stay_days)),
    sent_late: () => (row.late_percent === null ? none : String(Number(row.late_percent))),
    rep_no: () => orNone(row.rep_no),
    rep_date: () => dayText(row.file_date, language, true),
    status: () => '',
    codes: () => errorCodesOf(row.error_code).join(' '),
    claimed: () => bahtText(row.claimed),
    reimbursed: () => bahtText(row.reimbursed),
    loss: () => bahtText(row.loss),
    versions: () => countText(row.versions),
    state: () => '',
    stated: () => bahtText(row.stated),
  };
  return texts[column]();
}

function badgeOf(column: ClaimColumn, row: ClaimListRow, { t }: PageContext): Badge | null {
  if (column === 'status') return resultBadge(row.is_denied, t);
  return column === 'state' ? statementBadge(row.state, t) : null;
}

export function claimCells(
  columns: readonly ClaimColumn[],
  row: ClaimListRow,
  context: PageContext,
): ClaimCell[] {
  return columns.map((column) => {
    const { numeric = false, mono = false } = lookOf(column);
    return {
      column,
      wideOnly: isWideOnly(columns, column),
      label: context.t(`claims.${column}`),
      text: textOf(column, row, context),
      numeric,
      mono,
      badge: badgeOf(column, row, context),
    };
  });
}
