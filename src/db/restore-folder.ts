import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { AppError } from '../domain/errors.js';
import { hasDatabase, makeDataDir, openMadeDatabase, syncFolder } from './embedded-folder.js';
import { lockFolder } from './folder-lock.js';
import { runTar } from './run-tar.js';

// Everything is moved inside the data folder, never the folder itself: it may be the mount point of a volume.
const unpacking = 'restore.unfinished-';
const ready = 'restore.ready';
const before = 'before-restore-';

/** Names in a data folder that are no part of the installation's present state. */
export const asidePrefixes = [unpacking, ready, before, 'embedded.unfinished-'] as const;

function ownEntries(dataDir: string): string[] {
  return readdirSync(dataDir).filter(
    (name) => !name.startsWith('.lock.sock') && !asidePrefixes.some((prefix) => name.startsWith(prefix)),
  );
}

/**
 * Moves a whole, tried restore into its place, and what stood there aside. Once begun it is finished by the next
 * start, so that a process killed between two moves leaves no empty database behind. The caller holds the lock.
 */
export function finishRestore(dataDir: string): void {
  const from = path.join(dataDir, ready);
  if (!existsSync(from)) return;
  const aside = path.join(dataDir, `${before}${new Date().toISOString().replaceAll(/[:.]/g, '')}`);
  for (const name of readdirSync(from)) {
    const place = path.join(dataDir, name);
    if (existsSync(place)) {
      mkdirSync(aside, { recursive: true, mode: 0o700 });
      renameSync(place, path.join(aside, name));
    }
    renameSync(path.join(from, name), place);
  }
  rmdirSync(from);
  syncFolder(dataDir);
}

async function unpack(
  file: string,
  folder: string,
  prepare: (dataDir: string) => Promise<void>,
): Promise<void> {
  try {
    await runTar(['-xzf', file, '-C', folder]);
    if (!hasDatabase(folder)) throw new Error('no database inside');
    await openMadeDatabase(folder);
    await prepare(folder);
  } catch (error) {
    if (error instanceof AppError && error.code === 'database_folder_other_version') throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new AppError('restore_file_damaged', { file, reason }, { cause: error });
  }
}

/**
 * Puts a backup of `backupFolder` into the data folder. It is unpacked aside and opened once before anything is
 * moved; `prepare` changes in it what must not stand as it did. A folder that holds something is refused, or with `force`
 * its content is kept beside as `before-restore-…`.
 */
export async function restoreFolder(
  file: string,
  dataDir: string,
  {
    force = false,
    prepare = () => Promise.resolve(),
  }: { readonly force?: boolean; readonly prepare?: (dataDir: string) => Promise<void> } = {},
): Promise<{ readonly keptBefore: boolean }> {
  if (!existsSync(file)) throw new AppError('restore_file_damaged', { file, reason: 'ENOENT' });
  makeDataDir(dataDir);
  const lock = await lockFolder(dataDir);
  try {
    for (const name of readdirSync(dataDir))
      if (name.startsWith(unpacking)) rmSync(path.join(dataDir, name), { recursive: true, force: true });
    const present = ownEntries(dataDir);
    if (present.length > 0 && !force) throw new AppError('restore_target_not_empty', { folder: dataDir });
    const aside = path.join(dataDir, `${unpacking}${randomUUID()}`);
    mkdirSync(aside, { mode: 0o700 });
    try {
      await unpack(path.resolve(file), aside, prepare);
      rmSync(path.join(dataDir, ready), { recursive: true, force: true });
      renameSync(aside, path.join(dataDir, ready));
      finishRestore(dataDir);
    } finally {
      rmSync(aside, { recursive: true, force: true });
    }
    return { keptBefore: present.length > 0 };
  } finally {
    await lock.release();
  }
}
