/** What decides whether a version counts. */
export interface PlacedVersion {
  readonly role: 'reported' | 'reference';
  readonly isCurrent: boolean;
  /** Its file was replaced by another issue of the same name. */
  readonly superseded: boolean;
  readonly fileId: number;
  /** Gregorian day of the file; null = not known. */
  readonly fileDate: string | null;
  /** As `domain/claim-version` makes it: one a row, sorts by code point. */
  readonly versionKey: string;
}

/**
 * Why a version is the one that counts: `only` one, newest file (`newest_file`), later sequence of the same day
 * (`later_sequence`), later row of the same file (`later_row`), last issue of its file (`last_issue`). Or why not:
 * `older`, `earlier_row`, `superseded`, `reference` (repeated in an appeal from an older REP), `not_current`.
 */
export type Standing =
  | 'only'
  | 'newest_file'
  | 'later_sequence'
  | 'later_row'
  | 'last_issue'
  | 'older'
  | 'earlier_row'
  | 'superseded'
  | 'reference'
  | 'not_current';

/** Newest first; rows that only repeat an older REP stand at the end. */
export function newestFirst<Version extends PlacedVersion>(versions: readonly Version[]): Version[] {
  const place = ({ role, versionKey }: Version) => `${role === 'reported' ? 1 : 0}${versionKey}`;
  return [...versions].sort((a, b) => (place(a) < place(b) ? 1 : -1));
}

/** The rule of product.md (2) as it applied to `version` among all versions of its claim. */
export function standingOf(version: PlacedVersion, all: readonly PlacedVersion[]): Standing {
  if (version.role === 'reference') return 'reference';
  if (version.superseded) return 'superseded';
  const reported = newestFirst(all.filter(({ role }) => role === 'reported'));
  if (!version.isCurrent) {
    const current = reported.find(({ isCurrent }) => isCurrent);
    if (current === undefined) return 'not_current';
    return current.fileId === version.fileId ? 'earlier_row' : 'older';
  }
  const rival = reported.find((other) => other.versionKey !== version.versionKey && !other.superseded);
  if (rival === undefined) return reported.length === 1 ? 'only' : 'last_issue';
  if (rival.fileId === version.fileId) return 'later_row';
  return rival.fileDate === version.fileDate ? 'later_sequence' : 'newest_file';
}
