import type { Queryable } from '../db/db.js';
import { join, type Sql, sql } from '../db/sql.js';
import { monthsOfFiscalYear } from '../domain/fiscal-year.js';

/** One month and scheme of the grid; month is Gregorian `YYYY-MM`, scheme lower case. */
export interface CompletenessCell {
  readonly month: string;
  readonly scheme: string;
  /** download_units.state; null where the portal was never asked. */
  readonly state: string | null;
  readonly problem: string | null;
  /** Files that the portal lists, and of these stored here. */
  readonly listed: number;
  readonly stored: number;
  /** Rows of the imported files. */
  readonly rows: number;
  /** Claims by the portal's list. */
  readonly expectedRows: number | null;
  readonly checkedAt: string | null;
}

interface UnitRow {
  year: number;
  month: number;
  scheme: string;
  state: string;
  problem: string | null;
  listed: number;
  stored: number;
  checked_at: string | null;
}

const monthOf = (row: { year: number; month: number }) =>
  `${row.year - 543}-${String(row.month).padStart(2, '0')}`;
const keyOf = (row: { year: number; month: number; scheme: string }) =>
  `${monthOf(row)}/${row.scheme.toLowerCase()}`;

/** REP units of a fiscal year (Buddhist Era) that were ever asked for, with what came of them. */
export async function findRepCompleteness(db: Queryable, fiscalYear: number): Promise<CompletenessCell[]> {
  const units = await unitsOf(db, 'rep', fiscalYear);
  const rows = await db.query<{ year: number; month: number; scheme: string; stored_rows: number | null }>(
    sql`select d.year, d.month, d.scheme, sum(f.imported_records) as stored_rows
        from downloads d join eclaim_imported_files f on f.download_id = d.id
        where d.type = 'rep' and f.undone_at is null and ${inFiscalYear(fiscalYear, 'd')}
        group by d.year, d.month, d.scheme`,
  );
  const listed = await db.query<{ year: number; month: number; scheme: string; listed_rows: number | null }>(
    sql`select year, month, scheme, sum(total) as listed_rows from portal_reps
        where ${inFiscalYear(fiscalYear)} group by year, month, scheme`,
  );
  const storedRows = new Map(rows.map((row) => [keyOf(row), Number(row.stored_rows ?? 0)]));
  const listedRows = new Map(listed.map((row) => [keyOf(row), row.listed_rows]));
  return units.map((unit) =>
    cellOf(unit, storedRows.get(keyOf(unit)) ?? 0, numberOrNull(listedRows.get(keyOf(unit)))),
  );
}

/** The same of statements; their list says nothing of rows. A month is the month of service. */
export async function findStatementCompleteness(
  db: Queryable,
  fiscalYear: number,
): Promise<CompletenessCell[]> {
  const units = await unitsOf(db, 'stm', fiscalYear);
  const rows = await db.query<{ year: number; month: number; scheme: string; stored_rows: number | null }>(
    sql`select statement_year as year, statement_month as month, scheme, sum(imported_records) as stored_rows
        from stm_imported_files where undone_at is null and is_current = ${true}
        group by statement_year, statement_month, scheme`,
  );
  const storedRows = new Map(rows.map((row) => [keyOf(row), Number(row.stored_rows ?? 0)]));
  return units.map((unit) => cellOf(unit, storedRows.get(keyOf(unit)) ?? 0, null));
}

function unitsOf(db: Queryable, type: 'rep' | 'stm', fiscalYear: number): Promise<UnitRow[]> {
  return db.query<UnitRow>(
    sql`select year, month, scheme, state, problem, listed, stored, checked_at from download_units
        where type = ${type} and ${inFiscalYear(fiscalYear)}`,
  );
}

function cellOf(unit: UnitRow, rows: number, expectedRows: number | null): CompletenessCell {
  return {
    month: monthOf(unit),
    scheme: unit.scheme.toLowerCase(),
    state: unit.state,
    problem: unit.problem,
    listed: unit.listed,
    stored: unit.stored,
    rows,
    expectedRows,
    checkedAt: unit.checked_at,
  };
}

/** Number of SMT transfers by month of posting, Gregorian `YYYY-MM`. */
export async function countTransfersByMonth(
  db: Queryable,
  range: { readonly from: string; readonly to: string },
): Promise<ReadonlyMap<string, number>> {
  const rows = await db.query<{ posting_year: number; posting_month: number; transfers: number }>(
    sql`select extract(year from posting_day) as posting_year, extract(month from posting_day) as posting_month,
        count(*) as transfers from smt_budget_transfers
        where gone_at is null and posting_day >= ${range.from} and posting_day < ${range.to}
        group by extract(year from posting_day), extract(month from posting_day)`,
  );
  return new Map(
    rows.map((row) => [
      `${Number(row.posting_year)}-${String(Number(row.posting_month)).padStart(2, '0')}`,
      Number(row.transfers),
    ]),
  );
}

/** When the SMT transfers of a budget year (Buddhist Era) were last fetched; null = never. */
export async function findLastTransferFetch(db: Queryable, budgetYear: number): Promise<string | null> {
  const row = await db.first<{ at: string | null }>(
    sql`select max(last_seen_at) as at from smt_budget_transfers where budget_year = ${budgetYear}`,
  );
  return row?.at ?? null;
}

/** Units ask in calendar months with years of the Buddhist Era. */
function inFiscalYear(fiscalYear: number, table: 'd' | '' = ''): Sql {
  const [year, month] = table === 'd' ? [sql`d.year`, sql`d.month`] : [sql`year`, sql`month`];
  const months = monthsOfFiscalYear(fiscalYear).map(
    (text) => sql`(${year} = ${Number(text.slice(0, 4)) + 543} and ${month} = ${Number(text.slice(5, 7))})`,
  );
  return sql`(${join(months, ' or ')})`;
}

function numberOrNull(value: number | null | undefined): number | null {
  return value === null || value === undefined ? null : Number(value);
}
