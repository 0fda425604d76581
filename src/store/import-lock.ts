import { setTimeout as sleep } from 'node:timers/promises';
import type { Db, Tx } from '../db/db.js';
import { sql } from '../db/sql.js';

/** Milliseconds between two looks at a lock that another import holds; the first are short, for most are quick. */
const firstPause = 20;
const longestPause = 1000;

/** Makes sure that the hospital has its row; looks first, for MySQL would wait for the running import to insert it. */
async function prepareImportLock(db: Db, hospitalCode: string): Promise<void> {
  const known = await db.first(
    sql`select hospital_code from import_locks where hospital_code = ${hospitalCode}`,
  );
  if (!known) await db.upsert('import_locks', [{ hospital_code: hospitalCode }], ['hospital_code'], []);
}

/** What somebody who waits for the lock says and hears. */
export interface LockWait {
  /** Ends the wait at once; what it was aborted with is thrown. */
  readonly signal?: AbortSignal;
  /** Called once, where another import or undo of the hospital is at work. */
  readonly onWait?: () => void;
}

async function pauseFor(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await sleep(milliseconds, undefined, signal && { signal });
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
}

/**
 * Does work in a transaction that has this hospital's claims for itself, in whatever process the others run: it waits as
 * long as another import or undo of the hospital takes. It asks again instead of waiting in the database, whose patience
 * ends before a long import does and which would hold a connection meanwhile.
 */
export async function underImportLock<T>(
  db: Db,
  hospitalCode: string,
  work: (tx: Tx) => Promise<T>,
  { signal, onWait }: LockWait = {},
): Promise<T> {
  await prepareImportLock(db, hospitalCode);
  for (let pause = firstPause; ; pause = Math.min(pause * 2, longestPause)) {
    const done = await db.transaction(async (tx) => {
      const mine = await tx.first(sql`
        select hospital_code from import_locks where hospital_code = ${hospitalCode} for update skip locked`);
      return mine ? { value: await work(tx) } : null;
    });
    if (done) return done.value;
    if (pause === firstPause) onWait?.();
    await pauseFor(pause, signal);
  }
}
