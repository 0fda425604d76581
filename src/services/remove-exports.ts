import { rm } from 'node:fs/promises';
import type { Db } from '../db/db.js';
import { deleteExport, exportsBefore, type StoredExport } from '../store/exports.js';
import { exportFolder } from './write-export.js';

const day = 24 * 3_600_000;

/** Takes one export away: its file first, so that no file is left that nobody knows. */
export async function removeExport(db: Db, exportDir: string, stored: StoredExport): Promise<void> {
  await rm(exportFolder(exportDir, stored), { recursive: true, force: true });
  await deleteExport(db, stored.id);
}

/**
 * Takes away the files of exports after `keepDays`. Files that the command line wrote there belong to whoever wrote them.
 * Answers how many exports went.
 */
export async function removeOldExports(
  db: Db,
  exportDir: string,
  keepDays: number,
  now: Date,
): Promise<number> {
  const old = await exportsBefore(db, new Date(now.getTime() - keepDays * day));
  for (const stored of old) await removeExport(db, exportDir, stored);
  return old.length;
}
