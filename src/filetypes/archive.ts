import { createWriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32 } from 'node:zlib';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import {
  type ArchiveLimits,
  baseNameOf,
  isArchiveName,
  type SkipReason,
  shownArchivePath,
  skipReasonOf,
} from '../domain/archive.js';
import { AppError } from '../domain/errors.js';
import { recogniseContent } from '../domain/file-content.js';
import { decodeArchiveName } from './decode-archive-name.js';

export interface ArchiveMember {
  /** 1-based, in the archive's own order. */
  readonly number: number;
  /** Without folders; equal names of different members are possible. */
  readonly name: string;
  /** As it stands in the archive, to be shown. */
  readonly path: string;
  readonly skipped: SkipReason | null;
  /** Unpacks to `target`; throws AppError member_…, and then nothing but a part may lie there. */
  unpack(target: string, signal?: AbortSignal): Promise<void>;
}

export interface Archive {
  readonly members: readonly ArchiveMember[];
  close(): void;
}

/** First four bytes: a member, the directory of an empty archive, a part of one in several files. */
const zipSignatures = ['504b0304', '504b0506', '504b0708'];
/** RAR and 7z. */
const otherSignatures = ['52617221', '377abcaf'];
const freeRatioBytes = 16 * 1024 * 1024;
const megabytes = (bytes: number) => Math.round(bytes / 1_048_576);

/** The first bytes of what claims to be an archive: a workbook, a page, another kind of archive are named. */
async function checkBeginning(file: string): Promise<void> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4096), 0, 4096, 0);
    const bytes = buffer.subarray(0, bytesRead);
    if (bytesRead === 0) throw new AppError('file_empty');
    const signature = bytes.toString('hex', 0, 4);
    if (zipSignatures.includes(signature)) return;
    if (otherSignatures.includes(signature)) throw new AppError('archive_other_kind');
    if (recogniseContent(bytes) === 'workbook') throw new AppError('archive_is_workbook');
    throw new AppError('archive_not_zip');
  } finally {
    await handle.close();
  }
}

async function readEntries(zip: ZipFile, limits: ArchiveLimits): Promise<Entry[]> {
  const entries: Entry[] = [];
  try {
    for await (const entry of zip.eachEntry()) {
      entries.push(entry);
      if (entries.length > limits.maxMembers) break;
    }
  } catch (cause) {
    const encrypted = cause instanceof Error && /encryption/u.test(cause.message);
    throw new AppError(encrypted ? 'archive_encrypted' : 'archive_damaged', {}, { cause });
  }
  if (entries.length > limits.maxMembers)
    throw new AppError('archive_too_many', { limit: limits.maxMembers });
  return entries;
}

/** Bytes of all members so far; shared, so that many middling members are stopped as one large one is. */
interface Spent {
  bytes: number;
}

/** Counts and sums what really comes out, and breaks off at the first byte that is too much. */
function guard(entry: Entry, limits: ArchiveLimits, spent: Spent) {
  let bytes = 0;
  let sum = 0;
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      spent.bytes += chunk.length;
      sum = crc32(chunk, sum);
      const mostByRatio = Math.max(freeRatioBytes, entry.compressedSize * limits.maxRatio);
      if (bytes > limits.maxMemberBytes)
        done(new AppError('member_too_large', { limit_mb: megabytes(limits.maxMemberBytes) }));
      else if (bytes > mostByRatio) done(new AppError('member_bomb', { ratio: limits.maxRatio }));
      else if (spent.bytes > limits.maxTotalBytes)
        done(new AppError('archive_too_large', { limit_mb: megabytes(limits.maxTotalBytes) }));
      else done(null, chunk);
    },
  });
  return { stream, isWhole: () => sum === entry.crc32 && bytes === entry.uncompressedSize };
}

async function unpackEntry(
  zip: ZipFile,
  entry: Entry,
  limits: ArchiveLimits,
  spent: Spent,
  target: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  if (entry.isEncrypted()) throw new AppError('member_encrypted');
  if (!entry.canDecodeFileData()) throw new AppError('member_method', { method: entry.compressionMethod });
  if (spent.bytes > limits.maxTotalBytes)
    throw new AppError('archive_too_large', { limit_mb: megabytes(limits.maxTotalBytes) });
  const counted = guard(entry, limits, spent);
  const sink = createWriteStream(target, { flags: 'wx', mode: 0o600 });
  try {
    const source = await zip.openReadStreamPromise(entry);
    await pipeline(source, counted.stream, sink, signal ? { signal } : {});
  } catch (cause) {
    sink.destroy();
    if (cause instanceof AppError || signal?.aborted || isDiskFault(cause)) throw cause;
    throw new AppError('member_damaged', {}, { cause });
  }
  if (!counted.isWhole()) throw new AppError('member_damaged');
}

/** A full or failing disk is no fault of the archive. */
function isDiskFault(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    /^(ENOSPC|EDQUOT|EIO|EROFS|EACCES|EMFILE)$/u.test(String(error.code))
  );
}

/**
 * Opens a .zip: its members by its directory, unpacked one by one when asked. Throws AppError file_empty,
 * archive_not_zip, archive_is_workbook, archive_other_kind, archive_damaged, archive_encrypted, archive_too_many,
 * archive_is_xlsx; then nothing is left open.
 */
export async function openArchive(file: string, limits: ArchiveLimits): Promise<Archive> {
  await checkBeginning(file);
  let zip: ZipFile;
  try {
    zip = await openPromise(file, { autoClose: false, lazyEntries: true, decodeStrings: false });
  } catch (cause) {
    throw new AppError('archive_damaged', {}, { cause });
  }
  try {
    const entries = await readEntries(zip, limits);
    const spent: Spent = { bytes: 0 };
    const members = entries.map((entry, index): ArchiveMember => {
      const path = shownPathOf(entry);
      const name = baseNameOf(path);
      return {
        number: index + 1,
        name,
        path,
        skipped: skipReasonOf(path),
        async unpack(target, signal) {
          if (isArchiveName(name)) throw new AppError('member_is_archive');
          await unpackEntry(zip, entry, limits, spent, target, signal);
        },
      };
    });
    if (members.some(({ path }) => path === '[Content_Types].xml')) throw new AppError('archive_is_xlsx');
    return { members, close: () => zip.close() };
  } catch (error) {
    zip.close();
    throw error;
  }
}

function shownPathOf(entry: Entry): string {
  const { fileNameRaw: bytes, generalPurposeBitFlag, extraFields } = entry;
  return shownArchivePath(
    decodeArchiveName({ bytes, saysUtf8: (generalPurposeBitFlag & 0x800) !== 0, extraFields }),
  );
}
