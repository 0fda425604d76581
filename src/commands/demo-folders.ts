import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { programFolder, type SettingName } from '../config.js';
import { lockFolder } from '../db/folder-lock.js';

/** Where practice data lie, apart from everything real. */
export type DemoFolders = Readonly<Record<'DATA_DIR' | 'DOWNLOAD_DIR' | 'EXPORT_DIR' | 'LOG_DIR', string>> &
  Readonly<Partial<Record<SettingName, string>>>;

/** The program's own folders, or all below `folder`. */
export function demoFolders(folder: string | null): DemoFolders {
  const base = folder === null ? programFolder : path.resolve(folder);
  return {
    DATA_DIR: path.join(base, 'database', 'demo'),
    DOWNLOAD_DIR: path.join(base, 'downloads', 'demo'),
    EXPORT_DIR: path.join(base, 'exports', 'demo'),
    LOG_DIR: path.join(base, 'logs', 'demo'),
  };
}

/** Deletes all practice data. Throws AppError database_folder_in_use while a demo runs. */
export async function emptyDemo(folders: DemoFolders): Promise<void> {
  if (existsSync(folders.DATA_DIR)) await (await lockFolder(folders.DATA_DIR)).release();
  for (const folder of [folders.DATA_DIR, folders.DOWNLOAD_DIR, folders.EXPORT_DIR, folders.LOG_DIR])
    await rm(folder, { recursive: true, force: true });
}
