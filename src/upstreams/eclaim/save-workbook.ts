import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { recogniseContent } from '../../domain/file-content.js';
import type { ProblemCode } from '../../domain/problems/index.js';
import { decodePage } from '../read-page.js';
import type { Answer } from '../session.js';
import { UpstreamError } from '../upstream-error.js';
import { isCutOff } from './ole-length.js';
import { pageProblem } from './page-marks.js';

export interface SaveTarget {
  /** Folder of the month and scheme; exists. */
  readonly folder: string;
  /** A checked plain name, e.g. `eclaim_99999_OP_25690105_201501885.xls`. */
  readonly filename: string;
  readonly maxBytes: number;
  /** What the account needs a right to, for the message. */
  readonly right: string;
  /** What is wrong inside the workbook, or null. */
  readonly check: (bytes: Uint8Array) => ProblemCode | null;
  /** Told as bytes come: the bytes of this try so far. */
  readonly onBytes: (bytes: number) => void;
}

export interface SavedWorkbook {
  /** Name in the folder: the file's own, or with `~` and 8 digits of its hash where another content has that name. */
  readonly storedName: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** Bytes of a page that are looked at, and kept of what is no workbook. */
const pageBytes = 65_536;
const smallestWorkbook = 512;

/**
 * Saves the answer as a workbook: to `name.part`, checked, flushed to the disk, renamed. Nothing stands under a
 * workbook's name that was not checked. Bytes that are neither workbook nor page are kept as `name.refused`.
 */
export async function saveWorkbook(answer: Answer, target: SaveTarget): Promise<SavedWorkbook> {
  const chunks = answer.body[Symbol.asyncIterator]();
  const first = await firstBytes(chunks, smallestWorkbook);
  const good = answer.status >= 200 && answer.status < 300 && answer.away === null;
  if (!good || recogniseContent(first) !== 'workbook') throw await refusal(answer, first, chunks, target);

  const part = join(target.folder, `${target.filename}.part`);
  const hash = createHash('sha256');
  const file = await openPart(part);
  let bytes = 0;
  try {
    const write = async (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > target.maxBytes)
        throw new UpstreamError('too_large', {
          details: { megabytes: Math.floor(target.maxBytes / 1_048_576) },
        });
      hash.update(chunk);
      await onDisk(file.writeFile(chunk));
      target.onBytes(bytes);
    };
    await write(first);
    for (let next = await chunks.next(); !next.done; next = await chunks.next()) await write(next.value);
    await onDisk(file.sync());
  } catch (error) {
    await file.close();
    await rm(part, { force: true });
    throw error;
  }
  await onDisk(file.close());
  await checkPart(part, target);
  const sha256 = hash.digest('hex');
  return { storedName: await place(part, target, sha256), bytes, sha256 };
}

/** At least `wanted` bytes, or all there are. */
async function firstBytes(chunks: AsyncIterator<Buffer>, wanted: number): Promise<Buffer> {
  let bytes = Buffer.alloc(0);
  while (bytes.length < wanted) {
    const next = await chunks.next();
    if (next.done) break;
    bytes = Buffer.concat([bytes, next.value]);
  }
  return bytes;
}

async function refusal(
  answer: Answer,
  first: Buffer,
  chunks: AsyncIterator<Buffer>,
  target: SaveTarget,
): Promise<UpstreamError> {
  const rest = first.length === 0 ? first : await firstBytes(chunks, pageBytes - first.length);
  const bytes = Buffer.concat([first, rest]);
  const problem = pageProblem(answer, decodePage(bytes, answer.headers['content-type'] ?? ''), target.right);
  if (problem !== null) return problem;
  const content = recogniseContent(bytes);
  if (content === 'empty') return new UpstreamError('empty');
  const isPage = content === 'page' || /^\s*</.test(bytes.toString('latin1')) || isHtml(answer);
  if (isPage) return new UpstreamError('unknown_page', { details: { status: answer.status } });
  await onDisk(writeFile(refusedPath(target), bytes));
  return new UpstreamError(content === 'xlsx' ? 'not_a_workbook_xlsx' : 'not_a_workbook');
}

const isHtml = (answer: Answer) => /html/i.test(answer.headers['content-type'] ?? '');

/** Throws, with the part file away, where the workbook is too short, cut off or damaged. */
async function checkPart(part: string, target: SaveTarget): Promise<void> {
  const bytes = await onDisk(readFile(part));
  if (bytes.length >= smallestWorkbook && isCutOff(bytes)) {
    await rm(part, { force: true });
    throw new UpstreamError('truncated');
  }
  const code = bytes.length < smallestWorkbook ? 'not_a_workbook' : target.check(bytes);
  if (code === null) return;
  await onDisk(rename(part, refusedPath(target)));
  throw new UpstreamError(code);
}

function refusedPath({ folder, filename }: SaveTarget): string {
  return join(folder, `${filename}.refused`);
}

/** Gives the part its name. A content that is there already stays; another content under the name is not touched. */
async function place(part: string, { folder, filename }: SaveTarget, sha256: string): Promise<string> {
  const beside = `${filename.replace(/\.xls$/, '')}~${sha256.slice(0, 8)}.xls`;
  await rm(`${join(folder, filename)}.refused`, { force: true });
  for (const name of [filename, beside]) {
    const there = await fileSha256(join(folder, name));
    if (there === sha256) {
      await rm(part, { force: true });
      return name;
    }
    if (there !== null && name === filename) continue;
    await onDisk(rename(part, join(folder, name)));
    await flushFolder(folder);
    return name;
  }
  return beside;
}

/** SHA-256 of a file in hexadecimal; null if there is none. */
export async function fileSha256(path: string): Promise<string | null> {
  if ((await stat(path).catch(missing))?.isFile() !== true) return null;
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

function missing(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null;
  throw folderFailure(error);
}

/** Takes away what a killed run left half written. */
export async function removeParts(folder: string): Promise<void> {
  for (const name of await onDisk(readdir(folder)))
    if (name.endsWith('.part')) await onDisk(rm(join(folder, name), { force: true }));
}

/** Makes the new name itself last through a power cut. */
async function flushFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function openPart(path: string): Promise<FileHandle> {
  return onDisk(open(path, 'w', 0o640));
}

/** A failure of the disk ends the run: the next file would fail as well. */
async function onDisk<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw error instanceof Error ? folderFailure(error) : error;
  }
}

function folderFailure(error: NodeJS.ErrnoException): UpstreamError {
  const isFull = error.code === 'ENOSPC' || error.code === 'EDQUOT';
  return new UpstreamError(isFull ? 'disk_full' : 'download_folder_failed', {
    details: { reason: error.code ?? error.name },
    cause: error,
  });
}
