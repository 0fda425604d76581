import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { archiveLimits, type SkipReason } from '../domain/archive.js';
import { AppError } from '../domain/errors.js';
import type { ImportResult } from '../domain/import-result.js';
import { type ArchiveMember, openArchive } from '../filetypes/archive.js';
import { checkReadable, type ImportParts, type ImportRequest, importRepFile } from './import-rep-file.js';
import { refusedResult } from './record-import.js';

/** What became of one member: every member is told once, as imported, refused (a result with its problem) or skipped. */
export interface MemberOutcome {
  /** 1-based. */
  readonly number: number;
  /** Its place in the archive. */
  readonly path: string;
  readonly skipped: SkipReason | null;
  /** null where it was skipped. */
  readonly result: ImportResult | null;
}

export interface ArchiveWatch {
  /** Is told the number of members before the first of them. */
  readonly opened?: (members: number) => void;
  /** Members that an earlier run has done are passed over without a word. */
  readonly isDone?: (member: { readonly number: number; readonly path: string }) => boolean;
  readonly begins?: (path: string) => void;
  readonly member: (outcome: MemberOutcome) => void;
}

/**
 * Imports the workbooks of a .zip, one after the other, each by the way of every workbook. A member that cannot be
 * unpacked is refused by name and the rest goes on. Throws AppError archive_…, file_empty, file_not_found where the archive
 * as a whole cannot be used (nothing was imported), and what importRepFile throws.
 */
export async function importArchive(
  parts: ImportParts,
  request: ImportRequest,
  watch: ArchiveWatch,
): Promise<void> {
  if (!parts.importsClaims) throw new AppError('imports_off');
  await checkReadable(request.path);
  const folder = path.join(parts.downloadDir, '.uploads', randomUUID());
  const archive = await openArchive(request.path, archiveLimits(parts.limits.maxBytes));
  try {
    if (archive.members.every(({ skipped }) => skipped !== null)) throw new AppError('archive_no_workbook');
    await mkdir(folder, { recursive: true, mode: 0o700 });
    watch.opened?.(archive.members.length);
    for (const member of archive.members) {
      request.signal?.throwIfAborted();
      const { number, path: place, skipped } = member;
      if (watch.isDone?.(member)) continue;
      watch.begins?.(place);
      const result = skipped === null ? await importMember(parts, request, member, folder) : null;
      watch.member({ number, path: place, skipped, result });
    }
  } finally {
    archive.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function importMember(
  parts: ImportParts,
  request: ImportRequest,
  member: ArchiveMember,
  folder: string,
): Promise<ImportResult> {
  const startedAt = new Date();
  const file = path.join(folder, `${member.number}.member`);
  try {
    await member.unpack(file, request.signal);
    return await importRepFile(parts, { ...request, path: file, name: member.name });
  } catch (error) {
    if (!(error instanceof AppError) || !/^(member|archive)_/u.test(error.code)) throw error;
    parts.log.warn({ source: 'import', file: member.name, problem: error.code }, 'member of a .zip refused');
    return refusedResult(member.name, startedAt, error);
  } finally {
    await rm(file, { force: true });
  }
}
