import { createHash } from 'node:crypto';
import type { Db, Queryable } from '../db/db.js';
import { compareMasterList, type MasterChanges } from '../domain/compare-master-list.js';
import { decodeText } from '../domain/decode-text.js';
import { AppError } from '../domain/errors.js';
import { keyOf, type MasterList } from '../domain/master-list.js';
import { type ReadMasterList, readMasterList } from '../domain/read-master-list.js';
import { writeAudit } from '../store/audit-log.js';
import {
  lockMasterList,
  markMasterList,
  masterRows,
  retireMasterRows,
  saveLocalNote,
  saveMasterRows,
} from '../store/master-data.js';
import type { Actor } from './actor.js';

/** What an uploaded list would do to the stored one. */
export interface MasterComparison extends ReadMasterList {
  readonly changes: MasterChanges;
  /** Stands for the file and what it changes; taking over asks for it, so that only what was shown is done. */
  readonly digest: string;
}

interface MasterParts {
  readonly db: Db;
  readonly now: () => Date;
}

/**
 * Compares an uploaded CSV (UTF-8, UTF-16 with its mark, TIS-620) with the stored list and stores nothing. Entries of
 * refused lines stay as they are. Throws AppError master_file_binary, master_file_empty, master_file_quote,
 * master_columns_missing, master_no_line.
 */
export async function compareUploadedList(
  db: Queryable,
  list: MasterList,
  bytes: Uint8Array,
): Promise<MasterComparison> {
  const { text } = decodeText(bytes);
  if (text.includes('\0')) throw new AppError('master_file_binary');
  const read = readMasterList(list, text);
  const [first] = read.refused;
  // Without this a file of wrong lines alone would switch the whole list off.
  if (read.rows.length === 0) throw new AppError('master_no_line', { line: first?.line ?? 1 });
  const kept = new Set(read.refused.flatMap(({ code }) => [code, code.toUpperCase()]));
  const changes = compareMasterList(list, await masterRows(db, list), read.rows, kept);
  const shown = JSON.stringify([list.name, changes]);
  const digest = createHash('sha256').update(bytes).update('\0').update(shown).digest('hex');
  return { ...read, changes, digest };
}

/**
 * Takes an uploaded list over, in one transaction with its line in the audit log: new and changed entries are stored as
 * `upload`, those that it lacks are switched off, notes of the hospital stay. Throws what the comparison throws, and
 * master_file_changed where the file or the stored list is not what was shown under `digest`.
 */
export async function replaceMasterList(
  { db, now }: MasterParts,
  upload: { readonly list: MasterList; readonly bytes: Uint8Array; readonly digest: string },
  by: Actor,
): Promise<MasterComparison> {
  const { list, bytes, digest } = upload;
  const at = now();
  return await db.transaction(async (tx) => {
    await lockMasterList(tx, list.name, at);
    const comparison = await compareUploadedList(tx, list, bytes);
    if (comparison.digest !== digest) throw new AppError('master_file_changed');
    const { added, changed, gone, unchanged } = comparison.changes;
    await saveMasterRows(tx, list, [...added, ...changed.map(({ after }) => after)], 'upload', at);
    const codes = gone.map((row) => String(row[keyOf(list)]));
    await retireMasterRows(tx, list, codes, 'upload', at);
    await markMasterList(tx, list.name, { origin: 'upload', changedBy: by.actorId, now: at });
    const details = {
      added: added.length,
      changed: changed.length,
      switchedOff: gone.length,
      unchanged,
      refused: comparison.refused.length,
    };
    const subject = `reference list ${list.name}`;
    await writeAudit(tx, { ...by, at, action: 'change', subject, outcome: 'done', details });
    return comparison;
  });
}

/** Longest note of a hospital, in letters. */
export const mostNoteLetters = 2000;

/** Writes the hospital's own note beside an error code; '' takes it away. Throws AppError not_found. */
export async function noteErrorCode(
  { db, now }: MasterParts,
  { code, note }: { readonly code: string; readonly note: string },
  by: Actor,
): Promise<void> {
  const at = now();
  const text = note.replace(/\r\n?/gu, '\n').trim().slice(0, mostNoteLetters);
  await db.transaction(async (tx) => {
    if (!(await saveLocalNote(tx, code, text, at))) throw new AppError('not_found');
    const subject = `note of error code ${code}`;
    await writeAudit(tx, { ...by, at, action: 'change', subject, outcome: 'done' });
  });
}
