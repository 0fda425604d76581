import type { Queryable } from '../db/db.js';
import { empty, join, sql } from '../db/sql.js';
import type { DownloadUnit } from './downloads.js';

/** What the portal's listing says of one REP document; times are the clock in Thailand, `YYYY-MM-DD HH:MM:SS`. */
export interface PortalRep {
  readonly hospitalCode: string;
  readonly repNo: string;
  /** As stored; '' where the row names no file. */
  readonly filename: string;
  readonly sendDate: string | null;
  readonly checkDate: string | null;
  readonly total: number;
  readonly passed: number;
  readonly failed: number;
  readonly importType: string | null;
  readonly importer: string | null;
  readonly downloadId: number | null;
  /** All cells as shown. */
  readonly cells: readonly string[];
}

interface KnownRep {
  readonly rep_no: string;
  readonly filename: string;
  readonly total: number | null;
  readonly passed: number | null;
  readonly failed: number | null;
  readonly send_date: string | null;
  readonly check_date: string | null;
}

/**
 * Stores the rows of one listing; month and year stay those of the first time. What a whole listing of its month no longer
 * has is gone, until it is listed again. Answers the file names of documents
 * that were known and of which the portal now says another thing.
 */
export async function savePortalReps(
  db: Queryable,
  unit: Omit<DownloadUnit, 'type'>,
  reps: readonly PortalRep[],
  isWhole: boolean,
): Promise<ReadonlySet<string>> {
  const scheme = unit.scheme.toUpperCase();
  const known = await db.query<KnownRep>(
    sql`select rep_no, filename, total, passed, failed, send_date, check_date from portal_reps
        where scheme = ${scheme} and year between ${unit.yearBe - 1} and ${unit.yearBe + 1}`,
  );
  const before = new Map(known.map((row) => [keyOf(row.rep_no, row.filename), row]));
  const now = new Date();
  const rows = reps.map((rep) => ({
    hospital_code: rep.hospitalCode,
    scheme,
    rep_no: rep.repNo,
    filename: rep.filename,
    send_date: rep.sendDate,
    check_date: rep.checkDate,
    total: rep.total,
    passed: rep.passed,
    failed: rep.failed,
    import_type: rep.importType,
    importer: rep.importer,
    month: unit.month,
    year: unit.yearBe,
    download_id: rep.downloadId,
    first_seen_at: now,
    last_seen_at: now,
    gone_at: null,
    raw: JSON.stringify({ cells: rep.cells }),
    created_at: now,
    updated_at: now,
  }));
  await db.upsert('portal_reps', rows, ['scheme', 'rep_no', 'filename'], updated);
  await dropNameless(db, scheme, known, reps);
  const hospitals = [...new Set(reps.map(({ hospitalCode }) => hospitalCode))];
  // A list is of one account: what another hospital was listed with is not gone.
  const ofHospitals = hospitals.length === 0 ? empty : sql` and hospital_code in (${join(hospitals)})`;
  if (isWhole)
    await db.execute(
      sql`update portal_reps set gone_at = ${now}, updated_at = ${now} where scheme = ${scheme} and month = ${unit.month}
          and year = ${unit.yearBe} and last_seen_at < ${now} and gone_at is null${ofHospitals}`,
    );
  const changed = reps.filter((rep) => {
    const row = before.get(keyOf(rep.repNo, rep.filename));
    return row !== undefined && !saysTheSame(row, rep);
  });
  return new Set(changed.map((rep) => rep.filename));
}

/** A document that was listed before it had a file name is the same one that has a name now. */
async function dropNameless(
  db: Queryable,
  scheme: string,
  known: readonly KnownRep[],
  reps: readonly PortalRep[],
): Promise<void> {
  const named = new Set(reps.filter((rep) => rep.filename !== '').map((rep) => rep.repNo));
  const stale = known.filter((row) => row.filename === '' && named.has(row.rep_no)).map((row) => row.rep_no);
  if (stale.length > 0)
    await db.execute(
      sql`delete from portal_reps where scheme = ${scheme} and filename = '' and rep_no in (${join(stale)})`,
    );
}

const updated = [
  'hospital_code',
  'send_date',
  'check_date',
  'total',
  'passed',
  'failed',
  'import_type',
  'importer',
  'download_id',
  'last_seen_at',
  'gone_at',
  'raw',
  'updated_at',
];

const keyOf = (repNo: string, filename: string) => `${repNo} ${filename}`;

function saysTheSame(row: KnownRep, rep: PortalRep): boolean {
  return (
    row.total === rep.total &&
    row.passed === rep.passed &&
    row.failed === rep.failed &&
    row.send_date === rep.sendDate &&
    row.check_date === rep.checkDate
  );
}
