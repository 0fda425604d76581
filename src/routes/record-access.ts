import type { Response } from 'express';
import { type AuditEntry, writeAudit } from '../store/audit-log.js';
import type { Parts } from './parts.js';
import { readerOf, userOf } from './reader.js';

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
  const user = userOf(res);
  await writeAudit(parts.db, {
    at: parts.now(),
    actorKind: 'user',
    actorId: user.id,
    actorName: user.username,
    action,
    subject,
    outcome,
    address: res.req.ip ?? '',
    requestId: readerOf(res).requestId,
    ...(filter && { filter }),
    ...(rows !== undefined && { rowCount: rows }),
    ...(reason && { reason }),
  });
}
