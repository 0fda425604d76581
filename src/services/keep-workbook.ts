import { createHash, randomUUID } from 'node:crypto';
import { copyFile, mkdir, open, rename } from 'node:fs/promises';
import path from 'node:path';
import type { ImportSource } from '../domain/import-result.js';

/** Each piece is read into the same bytes: with new ones for each a file of 40 MB took four times as long (measured). */
const pieceBytes = 2 ** 18;

/** SHA-256 (hex) and size of a file, read piece by piece. */
export async function measureFile(
  file: string,
): Promise<{ readonly sha256: string; readonly bytes: number }> {
  const hash = createHash('sha256');
  const piece = Buffer.allocUnsafe(pieceBytes);
  const handle = await open(file, 'r');
  try {
    for (let bytes = 0; ; ) {
      const { bytesRead } = await handle.read(piece, 0, pieceBytes, null);
      if (bytesRead === 0) return { sha256: hash.digest('hex'), bytes };
      hash.update(piece.subarray(0, bytesRead));
      bytes += bytesRead;
    }
  } finally {
    await handle.close();
  }
}

/** Where the kept bytes of a file lie; `storedPath` is relative to the downloads folder, so that the folder can move. */
export function keptWorkbookPath(downloadDir: string, storedPath: string): string {
  return path.resolve(downloadDir, storedPath);
}

/**
 * Keeps the bytes of a workbook for ever: a file that lies in the downloads folder stays where it is, any other is copied
 * to `SOURCE/<first two of SHA-256>/<eight of SHA-256>-NAME` there. Answers the path relative to the downloads folder.
 */
export async function keepWorkbook(
  downloadDir: string,
  file: string,
  source: ImportSource,
  name: string,
  sha256: string,
): Promise<string> {
  const inside = path.relative(downloadDir, path.resolve(file));
  const isInside = inside !== '' && !inside.startsWith('..') && !path.isAbsolute(inside);
  if (isInside && source === 'download') return inside.split(path.sep).join('/');
  const kept = path.posix.join(source, sha256.slice(0, 2), `${sha256.slice(0, 8)}-${name}`);
  const target = keptWorkbookPath(downloadDir, kept);
  await mkdir(path.dirname(target), { recursive: true, mode: 0o750 });
  const part = `${target}.${randomUUID()}.part`;
  await copyFile(file, part);
  const handle = await open(part, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(part, target);
  return kept;
}
