import { stat, statfs } from 'node:fs/promises';

/** Room on the disk of a folder; bytes that this program may still use. */
export interface Space {
  readonly free: number;
  /** The same number = the same disk. */
  readonly device: number;
}

/** Answers the room of a folder's disk; rejects where the folder is away. */
export type FindSpace = (folder: string) => Promise<Space>;

export const freeSpace: FindSpace = async (folder) => {
  const [{ bavail, bsize }, { dev }] = await Promise.all([statfs(folder), stat(folder)]);
  return { free: bavail * bsize, device: dev };
};
