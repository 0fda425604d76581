import type { Queryable } from '../db/db.js';
import { raw, sql } from '../db/sql.js';
import type { FileKind } from '../domain/file-kind.js';
import type { DownloadStatus, DownloadUnit } from './downloads.js';

/** One file that NHSO listed for a unit: what became of fetching it, and of importing these very bytes. */
export interface UnitFile {
  readonly downloadId: number;
  readonly filename: string;
  readonly status: DownloadStatus;
  /** A code of domain/problems, or null. */
  readonly problem: string | null;
  readonly tries: number;
  readonly nextTryAt: string | null;
  readonly fetchedAt: string | null;
  /** Null where nothing of these bytes was imported or tried. */
  readonly fileId: number | null;
  readonly importStatus: string | null;
  readonly storedTotal: number | null;
  readonly storedPassed: number | null;
  readonly controlsAgree: boolean | null;
}

const importedTables = {
  rep: { table: 'eclaim_imported_files', total: 'f.stored_total', passed: 'f.stored_passed' },
  stm: { table: 'stm_imported_files', total: 'f.stored_count', passed: 'null' },
} as const satisfies Record<FileKind, object>;

/** Every file that was listed for the unit, by name. */
export function findUnitFiles(db: Queryable, unit: DownloadUnit): Promise<UnitFile[]> {
  const { table, total, passed } = importedTables[unit.type];
  return db.query<UnitFile>(
    sql`select d.id as "downloadId", d.filename, d.status, d.problem, d.attempts as "tries",
        d.next_try_at as "nextTryAt", d.fetched_at as "fetchedAt", f.id as "fileId", f.status as "importStatus",
        ${raw(total)} as "storedTotal", ${raw(passed)} as "storedPassed", f.controls_agree as "controlsAgree"
        from downloads d left join ${raw(table)} f on f.sha256 = d.sha256 and f.hospital_code = d.hospital_code
          and d.status = 'success'
        where d.upstream = 'eclaim' and d.type = ${unit.type} and d.scheme = ${unit.scheme.toUpperCase()}
          and d.year = ${unit.yearBe} and d.month = ${unit.month}
        order by d.filename, f.id`,
  );
}

/** Transfers of a fiscal year by month of posting (Gregorian `YYYY-MM`); amounts are baht text. */
export interface MonthOfTransfers {
  readonly month: string;
  readonly transfers: number;
  readonly amount: string;
  readonly total: string;
}

/** Transfers that SMT still lists for a fiscal year (Buddhist Era), the oldest month first; '' = without a day. */
export async function sumTransfersByMonth(db: Queryable, budgetYear: number): Promise<MonthOfTransfers[]> {
  const rows = await db.query<
    { year: number | null; month: number | null } & Omit<MonthOfTransfers, 'month'>
  >(
    sql`select extract(year from posting_day) as year, extract(month from posting_day) as month,
        count(*) as transfers, coalesce(sum(amount), 0.00) as amount, coalesce(sum(total_amount), 0.00) as total
        from smt_budget_transfers where budget_year = ${budgetYear} and gone_at is null
        group by extract(year from posting_day), extract(month from posting_day)`,
  );
  return rows
    .map(({ year, month, transfers, amount, total }) => ({
      month:
        year === null || month === null ? '' : `${Number(year)}-${String(Number(month)).padStart(2, '0')}`,
      transfers: Number(transfers),
      amount: String(amount),
      total: String(total),
    }))
    .sort((a, b) => (a.month < b.month ? -1 : 1));
}
