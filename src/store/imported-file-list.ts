import type { Queryable } from '../db/db.js';
import { join, type Sql, sql } from '../db/sql.js';
import type { FileKind } from '../domain/file-kind.js';
import { instantOfClock } from '../domain/thai-date.js';
import { statementsAsFiles } from './statement-details.js';

/** Which files a list shows: REP workbooks or statements. */
export interface ImportedFileFilter {
  readonly kind: FileKind;
  readonly status: string | null;
  /** Lower case. */
  readonly scheme: string | null;
  /** Month of the file's own date, Gregorian `YYYY-MM`. */
  readonly month: string | null;
  /** Part of the name, or the beginning of the SHA-256. */
  readonly q: string | null;
  /** Only files whose control totals disagree. */
  readonly disagree: boolean;
  /** Only files whose rows are stored since this day or moment of clocks in Thailand. */
  readonly importedSince?: string | null;
  /** Files of one hospital alone. */
  readonly hospital?: string;
}

/** One row of the list of files; instants are ISO 8601 UTC, days Gregorian. */
export interface ImportedFileRow {
  readonly id: number;
  readonly filename: string;
  readonly file_type: string;
  readonly scheme: string;
  readonly file_date: string | null;
  readonly status: string;
  readonly source: string;
  readonly import_started_at: string | null;
  readonly import_completed_at: string | null;
  readonly rows_read: number;
  readonly rows_inserted: number;
  readonly rows_updated: number;
  readonly rows_unchanged: number;
  readonly rows_refused: number;
  readonly controls_agree: boolean | null;
  readonly portal_total: number | null;
  readonly summary_total: number | null;
  readonly stored_total: number | null;
  readonly size_bytes: number;
  readonly sha256: string;
}

export interface ImportedFilePage {
  readonly rows: readonly ImportedFileRow[];
  /** Files of the filter, all pages. */
  readonly total: number;
  /** Files of the filter that stand before the first of this page. */
  readonly before: number;
}

export const noFileFilter: ImportedFileFilter = {
  kind: 'rep',
  status: null,
  scheme: null,
  month: null,
  q: null,
  disagree: false,
};

const columns = sql`id, filename, file_type, lower(scheme) as scheme, file_date, status, source, import_started_at,
  import_completed_at, rows_read, rows_inserted, rows_updated, rows_unchanged, rows_refused, controls_agree,
  portal_total, summary_total, stored_total, size_bytes, sha256`;

/** Newest first; `olderThan` is the id behind which the page begins. */
export async function listImportedFiles(
  db: Queryable,
  filter: ImportedFileFilter,
  { limit, olderThan }: { limit: number; olderThan: number | null },
): Promise<ImportedFilePage> {
  const where = conditions(filter);
  const from = olderThan === null ? sql`1 = 1` : sql`id < ${olderThan}`;
  return {
    rows: await newestOf(db, filter.kind, sql`${where} and ${from}`, limit),
    total: await count(db, filter.kind, where),
    before: olderThan === null ? 0 : await count(db, filter.kind, sql`${where} and id >= ${olderThan}`),
  };
}

/** Where the page before one that begins behind `olderThan` begins: an id, or null for the first page. */
export async function previousFilePage(
  db: Queryable,
  filter: ImportedFileFilter,
  { limit, olderThan }: { limit: number; olderThan: number },
): Promise<number | null> {
  const rows = await db.query<{ id: number }>(
    sql`select id from ${tableOf(filter.kind)} where ${conditions(filter)} and id >= ${olderThan}
        order by id limit ${limit + 1}`,
  );
  return rows[limit]?.id ?? null;
}

/** Every file of the filter, newest first, read in pages so that no list is held whole. */
export async function* eachImportedFile(
  db: Queryable,
  filter: ImportedFileFilter,
): AsyncGenerator<ImportedFileRow> {
  let olderThan: number | null = null;
  for (;;) {
    const { rows }: ImportedFilePage = await listImportedFiles(db, filter, { limit: 500, olderThan });
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined) return;
    olderThan = last.id;
  }
}

/** Number of files per status under the filter's other conditions. */
export async function countFilesByStatus(
  db: Queryable,
  filter: ImportedFileFilter,
): Promise<ReadonlyMap<string, number>> {
  const rows = await db.query<{ status: string; files: number }>(
    sql`select status, count(*) as files from ${tableOf(filter.kind)}
        where ${conditions({ ...filter, status: null })} group by status`,
  );
  return new Map(rows.map((row) => [row.status, Number(row.files)]));
}

