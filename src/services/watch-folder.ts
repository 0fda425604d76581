import { lstat, open, readdir } from 'node:fs/promises';
import path from 'node:path';
import { isWatchedName, type Standing } from '../domain/watched-file.js';

export interface WatchedFile {
  readonly path: string;
  readonly name: string;
  /** As both looks found it: an import of anything else is left to a later look. */
  readonly standing: Standing;
}

/** What one look at the watched folder found. */
export interface Look {
  /** Stood still since the look before and can be opened. */
  readonly ready: readonly WatchedFile[];
  /** Are meant, but still grow or cannot be opened yet. */
  readonly growing: number;
}

/** Looks at a folder again and again; remembers the look before. */
export interface FolderWatch {
  /** Throws what the file system throws where the folder cannot be read. */
  look(): Promise<Look>;
}

const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : null);

/** How a file stands now; null where it is gone or is no plain file. */
export async function standingOf(file: string): Promise<Standing | null> {
  try {
    const found = await lstat(file);
    return found.isFile() ? { size: found.size, mtime: Math.trunc(found.mtimeMs) } : null;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

export function isSameStanding(one: Standing | null, other: Standing | null): boolean {
  return one !== null && other !== null && one.size === other.size && one.mtime === other.mtime;
}

/** A copy that is under way is locked on Windows and on its shares. */
async function canBeOpened(file: string): Promise<boolean> {
  try {
    await (await open(file, 'r')).close();
    return true;
  } catch (error) {
    if (codeOf(error) === null) throw error;
    return false;
  }
}

/** By listing, not by the system's notices: those do not come from network shares. */
export function watchFolder(folder: string): FolderWatch {
  let before = new Map<string, Standing>();
  return {
    async look() {
      const now = new Map<string, Standing>();
      const ready: WatchedFile[] = [];
      for (const name of (await readdir(folder)).filter(isWatchedName).sort()) {
        const file = path.join(folder, name);
        const standing = await standingOf(file);
        if (standing === null) continue;
        now.set(name, standing);
        if (isSameStanding(standing, before.get(name) ?? null) && (await canBeOpened(file)))
          ready.push({ path: file, name, standing });
      }
      before = now;
      return { ready, growing: now.size - ready.length };
    },
  };
}
