import type { Db } from '../db/db.js';
import type { Log } from '../log/log.js';
import { hospitalsWithSums, rebuildRollups } from '../store/claim-rollups.js';
import { underImportLock } from '../store/import-lock.js';

export interface RebuiltSums {
  readonly hospitalCode: string;
  /** Rows of sums that stand now. */
  readonly rows: number;
}

/**
 * Writes the sums that figures read anew from the claims: each hospital in one transaction and under its import lock, so
 * that nobody sees half of them and no import is lost. Safe to stop at any time.
 */
export async function rebuildSums(
  { db, log }: { readonly db: Db; readonly log: Log },
  signal: AbortSignal,
): Promise<RebuiltSums[]> {
  const rebuilt: RebuiltSums[] = [];
  for (const hospitalCode of await hospitalsWithSums(db)) {
    signal.throwIfAborted();
    const rows = await underImportLock(db, hospitalCode, (tx) => rebuildRollups(tx, hospitalCode), {
      signal,
    });
    log.child({ source: 'import' }).info({ hospitalCode, rows }, 'sums of claims rebuilt');
    rebuilt.push({ hospitalCode, rows });
  }
  return rebuilt;
}
