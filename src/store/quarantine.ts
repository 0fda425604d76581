import type { Queryable } from '../db/db.js';
import { type Sql, sql } from '../db/sql.js';
import type { FileKind } from '../domain/file-kind.js';

/** `settled`: the file came in without a decision, by a newer version of the program or a mapping of another file. */
export const quarantineStates = ['open', 'approved', 'rejected', 'settled'] as const;
export type QuarantineState = (typeof quarantineStates)[number];

/** A sheet that keeps its file out. Headings only: nothing here is a patient's. */
export interface StrangeSheet {
  /** Without blanks at its end, and once in a file; '' = the workbook as a whole. */
  readonly sheetName: string;
  /** '' where there are no headings that could be mapped. */
  readonly fingerprint: string;
  readonly nearestLayout: string | null;
  readonly sheetKind: string | null;
  readonly problemCode: string;
  readonly waitingRows: number;
  /** JSON text of a LayoutDifference. */
  readonly difference: string | null;
}

export interface QuarantineRow {
  readonly id: number;
  readonly kind: FileKind;
  readonly file_id: number;
  readonly filename: string | null;
  /** Status of the file now. */
  readonly file_status: string | null;
  readonly sheet_name: string;
  readonly fingerprint: string;
  readonly nearest_layout: string | null;
  readonly sheet_kind: string | null;
  readonly problem_code: string;
  readonly waiting_rows: number;
  readonly state: QuarantineState;
  readonly decided_by: string | null;
  readonly decided_at: string | null;
  readonly note: string | null;
  readonly created_at: string;
}

const columns = sql`q.id, q.kind, q.file_id, coalesce(f.filename, s.filename) as filename,
  coalesce(f.status, s.status) as file_status, q.sheet_name, q.fingerprint, q.nearest_layout, q.sheet_kind,
  q.problem_code, q.waiting_rows, q.state, u.username as decided_by, q.decided_at, q.note, q.created_at`;
const tables = sql`quarantine q
  left join eclaim_imported_files f on q.kind = 'rep' and f.id = q.file_id
  left join stm_imported_files s on q.kind = 'stm' and s.id = q.file_id
  left join users u on u.id = q.decided_by`;

interface FileOf {
  readonly kind: FileKind;
  readonly fileId: number;
}

/**
 * Keeps what is strange about a file now. A sheet that somebody rejected stays rejected while its headings are the same;
 * one that is not strange any more is settled.
 */
export async function keepQuarantine(
  tx: Queryable,
  { kind, fileId }: FileOf,
  sheets: readonly StrangeSheet[],
  at: Date,
): Promise<void> {
  const before = await tx.query<{ sheet_name: string; fingerprint: string; state: string }>(
    sql`select sheet_name, fingerprint, state from quarantine where kind = ${kind} and file_id = ${fileId}`,
  );
  await settleQuarantine(tx, { kind, fileId }, at);
  const rejected = new Set(
    before.filter(({ state }) => state === 'rejected').map((row) => `${row.sheet_name}|${row.fingerprint}`),
  );
  const rows = sheets.map((sheet) => ({
    kind,
    file_id: fileId,
    sheet_name: sheet.sheetName,
    fingerprint: sheet.fingerprint,
    nearest_layout: sheet.nearestLayout,
    sheet_kind: sheet.sheetKind,
    problem_code: sheet.problemCode,
    waiting_rows: sheet.waitingRows,
    difference: sheet.difference,
    state: rejected.has(`${sheet.sheetName}|${sheet.fingerprint}`) ? 'rejected' : 'open',
    updated_at: at,
  }));
  await tx.upsert(
    'quarantine',
    rows,
    ['kind', 'file_id', 'sheet_name'],
    [
      'fingerprint',
      'nearest_layout',
      'sheet_kind',
      'problem_code',
      'waiting_rows',
      'difference',
      'state',
      'updated_at',
    ],
  );
}

/** The file came in: nothing of it waits any more. */
export async function settleQuarantine(tx: Queryable, { kind, fileId }: FileOf, at: Date): Promise<void> {
  await tx.execute(sql`update quarantine set state = 'settled', updated_at = ${at}
    where kind = ${kind} and file_id = ${fileId} and state = 'open'`);
}

