import { constants } from 'node:fs';
import { access, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { isWatchedName } from '../domain/watched-file.js';

/** A file that was moved out of the watched folder. */
export interface MovedFile {
  readonly name: string;
  readonly at: Date;
}

/** The watched folder as it stands now. */
export interface WatchedFolderState {
  /** The system's reason where it cannot be read and written, e.g. `ENOENT`, `EACCES`; null = it can. */
  readonly reason: string | null;
  /** Files that stand in it to be imported. */
  readonly waiting: number;
  /** The newest of each place; null = none yet. */
  readonly done: MovedFile | null;
  readonly problem: MovedFile | null;
}

/** A share that hangs is as good as away. */
const patienceMs = 3000;

const codeOf = (error: unknown) =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;

async function entriesOf(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return []; // made with the first file
    throw error;
  }
}

/** The newest file of the newest month that has any; a text with the reason is not meant. */
async function newestIn(folder: string): Promise<MovedFile | null> {
  const months = (await entriesOf(folder)).filter((name) => /^\d{4}-\d{2}$/.test(name)).sort();
  for (const month of months.reverse()) {
    let newest: MovedFile | null = null;
    for (const name of (await entriesOf(path.join(folder, month))).filter(isWatchedName)) {
      // A move keeps the time of the content, and sets the time of the entry.
      const at = (await stat(path.join(folder, month, name))).ctime;
      if (newest === null || at > newest.at) newest = { name, at };
    }
    if (newest) return newest;
  }
  return null;
}

async function lookNow(folder: string): Promise<WatchedFolderState> {
  const waiting = (await readdir(folder)).filter(isWatchedName).length;
  await access(folder, constants.R_OK | constants.W_OK);
  const done = await newestIn(path.join(folder, 'done'));
  return { reason: null, waiting, done, problem: await newestIn(path.join(folder, 'problem')) };
}

/** Looks at the folder for a page; answers within three seconds, whatever the file system does. */
export async function lookAtWatchedFolder(folder: string): Promise<WatchedFolderState> {
  const away = (reason: string) => ({ reason, waiting: 0, done: null, problem: null });
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<WatchedFolderState>((resolve) => {
    timer = setTimeout(() => resolve(away('ETIMEDOUT')), patienceMs);
  });
  try {
    return await Promise.race([lookNow(folder), late]);
  } catch (error) {
    const reason = codeOf(error);
    if (reason === null) throw error;
    return away(reason);
  } finally {
    clearTimeout(timer);
  }
}
