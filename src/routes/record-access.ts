import type { Response } from 'express';
import { type AuditEntry, writeAudit } from '../store/audit-log.js';
import { actorOf } from './form.js';
import type { Parts } from './parts.js';

interface Access {
  readonly subject: string;
  readonly filter?: Readonly<Record<string, unknown>>;
  readonly rows?: number;
  readonly reason?: string;
  /** `done` if absent. */
  readonly outcome?: AuditEntry['outcome'];
}

/** Writes who looked at, or took out, what; no value of a patient goes into it. */
export async function recordAccess(
  parts: Parts,
  res: Response,
  action: Extract<AuditEntry['action'], 'view' | 'search' | 'reveal' | 'export' | 'download_file'>,
  { subject, filter, rows, reason, outcome = 'done' }: Access,
): Promise<void> {
  await writeAudit(parts.db, {
    ...actorOf(res.req, res),
    at: parts.now(),
    action,
    subject,
    outcome,
    ...(filter && { filter }),
    ...(rows !== undefined && { rowCount: rows }),
    ...(reason && { reason }),
  });
}
