import type { Db, EachRows, KeyedSelect, Queryable } from '../db/db.js';
import { join, type Sql, sql } from '../db/sql.js';
import type { CellKind, ExportColumn } from '../domain/export-column.js';
import { type ClaimListFilter, claimListConditions } from './claim-list-filter.js';

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
  ['appealed', 'flag', flag(sql`c.has_appeal`)],
  ['first_passed', 'flag', flag(sql`c.first_denied = ${false}`)],
  ['first_reimbursed', 'baht', sql`c.first_reimbursed`],
  ['first_file_date', 'day', sql`c.first_file_date`],
];
const identity: readonly Column[] = [
  ['patient_name', 'text', sql`c.patient_name`],
  ['pid', 'identifier', sql`c.pid`],
];

const columnsOf = (withIdentity: boolean) => (withIdentity ? [...columns, ...identity] : columns);

/** Columns of an export of claims; those of identity at the end. */
export function claimExportColumns(withIdentity: boolean): ExportColumn[] {
  return columnsOf(withIdentity).map(([name, kind]) => ({ name, kind }));
}

export interface ClaimTextsAsked {
  readonly filter: ClaimListFilter;
  readonly withIdentity: boolean;
  readonly withLength: boolean;
}

export interface ClaimMeasure {
  readonly total: number;
  /** Characters of the longest free text; 0 where it was not asked. */
  readonly longest: number;
}

/** How many claims the filter has, and, where it is asked, how long the longest free text of its columns is. */
export async function measureClaims(
  db: Queryable,
  { filter, withIdentity, withLength }: ClaimTextsAsked,
): Promise<ClaimMeasure> {
  const longest = (column: Sql, isAsked: boolean) =>
    isAsked ? sql`coalesce(max(char_length(${column})), 0)` : sql`0`;
  const code = longest(sql`c.error_code`, withLength);
  const name = longest(sql`c.patient_name`, withLength && withIdentity);
  const row = await db.first<{ total: number; code: number; name: number }>(
    sql`select count(*) as total, ${code} as code, ${name} as name from claim_current c where ${claimListConditions(filter)}`,
  );
  return { total: row?.total ?? 0, longest: Math.max(row?.code ?? 0, row?.name ?? 0) };
}

function selectOf(filter: ClaimListFilter, withIdentity: boolean): KeyedSelect {
  const values = columnsOf(withIdentity).map(([, , value]) => value);
  return {
    select: sql`select c.id, ${join(values)} from claim_current c where ${claimListConditions(filter)}`,
    key: sql`c.id`,
  };
}

/**
 * The claims of the filter as they stand at one moment: their measure, then all of them as texts in the order of the
 * columns, group by group; those that came last first.
 */
export async function readClaimTexts<T>(
  db: Db,
  asked: ClaimTextsAsked,
  work: (measure: ClaimMeasure, each: EachRows) => Promise<T>,
): Promise<T> {
  return await db.readRows(
    selectOf(asked.filter, asked.withIdentity),
    (view) => measureClaims(view, asked),
    (measure, each) => work(measure, (take) => each((rows) => take(rows.map((row) => row.slice(1))))),
  );
}
