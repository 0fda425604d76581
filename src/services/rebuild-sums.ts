import type { Db, Tx } from '../db/db.js';
import type { Log } from '../log/log.js';
import { changeClaims } from '../store/claim-changes.js';
import { rebuildPayments } from '../store/claim-payments.js';
import { hospitalsWithSums, rebuildRollups } from '../store/claim-rollups.js';
import { mendStandings } from '../store/claim-standing.js';

export interface RebuiltSums {
  readonly hospitalCode: string;
  /** Rows of sums that stand now. */
  readonly rows: number;
  /** Claims of which something else was kept than what their statements say. */
  readonly mended: number;
}

/** What the claims are paid for comes first: sums are made of it. */
async function rebuiltRows(tx: Tx, hospitalCode: string): Promise<number> {
  await rebuildPayments(tx, hospitalCode);
  return rebuildRollups(tx, hospitalCode);
}

/**
 * Writes anew what is kept beside the claims: what statements say of each, what each is paid for, and the sums that figures read. Each hospital in
 * one transaction and under its import lock, so that nobody sees half of it and no import is lost. Safe to stop at any time.
 */
export async function rebuildSums(
  { db, log }: { readonly db: Db; readonly log: Log },
  signal: AbortSignal,
): Promise<RebuiltSums[]> {
  const rebuilt: RebuiltSums[] = [];
  for (const hospitalCode of await hospitalsWithSums(db)) {
    signal.throwIfAborted();
    const done = await changeClaims(
      db,
      hospitalCode,
      async (tx, batch) => ({
        mended: await mendStandings(tx, batch, hospitalCode),
        rows: await rebuiltRows(tx, hospitalCode),
      }),
      { signal },
    );
    log.child({ source: 'import' }).info({ hospitalCode, ...done }, 'sums and states of claims rebuilt');
    rebuilt.push({ hospitalCode, ...done });
  }
  return rebuilt;
}
