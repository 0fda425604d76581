import { randomUUID } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import path from 'node:path';
import { AppError } from '../domain/errors.js';
import { startEmbeddedThread } from './embedded-client.js';

/** Major version of PostgreSQL inside the pinned PGlite; data of another one does not open. */
export const embeddedMajor = '18';
const unfinished = 'embedded.unfinished-';

/** Folder of the database's own files inside a data folder. */
export function embeddedFolder(dataDir: string): string {
  return path.join(dataDir, 'embedded');
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return code === '' ? String(error) : code;
}

/** Makes the data folder, for this user alone: the database writes its files readable for everybody. */
export function makeDataDir(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    chmodSync(dataDir, 0o700);
  } catch (error) {
    throw new AppError(
      'database_folder_not_writable',
      { folder: dataDir, reason: reasonOf(error) },
      { cause: error },
    );
  }
}

/** Whether a database is there; refuses one of another major version. */
export function hasDatabase(dataDir: string): boolean {
  const file = path.join(embeddedFolder(dataDir), 'PG_VERSION');
  if (!existsSync(file)) return false;
  const found = readFileSync(file, 'utf8').trim();
  if (found !== embeddedMajor)
    throw new AppError('database_folder_other_version', { folder: dataDir, found, wanted: embeddedMajor });
  return true;
}

/** Puts the names in a folder on the disk. */
export function syncFolder(folder: string): void {
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Makes a database beside its place and moves it there when it is whole, so that a start that was killed leaves
 * nothing that looks like one. The caller holds the lock of the folder.
 */
export async function makeDatabase(dataDir: string, make: (folder: string) => Promise<void>): Promise<void> {
  for (const entry of readdirSync(dataDir))
    if (entry.startsWith(unfinished)) rmSync(path.join(dataDir, entry), { recursive: true, force: true });
  const aside = path.join(dataDir, `${unfinished}${randomUUID()}`);
  mkdirSync(aside, { mode: 0o700 });
  await make(aside);
  // An `embedded` without PG_VERSION holds no database; a folder with something in it is not overwritten.
  if (existsSync(embeddedFolder(dataDir)) && readdirSync(embeddedFolder(dataDir)).length > 0)
    throw new AppError('database_folder_damaged', { folder: dataDir, reason: 'no PG_VERSION' });
  rmSync(embeddedFolder(dataDir), { recursive: true, force: true });
  renameSync(aside, embeddedFolder(dataDir));
  syncFolder(dataDir);
}

/** Opens a database once and closes it again; rejects if it does not open. */
export async function openMadeDatabase(dataDir: string): Promise<void> {
  const client = await startEmbeddedThread({ folder: embeddedFolder(dataDir), makeOnly: false });
  await client.close();
}
