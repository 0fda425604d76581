import type { Queryable } from '../db/db.js';
import { join, type Sql, sql } from '../db/sql.js';
import { monthsOfFiscalYear } from '../domain/fiscal-year.js';
import { countsInList } from './listed-documents.js';

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
  /** Claims of the imported files, and by the portal's list. */
  readonly rows: number;
  readonly expectedRows: number | null;
  /** Stored files of which nothing is imported. */
  readonly notImported: number;
  /** Imported files whose rows are not those that the list or the workbook itself announces. */
  readonly disagreeing: number;
  /** Looks since it was last well. */
  readonly tries: number;
  readonly nextTryAt: string | null;
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
  tries: number;
  next_try_at: string | null;
  checked_at: string | null;
}

interface FileCounts {
  year: number;
  month: number;
  scheme: string;
  here: number;
  imported: number;
  disagreeing: number;
  stored_rows: number | null;
}

const monthOf = (row: { year: number; month: number }) =>
  `${row.year - 543}-${String(row.month).padStart(2, '0')}`;
const keyOf = (row: { year: number; month: number; scheme: string }) =>
  `${monthOf(row)}/${row.scheme.toLowerCase()}`;

/** REP units of a fiscal year (Buddhist Era) that were ever asked for, with what came of them. */
export async function findRepCompleteness(db: Queryable, fiscalYear: number): Promise<CompletenessCell[]> {
  const [units, files, listed] = await Promise.all([
    unitsOf(db, 'rep', fiscalYear),
    // Files are known by their bytes: one that somebody uploaded before it was downloaded is imported too.
    db.query<FileCounts>(
      sql`select d.year, d.month, d.scheme, count(*) as here,
        sum(case when f.id is null then 0 else 1 end) as imported,
        sum(case when f.controls_agree = ${false} or p.total <> f.stored_total or p.passed <> f.stored_passed
          or p.failed <> f.stored_total - f.stored_passed then 1 else 0 end) as disagreeing,
        sum(coalesce(f.stored_total, f.imported_records)) as stored_rows
        from downloads d
        left join eclaim_imported_files f on f.sha256 = d.sha256 and f.hospital_code = d.hospital_code
          and f.undone_at is null and f.status in ('completed', 'completed_with_problems')
        left join (select download_id, sum(total) as total, sum(passed) as passed, sum(failed) as failed
          from portal_reps where download_id is not null and ${inFiscalYear(fiscalYear)} and ${countsInList} group by download_id) p
          on p.download_id = d.id
        where d.type = 'rep' and d.status = 'success' and ${inFiscalYear(fiscalYear, 'd')}
        group by d.year, d.month, d.scheme`,
    ),
    db.query<{ year: number; month: number; scheme: string; listed_rows: number | null }>(
      sql`select year, month, scheme, sum(total) as listed_rows from portal_reps
        where ${inFiscalYear(fiscalYear)} and ${countsInList} group by year, month, scheme`,
    ),
  ]);
  const countsOf = new Map(files.map((row) => [keyOf(row), row]));
  const listedRows = new Map(listed.map((row) => [keyOf(row), row.listed_rows]));
  return units.map((unit) => {
    const counts = countsOf.get(keyOf(unit));
    return cellOf(unit, counts, Number(counts?.stored_rows ?? 0), numberOrNull(listedRows.get(keyOf(unit))));
  });
}

/** The same of statements; their list says nothing of rows. A month is the month of service. */
export async function findStatementCompleteness(
  db: Queryable,
  fiscalYear: number,
): Promise<CompletenessCell[]> {
  const units = await unitsOf(db, 'stm', fiscalYear);
  const files = await db.query<FileCounts>(
    sql`select d.year, d.month, d.scheme, count(*) as here,
        sum(case when f.id is null then 0 else 1 end) as imported,
        sum(case when f.controls_agree = ${false} then 1 else 0 end) as disagreeing, 0 as stored_rows
        from downloads d
        left join stm_imported_files f on f.sha256 = d.sha256 and f.hospital_code = d.hospital_code
          and f.undone_at is null and f.status in ('completed', 'completed_with_problems')
        where d.type = 'stm' and d.status = 'success' and ${inFiscalYear(fiscalYear, 'd')}
        group by d.year, d.month, d.scheme`,
  );
  const rows = await db.query<{ year: number; month: number; scheme: string; stored_rows: number | null }>(
    sql`select statement_year as year, statement_month as month, scheme, sum(imported_records) as stored_rows
        from stm_imported_files where undone_at is null and is_current = ${true}
        group by statement_year, statement_month, scheme`,
  );
  const countsOf = new Map(files.map((row) => [keyOf(row), row]));
  const storedRows = new Map(rows.map((row) => [keyOf(row), Number(row.stored_rows ?? 0)]));
  return units.map((unit) => cellOf(unit, countsOf.get(keyOf(unit)), storedRows.get(keyOf(unit)) ?? 0, null));
}

function unitsOf(db: Queryable, type: 'rep' | 'stm', fiscalYear: number): Promise<UnitRow[]> {
  return db.query<UnitRow>(
    sql`select year, month, scheme, state, problem, listed, "stored", tries, next_try_at, checked_at
        from download_units where type = ${type} and ${inFiscalYear(fiscalYear)}`,
  );
}

function cellOf(
  unit: UnitRow,
  counts: FileCounts | undefined,
  rows: number,
  expectedRows: number | null,
): CompletenessCell {
  return {
    month: monthOf(unit),
    scheme: unit.scheme.toLowerCase(),
    state: unit.state,
    problem: unit.problem,
    listed: unit.listed,
    stored: unit.stored,
    rows,
    expectedRows,
    notImported: Number(counts?.here ?? 0) - Number(counts?.imported ?? 0),
    disagreeing: Number(counts?.disagreeing ?? 0),
    tries: unit.tries,
    nextTryAt: unit.next_try_at,
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
