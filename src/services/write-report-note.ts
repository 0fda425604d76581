import type { Db } from '../db/db.js';
import { AppError } from '../domain/errors.js';
import { writeAudit } from '../store/audit-log.js';
import { type ReportNoteKey, saveReportNote } from '../store/report-notes.js';
import type { Actor } from './actor.js';

/** As many letters as the one page has room for. */
export const mostNoteLetters = 400;

/** Saves what the head says about a period; the text itself is not kept in the audit log. */
export async function writeReportNote(
  parts: { readonly db: Db; readonly now: () => Date },
  key: ReportNoteKey,
  text: string,
  by: Actor,
): Promise<void> {
  // On paper the note is one paragraph.
  const note = text.replace(/\s+/gu, ' ').trim();
  if (note.length > mostNoteLetters)
    throw new AppError('report_note_too_long', { length: note.length, most: mostNoteLetters });
  await saveReportNote(parts.db, key, { note, userId: by.actorId, now: parts.now() });
  await writeAudit(parts.db, {
    ...by,
    at: parts.now(),
    action: 'change',
    subject: `report note ${key.period}${key.scheme === '' ? '' : ` ${key.scheme}`}`,
    outcome: 'done',
  });
}
