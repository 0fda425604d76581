import { rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { ImportSource } from '../domain/import-result.js';
import { entriesOf } from './entries-of.js';

const day = 24 * 3_600_000;
/** An upload waits for its job, and after a crash for the person who starts it again. */
const uploadsAfter = 7 * day;
/** Copying a workbook takes seconds. */
const partsAfter = day;

/** Sources whose workbooks are copied into a folder of the downloads (keep-workbook.ts). */
const copied: readonly ImportSource[] = ['upload', 'watch', 'cli'];

/** Takes an entry away that was not touched since; answers how many were. */
async function removeOld(entry: string, before: number): Promise<number> {
  if ((await stat(entry)).mtimeMs >= before) return 0;
  await rm(entry, { recursive: true, force: true });
  return 1;
}

/**
 * Takes away what a process left in the downloads folder when it was killed: unpacked members and uploads that no job came
 * for, and half-made copies. Kept workbooks are never touched. Answers how many entries went.
 */
export async function removeLeftovers(downloadDir: string, now: Date): Promise<number> {
  let removed = 0;
  const uploads = path.join(downloadDir, '.uploads');
  for (const { name } of await entriesOf(uploads))
    removed += await removeOld(path.join(uploads, name), now.getTime() - uploadsAfter);
  for (const source of copied) {
    const ofSource = path.join(downloadDir, source);
    for (const folder of await entriesOf(ofSource)) {
      if (!folder.isDirectory()) continue;
      for (const { name } of await entriesOf(path.join(ofSource, folder.name)))
        if (name.endsWith('.part'))
          removed += await removeOld(path.join(ofSource, folder.name, name), now.getTime() - partsAfter);
    }
  }
  return removed;
}
