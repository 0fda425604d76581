import type { Queryable } from '../db/db.js';
import { sql } from '../db/sql.js';
import { fiscalYearOf } from '../domain/fiscal-year.js';
import { type AlertRow, isSeen, openAlertsUnder } from './alerts.js';
import { setUpStepName } from './settings.js';
import { statementsToAttend } from './statement-details.js';

/** What waits for a person, as numbers. */
export interface Attention {
  readonly quarantined: number;
  readonly failedFiles: number;
  readonly failedStatements: number;
  /** Files whose portal, Summary and stored totals differ and that nobody has seen to yet. */
  readonly disagreeing: number;
  /** Statements whose sheets and stored rows differ and that nobody has seen to yet. */
  readonly disagreeingStatements: number;
  /** The same, where a person closed the alert: they still disagree. */
  readonly disagreeingSeen: number;
  readonly disagreeingStatementsSeen: number;
  /** Jobs that failed or wait for a person since `since`. */
  readonly failedJobs: number;
  /** Months and schemes that failed, are incomplete or wait for a person. */
  readonly openUnits: number;
  /** The first set-up was left before its end. */
  readonly setUpOpen: boolean;
  /** Open alerts that no other member counts: days without REP, disks, clock, watched folder, ways out. */
  readonly surroundings: readonly Pick<AlertRow, 'alert_key' | 'severity' | 'title_th' | 'title_en'>[];
  /** State of the newest NHSO session; null before the first. */
  readonly session: { readonly state: string; readonly expiresAt: string | null } | null;
}

/** `since` (ISO 8601) limits the failed jobs: an old failure that nobody repeats is history, not work. */
export async function findAttention(db: Queryable, since: Date): Promise<Attention> {
  const [files, statements, waiting, surroundings, session] = await Promise.all([
    filesToAttend(db),
    statementsToAttend(db),
    workToAttend(db, since),
    openAlertsUnder(db, ['rep/', 'disk/', 'clock/', 'watch/', 'channel/']),
    findSession(db),
  ]);
  return {
    quarantined: Number(files?.quarantined ?? 0) + statements.quarantined,
    failedFiles: Number(files?.failed ?? 0),
    failedStatements: statements.failed,
    disagreeing: Number(files?.disagreeing ?? 0),
    disagreeingStatements: statements.disagreeing,
    disagreeingSeen: Number(files?.disagreeing_seen ?? 0),
    disagreeingStatementsSeen: statements.disagreeingSeen,
    failedJobs: Number(waiting?.failed_jobs ?? 0),
    openUnits: Number(waiting?.open_units ?? 0),
    setUpOpen: waiting !== null && waiting.set_up_step !== null && waiting.set_up_step !== 'done',
    surroundings,
    session,
  };
}

function filesToAttend(db: Queryable) {
  const disagrees = sql`controls_agree = ${false} and undone_at is null`;
  const seen = isSeen('rep', sql`f.id`, 'controls');
  return db.first<Record<'quarantined' | 'failed' | 'disagreeing' | 'disagreeing_seen', number>>(
    // A file of which somebody rejected a sheet is decided, and bytes that failed matter no more once others of that
    // name are stored: they wait for nobody. Nor does what a person has seen to, though totals that disagree are told on.
    sql`select sum(case when status = 'quarantined' and id not in
          (select file_id from quarantine where kind = 'rep' and state = 'rejected') then 1 else 0 end) as quarantined,
        sum(case when status = 'failed' and not ${isSeen('rep', sql`f.id`, 'failed')} and not exists (select 1 from eclaim_imported_files g
          where g.filename = f.filename and g.hospital_code = f.hospital_code
            and g.status in ('completed', 'completed_with_problems')) then 1 else 0 end) as failed,
        sum(case when ${disagrees} and not ${seen} then 1 else 0 end) as disagreeing,
        sum(case when ${disagrees} and ${seen} then 1 else 0 end) as disagreeing_seen
        from eclaim_imported_files f where status in ('quarantined', 'failed') or controls_agree = ${false}`,
  );
}

/** NHSO's answer about it is not whole yet. */
const isOpenUnit = sql`state in ('failed', 'incomplete', 'new_since', 'waiting_person')`;

/** How many units are open, by the fiscal year (Buddhist Era) in whose grid they stand. */
export async function openUnitYears(db: Queryable): Promise<ReadonlyMap<number, number>> {
  const rows = await db.query<{ year: number; month: number; units: number }>(
    sql`select year, month, count(*) as units from download_units where ${isOpenUnit} group by year, month`,
  );
  const years = new Map<number, number>();
  for (const { year, month, units } of rows) {
    const fiscalYear = month >= 10 ? year + 1 : year;
    years.set(fiscalYear, (years.get(fiscalYear) ?? 0) + Number(units));
  }
  return years;
}

/** Jobs and units by one question, and how far the set-up went. */
function workToAttend(db: Queryable, since: Date) {
  return db.first<{ failed_jobs: number; open_units: number; set_up_step: string | null }>(
    sql`select (select count(*) from jobs
          where (status = 'failed' and finished_at >= ${since}) or status = 'waiting_person') as failed_jobs,
        (select count(*) from download_units where ${isOpenUnit}) as open_units,
        (select value from settings where name = ${setUpStepName}) as set_up_step`,
  );
}

async function findSession(db: Queryable): Promise<Attention['session']> {
  const row = await db.first<{ state: string; expires_at: string | null }>(
    sql`select state, expires_at from upstream_sessions where upstream = 'eclaim' order by updated_at desc limit 1`,
  );
  return row && { state: row.state, expiresAt: row.expires_at };
}

/** What came in since a moment. */
export interface NewsSince {
  /** REP workbooks. */
  readonly files: number;
  readonly statements: number;
  /** Rows read of both. */
  readonly rows: number;
}

export async function findNewsSince(db: Queryable, since: Date): Promise<NewsSince> {
  const came = sql`import_completed_at >= ${since} and status in ('completed', 'completed_with_problems')`;
  const byKind = await db.query<{ kind: string; files: number; rows_read: number | null }>(
    sql`select 'rep' as kind, count(*) as files, sum(rows_read) as rows_read from eclaim_imported_files where ${came}
        union all
        select 'stm' as kind, count(*) as files, sum(rows_read) as rows_read from stm_imported_files where ${came}`,
  );
  const files = byKind.find(({ kind }) => kind === 'rep');
  const statements = byKind.find(({ kind }) => kind === 'stm');
  return {
    files: Number(files?.files ?? 0),
    statements: Number(statements?.files ?? 0),
    rows: Number(files?.rows_read ?? 0) + Number(statements?.rows_read ?? 0),
  };
}

/** Whether any claim is stored: before the first import pages show dashes, not zeros. */
export async function hasClaims(db: Queryable): Promise<boolean> {
  return (await db.first<{ id: number }>(sql`select id from claim_current limit 1`)) !== null;
}

/** Fiscal years (Buddhist Era) that have claims, newest first, by the months of the sums that imports keep. */
export async function fiscalYearsWithClaims(db: Queryable): Promise<number[]> {
  const rows = await db.query<{ service_month: string }>(
    sql`select distinct service_month from claim_sums where service_month > '' and claims > 0`,
  );
  const years = new Set(rows.map(({ service_month: month }) => fiscalYearOf(`${month}-01`)));
  return [...years].sort((a, b) => b - a);
}
