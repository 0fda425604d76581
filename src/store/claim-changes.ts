import type { Db, Tx } from '../db/db.js';
import { sql } from '../db/sql.js';
import { type ChangeBatch, closeBatch, openBatch } from './changes.js';
import { type LockWait, underImportLock } from './import-lock.js';

/**
 * Does work that changes claims of a hospital: in one transaction that has them for itself (`import-lock.ts`), and whose
 * batch is closed as its last step. Claims that say what they said before take no number.
 */
export function changeClaims<T>(
  db: Db,
  hospitalCode: string,
  work: (tx: Tx, batch: ChangeBatch) => Promise<T>,
  wait: LockWait = {},
): Promise<T> {
  return underImportLock(db, hospitalCode, (tx) => inClaimBatch(tx, (batch) => work(tx, batch)), wait);
}

/** The same inside a transaction, of which it must be the last that is done. */
export async function inClaimBatch<T>(tx: Tx, work: (batch: ChangeBatch) => Promise<T>): Promise<T> {
  const batch = openBatch();
  const done = await work(batch);
  const changed = await tx.first(sql`select id from claim_current where change_batch = ${batch.id} limit 1`);
  if (changed) batch.kinds.add('claim');
  await closeBatch(tx, batch);
  return done;
}