/** How many files of each kind there are, in every state; or imported since then. */
export async function countFilesByKind(
  db: Queryable,
  importedSince: string | null,
): Promise<Readonly<Record<FileKind, number>>> {
  const all = conditions({ ...noFileFilter, importedSince });
  return { rep: await count(db, 'rep', all), stm: await count(db, 'stm', all) };
}

/** The newest files of both kinds together. */
export async function newestFiles(db: Queryable, limit: number): Promise<ImportedFileRow[]> {
  const [reps, statements] = await Promise.all([
    newestOf(db, 'rep', sql`1 = 1`, limit),
    newestOf(db, 'stm', sql`1 = 1`, limit),
  ]);
  const rows = [...reps, ...statements];
  const cameAt = (row: ImportedFileRow) => row.import_completed_at ?? row.import_started_at ?? '';
  // Equal instants keep the order of the lists.
  return rows.sort((a, b) => (cameAt(a) < cameAt(b) ? 1 : cameAt(a) > cameAt(b) ? -1 : 0)).slice(0, limit);
}

/** Months of the files' own dates, Gregorian `YYYY-MM`, newest first. */
export async function monthsOfFiles(db: Queryable, kind: FileKind): Promise<string[]> {
  const ends = await db.first<{ first_day: string | null; last_day: string | null }>(
    sql`select min(file_date) as first_day, max(file_date) as last_day from ${tableOf(kind)}`,
  );
  const months: string[] = [];
  if (!ends?.first_day || !ends.last_day) return months;
  const first = ends.first_day.slice(0, 7);
  for (let day = new Date(`${ends.last_day.slice(0, 7)}-01T00:00:00Z`); months.length < 120; ) {
    const month = day.toISOString().slice(0, 7);
    if (month < first) break;
    months.push(month);
    day = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() - 1, 1));
  }
  return months;
}

/** Both kinds under the same names of columns. */
function tableOf(kind: FileKind): Sql {
  return kind === 'stm' ? statementsAsFiles : sql`eclaim_imported_files`;
}

function newestOf(db: Queryable, kind: FileKind, where: Sql, limit: number): Promise<ImportedFileRow[]> {
  return db.query<ImportedFileRow>(
    sql`select ${columns} from ${tableOf(kind)} where ${where} order by id desc limit ${limit}`,
  );
}

async function count(db: Queryable, kind: FileKind, where: Sql): Promise<number> {
  const row = await db.first<{ files: number }>(
    sql`select count(*) as files from ${tableOf(kind)} where ${where}`,
  );
  return Number(row?.files ?? 0);
}

function conditions(filter: ImportedFileFilter): Sql {
  const parts: Sql[] = [];
  if (filter.status !== null) parts.push(sql`status = ${filter.status}`);
  if (filter.scheme !== null) parts.push(sql`scheme = ${filter.scheme.toUpperCase()}`);
  if (filter.hospital !== undefined) parts.push(sql`hospital_code = ${filter.hospital}`);
  if (filter.importedSince)
    parts.push(
      sql`import_completed_at >= ${instantOfClock(filter.importedSince)} and status in ('completed', 'completed_with_problems')`,
    );
  if (filter.disagree) parts.push(sql`controls_agree = ${false} and undone_at is null`);
  if (filter.month !== null) {
    const [from, to] = daysOfMonth(filter.month);
    parts.push(sql`file_date >= ${from} and file_date < ${to}`);
  }
  if (filter.q !== null) {
    const part = `%${filter.q.toLowerCase().replace(/[|%_]/g, (sign) => `|${sign}`)}%`;
    parts.push(sql`(lower(filename) like ${part} escape '|' or sha256 like ${part.slice(1)} escape '|')`);
  }
  return parts.length === 0 ? sql`1 = 1` : join(parts, ' and ');
}

/** First day of the month and of the next. */
function daysOfMonth(month: string): [from: string, to: string] {
  const year = Number(month.slice(0, 4));
  const next = new Date(Date.UTC(year, Number(month.slice(5, 7)), 1)).toISOString().slice(0, 10);
  return [`${month}-01`, next];
}
