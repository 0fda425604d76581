/** What is known of a unit whose state a run has written. */
export interface UnitCounts {
  /** Files that NHSO lists, and of these stored here. */
  readonly listed: number;
  readonly stored: number;
  /** Stored files whose rows are in no table; 0 where nothing is imported at all (DB_TYPE=none). */
  readonly notImported: number;
  /** Imported files whose rows are not those that the list or the workbook itself announces. */
  readonly disagreeing: number;
}

/** What a unit lacks: files of the list, the import of some, or rows of imported ones. */
export type UnitLack = 'files' | 'imports' | 'rows';

/**
 * The state of a unit as people are told it. It is complete only if every listed file is stored and every row that
 * the list announces is too; `state` of download_units knows of the files alone.
 */
export function unitStanding(
  state: string | null,
  counts: UnitCounts,
): { readonly state: string; readonly lack: UnitLack | null } {
  const told = state ?? 'never_asked';
  const filesLack = counts.listed > counts.stored;
  if (told !== 'complete' && told !== 'incomplete' && told !== 'new_since')
    return { state: told, lack: filesLack ? 'files' : null };
  if (filesLack) return { state: told === 'complete' ? 'incomplete' : told, lack: 'files' };
  if (counts.notImported > 0) return { state: told === 'new_since' ? told : 'incomplete', lack: 'imports' };
  if (counts.disagreeing > 0) return { state: told === 'new_since' ? told : 'incomplete', lack: 'rows' };
  return { state: told, lack: null };
}

/** Whether asking NHSO again can mend it; rows that do not add up need a person. */
export function canRetry({ state, lack }: ReturnType<typeof unitStanding>): boolean {
  if (state === 'incomplete') return lack !== 'rows';
  return state === 'failed' || state === 'new_since' || state === 'waiting_person';
}
