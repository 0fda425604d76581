import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { Db } from '../db/db.js';
import type { ExportFormatName } from '../domain/export-column.js';
import type { JobWatch } from '../domain/job.js';
import { instantOfClock } from '../domain/thai-date.js';
import { readClaimListFilter } from '../figures/claim-list-filter.js';
import { readClaimOrder } from '../figures/claim-order.js';
import { writeAudit } from '../store/audit-log.js';
import { beginExport, finishExport, type StoredExport } from '../store/exports.js';
import { findUsernames } from '../store/usernames.js';
import { exportClaims } from './export-claims.js';
import { exportToFile } from './export-to-file.js';

/** What a job of an export was asked for. */
export interface OrderedExport {
  readonly format: ExportFormatName;
  /** As an address has it; holds no patient's number. */
  readonly filter: Readonly<Record<string, string>>;
  readonly withIdentity: boolean;
  /** As an address has it; absent or null = those that came last first. */
  readonly sort?: string | null | undefined;
  /** Names of columns; absent or null = all. */
  readonly columns?: readonly string[] | null | undefined;
  readonly reason: string | null;
  readonly userId: number | null;
  /**
   * The Gregorian day in Thailand of the order, by which ages are counted, as in the list that was seen. Absent in orders
   * of before this was kept.
   */
  readonly orderedOn?: string | undefined;
}

export interface WriteExportParts {
  readonly db: Db;
  readonly exportDir: string;
  readonly now: () => Date;
}

/** Folder of one export: a job that begins again writes over what it left there. */
export const exportFolder = (exportDir: string, { key }: Pick<StoredExport, 'key'>) =>
  path.join(exportDir, key);

/**
 * Writes an export of claims into its folder, recorded as an export of whoever asked; `filename` names the file when all
 * of it is on the disk. Begun again, it writes the whole file anew, as the claims stand then.
 */
export async function writeExport(
  { db, exportDir, now }: WriteExportParts,
  order: OrderedExport,
  watch: JobWatch,
  jobId: number,
): Promise<void> {
  const key = `exp_${randomBytes(12).toString('base64url')}`;
  const begun = await beginExport(db, { ...order, key, jobId, subject: 'claims' });
  const folder = exportFolder(exportDir, begun);
  await rm(folder, { recursive: true, force: true });
  const { format, withIdentity, columns } = order;
  const filter = readClaimListFilter(order.filter, instantOfClock(order.orderedOn ?? '') ?? now());
  watch.progress({ unit: 'record' });
  const written = await exportToFile(
    ({ filename, rows }) => {
      watch.progress({ of: rows, current: filename });
      return path.join(folder, filename);
    },
    (file) =>
      exportClaims(
        { db, now },
        { filter, format, withIdentity, columns, order: readClaimOrder(order.sort ?? '') },
        {
          ...file,
          signal: watch.signal,
          progress: (rows) => watch.progress({ done: rows }),
        },
      ),
  );
  await finishExport(db, begun.id, written);
  await record(db, order, written.rows, now());
  watch.progress({ done: written.rows, current: null });
  watch.unitDone({
    ...{ unit: 'export/claims', state: 'complete', listed: written.rows, downloaded: 0, already: 0 },
    ...{ failed: 0, imported: 0, problems: [] },
  });
}

async function record(db: Db, order: OrderedExport, rows: number, at: Date): Promise<void> {
  const { userId, filter, format, withIdentity, reason, sort, columns } = order;
  const how = { ...(sort && { sort }), ...(columns && { columns }) };
  const { q, ...asked } = filter;
  const names = await findUsernames(db, [{ userId }]);
  await writeAudit(db, {
    at,
    actorKind: userId === null ? 'job' : 'user',
    actorId: userId,
    actorName: userId === null ? 'export' : (names.get(userId) ?? String(userId)),
    action: 'export',
    subject: 'claims',
    outcome: 'done',
    filter: {
      ...asked,
      ...(q && { by: 'TRAN_ID' }),
      ...how,
      format,
      with_identity: withIdentity,
      into: 'file',
    },
    rowCount: rows,
    ...(reason && { reason }),
  });
}
