import type { Tx } from '../db/db.js';
import type { NewEvent } from '../domain/event-data.js';
import { closeBatch, openBatch } from '../store/changes.js';
import { recordEvents } from '../store/events.js';

/** Writes events into a transaction that changes no row which others copy, as its last step: call nothing of `tx` after it. */
export async function tellOutside(tx: Tx, events: readonly NewEvent[]): Promise<void> {
  const batch = openBatch();
  await recordEvents(tx, batch, events);
  await closeBatch(tx, batch);
}
