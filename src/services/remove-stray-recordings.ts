import { rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Db } from '../db/db.js';
import { isOpenTranscript } from '../domain/transcript.js';
import { findTranscript } from '../store/transcripts.js';
import { entriesOf } from './entries-of.js';

/** An upload takes minutes; its row comes after it. */
const strayAfterMs = 3_600_000;

/**
 * Takes recordings away that nothing will send any more: a process was killed between taking one in and noting it, or
 * between sending and taking it away. Answers how many.
 */
export async function removeStrayRecordings(db: Db, downloadDir: string, now: Date): Promise<number> {
  const uploads = path.join(downloadDir, '.uploads');
  let removed = 0;
  for (const { name } of await entriesOf(uploads)) {
    if (!name.startsWith('aud_')) continue;
    const folder = path.join(uploads, name);
    if ((await stat(folder)).mtimeMs >= now.getTime() - strayAfterMs) continue;
    const row = await findTranscript(db, name);
    if (row !== null && isOpenTranscript(row.state)) continue;
    await rm(folder, { recursive: true, force: true });
    removed += 1;
  }
  return removed;
}
