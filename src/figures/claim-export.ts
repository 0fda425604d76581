import type { Db, EachRows, KeyedSelect, Queryable, RowTexts } from '../db/db.js';
import { join, type Sql, sql } from '../db/sql.js';
import { AppError } from '../domain/errors.js';
import type { CellKind, ExportColumn } from '../domain/export-column.js';
import { maskName } from '../domain/mask-identity.js';
import { dataAsOf } from './answer-by.js';
import { type ClaimListFilter, claimListConditions } from './claim-list-filter.js';
import { type ClaimOrder, wholeOrder } from './claim-order.js';

type Column = readonly [name: string, kind: CellKind, value: Sql];

const flag = (condition: Sql) => sql`case when ${condition} then 1 else 0 end`;

/** First those of the list under its names, then what else claim_current knows. */
const columns: readonly Column[] = [
  ['tran_id', 'identifier', sql`c.tran_id`],
  ['hospital', 'identifier', sql`c.hospital_code`],
  ['scheme', 'text', sql`lower(c.scheme)`],
  ['kind', 'text', sql`lower(c.kind)`],
  ['service_day', 'day', sql`c.service_day`],
  ['hn', 'identifier', sql`c.hn`],
  ['an', 'identifier', sql`c.an`],
  ['rep_no', 'identifier', sql`c.rep_no`],
  ['status', 'text', sql`case when c.is_denied then 'denied' else 'passed' end`],
  ['error_code', 'identifier', sql`c.error_code`],
  ['claimed', 'baht', sql`c.claimed`],
  ['reimbursed', 'baht', sql`c.reimbursed`],
  ['versions', 'count', sql`c.versions`],
  ['file_id', 'count', sql`c.file_id`],
  ['file_date', 'day', sql`c.file_date`],
  ['loss', 'baht', sql`c.loss`],
  ['fund', 'text', sql`c.main_fund`],
  ['service_type', 'text', sql`c.service_type`],
  ['drg', 'identifier', sql`c.drg`],
  ['adjrw', 'weight', sql`c.adjrw`],
  ['fiscal_year', 'count', sql`c.fiscal_year`],
  ['service_month', 'text', sql`c.service_month`],
  ['file_type', 'text', sql`c.file_type`],
  ['hcode', 'identifier', sql`c.hcode`],
  ['hmain', 'identifier', sql`c.hmain`],
  ['referrer', 'identifier', sql`c.href`],
  ['reimbursed_nhso', 'baht', sql`c.reimb_nhso`],
  ['state', 'text', sql`c.recon_state`],
  ['stated', 'baht', sql`c.stm_amount`],
  ['appealed', 'flag', flag(sql`c.has_appeal`)],
  ['first_passed', 'flag', flag(sql`c.first_denied = ${false}`)],
  ['first_reimbursed', 'baht', sql`c.first_reimbursed`],
  ['first_file_date', 'day', sql`c.first_file_date`],
  ['discharge_day', 'day', sql`c.discharge_day`],
  ['stay_days', 'count', sql`c.stay_days`],
  ['late_percent', 'weight', sql`c.late_percent`],
];
const identity: readonly Column[] = [
  ['patient_name', 'text', sql`c.patient_name`],
  ['pid', 'identifier', sql`c.pid`],
];

/** Only where it is asked for: the name with most of its letters hidden, as the list shows it. */
const masked: Column = ['patient', 'text', sql`c.patient_name`];

/** Which columns go out. */
export interface ClaimColumnsAsked {
  /** Names and citizen ids too. */
  readonly withIdentity: boolean;
  /** Those by these names, in this order; null or absent = all but the masked name. */
  readonly columns?: readonly string[] | null | undefined;
}

function columnsOf({ withIdentity, columns: names }: ClaimColumnsAsked): readonly Column[] {
  const known = [...columns, masked];
  const chosen = names?.map((name) => {
    const found = known.find(([one]) => one === name);
    if (found === undefined) throw new AppError('filter_invalid', { name: 'columns', example: 'day,drg' });
    return found;
  });
  return [...(chosen ?? columns), ...(withIdentity ? identity : [])];
}

/** Columns of an export of claims; those of identity at the end. */
export function claimExportColumns(asked: ClaimColumnsAsked): ExportColumn[] {
  return columnsOf(asked).map(([name, kind]) => ({ name, kind }));
}

export interface ClaimTextsAsked extends ClaimColumnsAsked {
  readonly filter: ClaimListFilter;
  /** Absent = those that came last first. */
  readonly order?: ClaimOrder | undefined;
  readonly withLength: boolean;
}

export interface ClaimMeasure {
  readonly total: number;
  /** Characters of the longest free text; 0 where it was not asked. */
  readonly longest: number;
}

/** What is known of the claims before the first is read. */
export interface ClaimsRead extends ClaimMeasure {
  /** When the data came in, statements too; null before the first. */
  readonly asOf: string | null;
}

/** How many claims the filter has, and, where it is asked, how long the longest free text of its columns is. */
export async function measureClaims(db: Queryable, asked: ClaimTextsAsked): Promise<ClaimMeasure> {
  const { filter, withLength } = asked;
  const names = new Set(columnsOf(asked).map(([name]) => name));
  const longest = (column: Sql, isAsked: boolean) =>
    isAsked ? sql`coalesce(max(char_length(${column})), 0)` : sql`0`;
  const code = longest(sql`c.error_code`, withLength && names.has('error_code'));
  const name = longest(
    sql`c.patient_name`,
    withLength && (names.has('patient_name') || names.has(masked[0])),
  );
  const row = await db.first<{ total: number; code: number; name: number }>(
    sql`select count(*) as total, ${code} as code, ${name} as name from claim_current c where ${claimListConditions(filter)}`,
  );
  return { total: row?.total ?? 0, longest: Math.max(row?.code ?? 0, row?.name ?? 0) };
}

function selectOf(asked: ClaimTextsAsked): KeyedSelect {
  const values = columnsOf(asked).map(([, , value]) => value);
  const order = asked.order === undefined ? null : wholeOrder(asked.order);
  return {
    select: sql`select c.id, ${join(values)} from claim_current c where ${claimListConditions(asked.filter)}`,
    key: sql`c.id`,
    ...(order !== null && { order }),
  };
}

/** The row without its key, and with the letters of a name hidden where they are to be. */
function shown(asked: ClaimTextsAsked): (row: RowTexts) => RowTexts {
  const place = columnsOf(asked).indexOf(masked);
  if (place === -1) return (row) => row.slice(1);
  return (row) =>
    row.slice(1).map((text, index) => (index === place && text !== null ? maskName(text) : text));
}

/**
 * The claims of the filter as they stand at one moment: their measure, then all of them as texts in the order of the
 * columns, group by group, in the order that is asked for.
 */
export async function readClaimTexts<T>(
  db: Db,
  asked: ClaimTextsAsked,
  work: (known: ClaimsRead, each: EachRows) => Promise<T>,
): Promise<T> {
  const rowOf = shown(asked);
  return await db.readRows(
    selectOf(asked),
    async (view) => ({ ...(await measureClaims(view, asked)), asOf: await dataAsOf(view, true) }),
    (known, each) => work(known, (take) => each((rows) => take(rows.map(rowOf)))),
  );
}
