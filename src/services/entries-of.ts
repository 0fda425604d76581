import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';

/** What lies in a folder; nothing where it was never made. */
export async function entriesOf(folder: string): Promise<Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
