import type { Queryable } from '../db/db.js';
import { join, type Sql, sql } from '../db/sql.js';

export type DownloadStatus = 'pending' | 'downloading' | 'success' | 'no_data' | 'failed' | 'gone';

/** One workbook that the portal offered, and what became of fetching it. */
export interface Download {
  readonly id: number;
  readonly filename: string;
  readonly status: DownloadStatus;
  readonly sizeBytes: number | null;
  readonly sha256: string | null;
  /** Relative to the downloads folder. */
  readonly storedPath: string | null;
  /** What the portal last said of it beside its name, as it was given to offerDownloads. */
  readonly offered: unknown;
}

/** Calendar month, Buddhist Era year and scheme (lower case) as asked. */
export interface DownloadUnit {
  readonly type: 'rep' | 'stm';
  readonly month: number;
  readonly yearBe: number;
  readonly scheme: string;
}

interface DownloadRow {
  readonly id: number;
  readonly filename: string;
  readonly status: DownloadStatus;
  readonly size_bytes: number | null;
  readonly sha256: string | null;
  readonly stored_path: string | null;
  readonly request: string | null;
}

const columns = sql`id, filename, status, size_bytes, sha256, stored_path, request`;
const namesInOneQuery = 500;

function toDownload(row: DownloadRow): Download {
  return {
    id: row.id,
    filename: row.filename,
    status: row.status,
    sizeBytes: row.size_bytes,
    sha256: row.sha256,
    storedPath: row.stored_path,
    offered: row.request === null ? null : JSON.parse(row.request),
  };
}

/** A workbook of a listing. */
export interface DownloadOffer {
  readonly filename: string;
  readonly hospitalCode: string;
  /** Number of a statement's document. */
  readonly documentNo?: string;
  /** What the portal says of it beside its name, as JSON; compared at the next listing. */
  readonly offered?: unknown;
}

/** Notes workbooks that a listing offers; those that are known already keep what became of them. */
export async function offerDownloads(
  db: Queryable,
  unit: DownloadUnit,
  offers: readonly DownloadOffer[],
): Promise<void> {
  const now = new Date();
  const rows = offers.map(({ filename, hospitalCode, documentNo, offered }) => ({
    upstream: 'eclaim',
    type: unit.type,
    scheme: unit.scheme.toUpperCase(),
    hospital_code: hospitalCode,
    month: unit.month,
    year: unit.yearBe,
    document_no: documentNo ?? '',
    filename,
    request: offered === undefined ? null : JSON.stringify(offered),
    status: 'pending',
    attempts: 0,
    first_seen_at: now,
    created_at: now,
    updated_at: now,
  }));
  await db.upsert('downloads', rows, ['upstream', 'type', 'scheme', 'filename'], []);
}

/** The downloads of a unit's scheme under these names, whatever month they were first listed in. */
export async function findDownloads(
  db: Queryable,
  { type, scheme }: Pick<DownloadUnit, 'type' | 'scheme'>,
  filenames: readonly string[],
): Promise<Download[]> {
  const found: Download[] = [];
  for (let from = 0; from < filenames.length; from += namesInOneQuery) {
    const names = filenames.slice(from, from + namesInOneQuery);
    const rows = await db.query<DownloadRow>(
      sql`select ${columns} from downloads where upstream = 'eclaim' and type = ${type}
          and scheme = ${scheme.toUpperCase()} and filename in (${join(names)})`,
    );
    found.push(...rows.map(toDownload));
  }
  return found;
}

/** Stored workbooks among these whose content was never imported, not even as quarantined or undone; by id. */
export async function findNotImported(db: Queryable, ids: readonly number[]): Promise<Download[]> {
  const found: Download[] = [];
  for (let from = 0; from < ids.length; from += namesInOneQuery) {
    const some = ids.slice(from, from + namesInOneQuery);
    const rows = await db.query<DownloadRow>(
      sql`select ${columns} from downloads d where d.id in (${join(some)}) and d.status = 'success'
          and not exists (select 1 from eclaim_imported_files f where f.sha256 = d.sha256
            and f.status not in ('pending', 'processing'))
          and not exists (select 1 from stm_imported_files s where s.sha256 = d.sha256
            and s.status not in ('pending', 'processing'))
          order by d.id`,
    );
    found.push(...rows.map(toDownload));
  }
  return found;
}

/** Keeps what the portal says now of a workbook that was listed before. */
export async function noteOffered(db: Queryable, id: number, offered: unknown): Promise<void> {
  await change(db, id, sql`request = ${JSON.stringify(offered)}`);
}

/** The portal says another thing of these documents than before: their workbooks are fetched again. */
export async function askAgain(db: Queryable, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  await db.execute(
    sql`update downloads set status = 'pending', updated_at = ${new Date()} where id in (${join(ids)})`,
  );
}

export function markDownloading(db: Queryable, id: number): Promise<number> {
  return change(
    db,
    id,
    sql`status = 'downloading', problem = null, error_message = null, attempts = attempts + 1`,
  );
}

/** Only to be called when the checked file stands in its place. */
export function markDownloaded(
  db: Queryable,
  id: number,
  file: { readonly sizeBytes: number; readonly sha256: string; readonly storedPath: string },
): Promise<number> {
  return change(
    db,
    id,
    sql`status = 'success', problem = null, error_message = null, size_bytes = ${file.sizeBytes},
        sha256 = ${file.sha256}, stored_path = ${file.storedPath}, fetched_at = ${new Date()}`,
  );
}

/** `problem` is a code of domain/problems, `message` its text. */
export function markNotDownloaded(
  db: Queryable,
  id: number,
  end: {
    readonly status: 'failed' | 'no_data' | 'pending';
    readonly problem: string | null;
    readonly message: string | null;
  },
): Promise<number> {
  return change(
    db,
    id,
    sql`status = ${end.status}, problem = ${end.problem}, error_message = ${end.message}`,
  );
}

function change(db: Queryable, id: number, changes: Sql): Promise<number> {
  return db.execute(sql`update downloads set ${changes}, updated_at = ${new Date()} where id = ${id}`);
}
