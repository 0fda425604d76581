import { createWriteStream } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { finished } from 'node:stream/promises';
import { AppError } from '../domain/errors.js';
import { writeTo } from '../formats/write-to.js';
import type { ExportFacts, ExportTarget } from './export-claims.js';

export interface ExportedFile extends ExportFacts {
  readonly path: string;
  readonly bytes: number;
}

/**
 * Writes an export to a file, readable by its owner alone: first under `NAME.part`, which gets its name when all of it is
 * on the disk. On any failure no file is left.
 */
export async function exportToFile(
  /** By what is known of the file, e.g. its name in a folder. */
  placeOf: (facts: ExportFacts) => string,
  produce: (target: Pick<ExportTarget, 'open'>) => Promise<ExportFacts>,
): Promise<ExportedFile> {
  let part = '';
  let place = '';
  let file: ReturnType<typeof createWriteStream> | null = null;
  try {
    const facts = await produce({
      async open(known) {
        place = placeOf(known);
        part = `${place}.part`;
        await mkdir(path.dirname(place), { recursive: true, mode: 0o750 });
        const stream = createWriteStream(part, { mode: 0o600 });
        stream.on('error', () => undefined); // told by the write that fails
        file = stream;
        return { write: (piece) => writeTo(stream, piece) };
      },
    });
    const bytes = await close(file, part);
    await rename(part, place);
    return { ...facts, path: place, bytes };
  } catch (error) {
    const left = file as ReturnType<typeof createWriteStream> | null; // set in the function above
    left?.destroy();
    if (part !== '') await rm(part, { force: true });
    throw folderFailure(error, part);
  }
}

/** What an administrator can mend is said so. */
function folderFailure(error: unknown, part: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (!/^(ENOSPC|EDQUOT|EACCES|EROFS|EPERM|EIO)$/.test(code)) return error;
  return new AppError('export_folder_failed', { folder: path.dirname(part), reason: code }, { cause: error });
}

/** Ends the file and waits until the disk has it; answers its size. */
async function close(file: ReturnType<typeof createWriteStream> | null, part: string): Promise<number> {
  if (file === null) throw new Error('the export opened no file');
  file.end();
  await finished(file);
  const handle = await open(part, 'r+');
  try {
    await handle.sync();
    return (await handle.stat()).size;
  } finally {
    await handle.close();
  }
}
