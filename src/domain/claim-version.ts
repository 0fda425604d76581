import type { RepFileName } from './rep-file-name.js';

/** Sorts before every digit and letter, so that a missing part comes before any other. */
const separator = '/';

/** What the name of a file says of the place of its rows among the versions of their claims: begins each of their keys. */
export function namePlace({ fileDate, sequence }: Pick<RepFileName, 'fileDate' | 'sequence'>): string {
  return [fileDate, sequence.padEnd(9, '0')].join(separator);
}

/**
 * The place of a row among the versions of its claim, as text that sorts by code point: file date, sequence (digits,
 * right-padded to 9), the workbook's own report time, its SHA-256, sheet, row. Nothing in it depends on when a file was
 * imported, so any order of import gives the same current version (formats/tables.md 3.1, Version).
 */
export function versionKey(
  file: Pick<RepFileName, 'fileDate' | 'sequence'> & {
    readonly reportTime: string | null;
    readonly sha256: string;
  },
  sheetPosition: number,
  rowNo: number,
): string {
  return [
    namePlace(file),
    file.reportTime ?? '',
    file.sha256,
    String(sheetPosition).padStart(3, '0'),
    String(rowNo).padStart(6, '0'),
  ].join(separator);
}

/** A stored `reported` row of one claim, in either claim table. */
export interface StoredVersion {
  readonly itemKind: 'opip' | 'orf';
  readonly id: number;
  readonly versionKey: string;
  readonly versionNo: number;
  readonly isCurrent: boolean;
  /** The row's file was replaced by another of the same name: visible, never current. */
  readonly superseded: boolean;
}

export interface SettledVersion<Version extends StoredVersion> {
  readonly version: Version;
  readonly versionNo: number;
  readonly isCurrent: boolean;
}

/** Numbers the versions of one claim from 1 by their key; the last one that is not superseded is current. */
export function settleVersions<Version extends StoredVersion>(
  versions: readonly Version[],
): readonly SettledVersion<Version>[] {
  const ordered = [...versions].sort((a, b) =>
    a.versionKey < b.versionKey ? -1 : a.versionKey > b.versionKey ? 1 : 0,
  );
  const current = ordered.findLast((version) => !version.superseded);
  return ordered.map((version, index) => ({
    version,
    versionNo: index + 1,
    isCurrent: version === current,
  }));
}

interface Issue {
  readonly reportTime: string | null;
  readonly sha256: string;
}

/** Several files with one name, from the first issue to the last: by report time, then SHA-256, never by import. */
export function inOrderOfIssue<File extends Issue>(files: readonly File[]): readonly File[] {
  const place = (file: File) => [file.reportTime ?? '', file.sha256].join(separator);
  return [...files].sort((a, b) => (place(a) < place(b) ? -1 : 1));
}

/** Of several files with one name, the one that counts: the last issue. */
export function liveFile<File extends Issue>(files: readonly File[]): File | undefined {
  return inOrderOfIssue(files).at(-1);
}
