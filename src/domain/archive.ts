/** Names in an archive (.zip) of workbooks, and which members are meant. */

/** Path inside the archive with `/` alone and nothing that cannot be seen; only ever shown, never opened. */
export function shownArchivePath(name: string): string {
  return name.replaceAll('\\', '/').replace(/[\p{Cc}\p{Cf}]/gu, '');
}

/** The last part of a path: `../`, folders and drive letters are of no account. '' for a folder. */
export function baseNameOf(shownPath: string): string {
  return (shownPath.split('/').at(-1) ?? '').replace(/^[a-z]:/iu, '').trim();
}

export type SkipReason = 'folder' | 'system_file' | 'other_kind';

/** Why a member is no workbook and is passed over; null = it goes the way of every workbook. */
export function skipReasonOf(shownPath: string): SkipReason | null {
  const base = baseNameOf(shownPath);
  if (base === '') return 'folder';
  if (/(^|\/)__MACOSX\//u.test(shownPath) || base.startsWith('.') || base.startsWith('~$'))
    return 'system_file';
  if (/^(thumbs\.db|desktop\.ini)$/iu.test(base)) return 'system_file';
  // An archive within an archive is refused by its name, not passed over: workbooks may lie in it.
  return /\.(xlsx?|zip)$/iu.test(base) ? null : 'other_kind';
}

/** Whether a file comes as an archive, by its name alone; what it really is shows when it is opened. */
export function isArchiveName(name: string): boolean {
  return /\.zip$/iu.test(name);
}

/** What one archive may hold; all of it is counted while it unpacks, for its own statements may lie. */
export interface ArchiveLimits {
  readonly maxMembers: number;
  readonly maxMemberBytes: number;
  readonly maxTotalBytes: number;
  /** Unpacked bytes for each packed one, beyond the first 16 MB of a member. */
  readonly maxRatio: number;
}

/** Workbooks shrink to a tenth or less; an empty one of 65,536 rows to a hundredth. */
export function archiveLimits(maxMemberBytes: number): ArchiveLimits {
  return { maxMembers: 2000, maxMemberBytes, maxTotalBytes: 20 * maxMemberBytes, maxRatio: 250 };
}
