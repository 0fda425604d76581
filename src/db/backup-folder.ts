import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { AppError } from '../domain/errors.js';
import { hasDatabase } from './embedded-folder.js';
import { lockFolder } from './folder-lock.js';
import { asidePrefixes } from './restore-folder.js';
import { runTar } from './run-tar.js';

/** Writes the archive under another name, reads it back, and gives it its name when it is whole on the disk. */
async function writeArchive(dataDir: string, file: string): Promise<void> {
  const part = `${file}.part`;
  try {
    // It holds patients' rows and the key to the secrets: for this user alone.
    closeSync(openSync(part, 'wx', 0o600));
    const leaveOut = ['.lock.sock*', ...asidePrefixes.map((prefix) => `${prefix}*`)];
    await runTar([
      '-czf',
      part,
      ...leaveOut.flatMap((name) => ['--exclude', `./${name}`]),
      '-C',
      dataDir,
      '.',
    ]);
    await runTar(['-tzf', part]);
    const descriptor = openSync(part, 'r+');
    fsyncSync(descriptor);
    closeSync(descriptor);
    renameSync(part, file);
  } catch (error) {
    rmSync(part, { force: true });
    const reason = error instanceof Error ? error.message : String(error);
    throw new AppError('backup_failed', { reason }, { cause: error });
  }
}

/**
 * Writes the data folder of an embedded database that nobody uses, with all that lies in it (secret key included),
 * as one .tar.gz. AppError where a process uses the folder, nothing is there, or the file exists.
 */
export async function backupFolder(dataDir: string, file: string): Promise<{ readonly bytes: number }> {
  const target = path.resolve(file);
  if (!existsSync(dataDir) || !hasDatabase(dataDir))
    throw new AppError('backup_nothing_there', { folder: dataDir });
  if (existsSync(target)) throw new AppError('backup_file_exists', { file });
  if (target.startsWith(path.resolve(dataDir) + path.sep))
    throw new AppError('backup_failed', { reason: `${file} lies inside ${dataDir}` });
  const lock = await lockFolder(dataDir);
  try {
    await writeArchive(dataDir, target);
    return { bytes: statSync(target).size };
  } finally {
    await lock.release();
  }
}
