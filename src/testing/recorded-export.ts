import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import type { Queryable } from '../db/db.js';
import { sql } from '../db/sql.js';
import { type AuditRow, latestAudit } from '../store/audit-log.js';

/** The newest record, once it is an export that ended so; the row is written after the last byte has gone out. */
export async function recordedExport(db: Queryable, outcome: string): Promise<AuditRow> {
  for (let turn = 0; turn < 200; turn += 1) {
    const [entry] = await latestAudit(db, 1);
    if (entry?.action === 'export' && entry.outcome === outcome) return entry;
    await pause(20);
  }
  assert.fail(`no export was recorded as ${outcome}`);
}

/** With which filter an entry was written, and how many rows it says. */
export async function recordedRows(db: Queryable, id: number): Promise<{ filter: string; rows: number }> {
  const row = await db.first<{ filter: unknown; row_count: number }>(
    sql`select filter, row_count from audit_log where id = ${id}`,
  );
  const filter = row?.filter;
  return { filter: typeof filter === 'string' ? filter : JSON.stringify(filter), rows: row?.row_count ?? -1 };
}
