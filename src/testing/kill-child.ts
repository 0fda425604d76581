/**
 * A program of the tests that can be killed at any moment and started again: imports the workbooks of a folder, lets a
 * strange form be approved, takes a file out and reads another again. What is done already is not done twice.
 */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { openDb } from '../db/index.js';
import { sql } from '../db/sql.js';
import { parseThreads } from '../filetypes/parse-threads.js';
import { repOpip120 } from '../filetypes/rep-opip-120.js';
import { commandLineActor } from '../services/actor.js';
import { approveLayout } from '../services/decide-layout.js';
import { importArchive } from '../services/import-archive.js';
import { type ImportParts, importRepFile } from '../services/import-rep-file.js';
import { keptWorkbookPath } from '../services/keep-workbook.js';
import { undoFile } from '../services/undo-file.js';
import { isStoredStatus } from '../store/imported-files.js';
import { filesWaitingFor, listQuarantine } from '../store/quarantine.js';
import { importChildTask } from './import-child-task.js';
import { importRoom } from './import-parts.js';
import { killStory } from './kill-workbooks.js';

export const killChildTask = z.object({
  settings: importChildTask.shape.settings,
  folder: z.string(),
  downloadDir: z.string(),
  hospital: z.string(),
});
export type KillChildTask = z.infer<typeof killChildTask>;

/** The name that NHSO gave, behind the number of the order. */
const nameOf = (file: string) => file.replace(/^\d-/, '');

async function importAll(parts: ImportParts, folder: string): Promise<void> {
  for (const file of readdirSync(folder).sort()) {
    const request = { path: path.join(folder, file), name: nameOf(file), source: 'cli' } as const;
    if (file.endsWith('.zip')) await importArchive(parts, request, { member: () => undefined });
    else await importRepFile(parts, request);
  }
}

/** Says that the strange heading is that of the form, and imports what waited for it. */
async function approve(parts: ImportParts, hospital: string): Promise<void> {
  const { db } = parts;
  const open = await listQuarantine(db, { state: 'open', fileId: null }, { limit: 1000, after: null });
  const hcode = repOpip120.columns.findIndex(([, , name]) => name === 'hcode');
  for (const sheet of open.filter(({ filename }) => filename?.includes(hospital))) {
    const decision = { quarantineId: sheet.id, by: commandLineActor, note: 'trial', at: new Date() };
    const { fingerprint } = await approveLayout({ db }, { ...decision, answers: new Map([[hcode, hcode]]) });
    for (const { filename, stored_path: kept } of await filesWaitingFor(db, fingerprint))
      await importRepFile(parts, {
        path: keptWorkbookPath(parts.downloadDir, kept),
        name: filename,
        source: 'cli',
      });
  }
}

/** A crash between approval and import leaves the file waiting; as the program does, it is tried whenever it is started. */
async function importWaiting(parts: ImportParts, hospital: string): Promise<void> {
  const waiting = await parts.db.query<{ filename: string; kept: string }>(sql`
    select filename, stored_path as kept from eclaim_imported_files
    where hospital_code = ${hospital} and status = 'quarantined'`);
  for (const { filename, kept } of waiting)
    await importRepFile(parts, {
      path: keptWorkbookPath(parts.downloadDir, kept),
      name: filename,
      source: 'cli',
    });
}

async function fileLike(parts: ImportParts, hospital: string, part: string) {
  return parts.db.first<{ id: number; status: string; filename: string; kept: string }>(sql`
    select id, status, filename, stored_path as kept from eclaim_imported_files
    where hospital_code = ${hospital} and filename like ${`%${part}%`}`);
}

async function runStory(parts: ImportParts, { folder, hospital }: KillChildTask): Promise<void> {
  await importAll(parts, folder);
  await approve(parts, hospital);
  await importWaiting(parts, hospital);
  const undone = await fileLike(parts, hospital, killStory.undone);
  if (undone && isStoredStatus(undone.status))
    await undoFile(parts, { fileId: undone.id, by: commandLineActor, reason: null });
  const forced = await fileLike(parts, hospital, killStory.forced);
  if (forced)
    await importRepFile(parts, {
      path: keptWorkbookPath(parts.downloadDir, forced.kept),
      name: forced.filename,
      source: 'cli',
      force: true,
    });
}

if (process.argv[1]?.endsWith('kill-child.js')) {
  const task = killChildTask.parse(JSON.parse(process.argv[2] ?? '{}'));
  const room = importRoom();
  const db = await openDb(task.settings);
  process.stdout.write('begun\n');
  const threads = parseThreads();
  await runStory({ ...room.parts(db), downloadDir: task.downloadDir, threads }, task);
  await threads.close();
  await db.close();
  room.remove();
  process.stdout.write('finished\n');
}
