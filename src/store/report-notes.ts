import type { Queryable } from '../db/db.js';
import { sql } from '../db/sql.js';

/** Of which report: its period (`2026-05`, or a fiscal year `2569`) and its scheme in lower case, '' = all. */
export interface ReportNoteKey {
  readonly period: string;
  readonly scheme: string;
}

export interface ReportNote {
  readonly note: string;
  readonly at: string;
  /** null where the program runs without sign-in. */
  readonly by: string | null;
}

interface NoteRow {
  note: string;
  updated_at: string;
  username: string | null;
  full_name: string | null;
}

/** What was written about a report; null = nothing. */
export async function findReportNote(db: Queryable, key: ReportNoteKey): Promise<ReportNote | null> {
  const row = await db.first<NoteRow>(
    sql`select n.note, n.updated_at, u.username, u.full_name
        from report_notes n left join users u on u.id = n.written_by
        where n.period = ${key.period} and n.scheme = ${key.scheme} and n.note <> ''`,
  );
  return row === null ? null : { note: row.note, at: row.updated_at, by: row.full_name ?? row.username };
}

/** Takes the place of what was written before; an empty text takes it away. */
export async function saveReportNote(
  db: Queryable,
  key: ReportNoteKey,
  written: { readonly note: string; readonly userId: number | null; readonly now: Date },
): Promise<void> {
  const row = { ...key, note: written.note, written_by: written.userId, updated_at: written.now };
  await db.upsert('report_notes', [row], ['period', 'scheme'], ['note', 'written_by', 'updated_at']);
}
