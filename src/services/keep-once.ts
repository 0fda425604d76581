import { DbError } from '../db/db.js';
import type { ImportResult } from '../domain/import-result.js';
import { isStoredStatus } from '../store/imported-files.js';

interface Attempt<Known> {
  readonly known: Known | null;
  readonly isStored: boolean;
}

/**
 * Keeps bytes that are new. Where another process kept the same bytes at the same moment it is one file: `find` finds it,
 * and this attempt becomes one of that file.
 */
export async function keepOnce<Known extends { readonly status: string }, Of extends Attempt<Known>>(
  attempt: Of,
  find: () => Promise<Known | null>,
  keep: (attempt: Of) => Promise<ImportResult>,
): Promise<ImportResult> {
  try {
    return await keep(attempt);
  } catch (error) {
    const isTaken = error instanceof DbError && error.kind === 'duplicate';
    if (!isTaken || attempt.known) throw error;
    const known = await find();
    if (!known) throw error;
    return keep({ ...attempt, known, isStored: isStoredStatus(known.status) });
  }
}