export interface QuarantineFilter {
  readonly state: QuarantineState | null;
  readonly fileId: number | null;
}

function conditionsOf({ state, fileId }: QuarantineFilter): Sql {
  const ofState = state === null ? sql`1 = 1` : sql`q.state = ${state}`;
  return fileId === null ? ofState : sql`${ofState} and q.file_id = ${fileId}`;
}

/** The newest first; `after` is the id behind which the page begins. */
export function listQuarantine(
  db: Queryable,
  filter: QuarantineFilter,
  { limit, after }: { readonly limit: number; readonly after: number | null },
): Promise<QuarantineRow[]> {
  const from = after === null ? sql`1 = 1` : sql`q.id < ${after}`;
  return db.query<QuarantineRow>(
    sql`select ${columns} from ${tables} where ${conditionsOf(filter)} and ${from} order by q.id desc limit ${limit}`,
  );
}

export async function* eachQuarantined(
  db: Queryable,
  filter: QuarantineFilter,
): AsyncGenerator<QuarantineRow> {
  let after: number | null = null;
  for (;;) {
    const rows: QuarantineRow[] = await listQuarantine(db, filter, { limit: 500, after });
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.id;
  }
}

export async function countQuarantine(db: Queryable): Promise<ReadonlyMap<string, number>> {
  const rows = await db.query<{ state: string; sheets: number }>(
    sql`select state, count(*) as sheets from quarantine group by state`,
  );
  return new Map(rows.map(({ state, sheets }) => [state, Number(sheets)]));
}

/** One sheet, with the JSON text of its difference. */
export function findQuarantine(
  db: Queryable,
  id: number,
): Promise<(QuarantineRow & { readonly difference: string | null }) | null> {
  return db.first(sql`select ${columns}, q.difference from ${tables} where q.id = ${id}`);
}

export interface QuarantineDecision {
  readonly state: 'approved' | 'rejected';
  readonly by: number | null;
  readonly at: Date;
  readonly note: string;
}

export async function decideSheet(tx: Queryable, id: number, decision: QuarantineDecision): Promise<void> {
  const { state, by, at, note } = decision;
  await tx.execute(sql`update quarantine set state = ${state}, decided_by = ${by}, decided_at = ${at},
    note = ${note}, updated_at = ${at} where id = ${id}`);
}

/** Every waiting sheet with these headings, in whatever file. */
export async function decideFingerprint(
  tx: Queryable,
  { fingerprint, sheetKind }: { readonly fingerprint: string; readonly sheetKind: string },
  { state, by, at, note }: QuarantineDecision,
): Promise<void> {
  await tx.execute(sql`update quarantine set state = ${state}, decided_by = ${by}, decided_at = ${at},
    note = ${note}, updated_at = ${at}
    where fingerprint = ${fingerprint} and sheet_kind = ${sheetKind} and state = 'open'`);
}

/** Whether sheets of this file still wait for a decision. */
export async function hasOpenSheets(tx: Queryable, { kind, fileId }: FileOf): Promise<boolean> {
  const row = await tx.first<{ id: number }>(sql`select id from quarantine
    where kind = ${kind} and file_id = ${fileId} and state = 'open' limit 1`);
  return row !== null;
}

export interface WaitingFile {
  readonly filename: string;
  readonly stored_path: string;
  readonly source: string;
}

/** Files that are still kept out and have a sheet with these headings. */
export function filesWaitingFor(db: Queryable, fingerprint: string): Promise<WaitingFile[]> {
  return db.query<WaitingFile>(sql`select filename, stored_path, source from eclaim_imported_files
      where status = 'quarantined' and stored_path is not null
        and id in (select file_id from quarantine where kind = 'rep' and fingerprint = ${fingerprint})
    union all select filename, stored_path, source from stm_imported_files
      where status = 'quarantined' and stored_path is not null
        and id in (select file_id from quarantine where kind = 'stm' and fingerprint = ${fingerprint})`);
}
