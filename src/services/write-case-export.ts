import { createHash, randomBytes } from 'node:crypto';
import { access, rm } from 'node:fs/promises';
import path from 'node:path';
import { type Db, DbError, type Tx } from '../db/db.js';
import { type CaseExportFormat, caseExportName } from '../domain/case-export.js';
import { AppError } from '../domain/errors.js';
import type { JobWatch } from '../domain/job.js';
import type { ByteSink } from '../formats/format.js';
import { writeAudit } from '../store/audit-log.js';
import {
  beginCaseExport,
  caseExportsBefore,
  deleteCaseExport,
  findCaseExport,
  finishCaseExport,
  isExportName,
} from '../store/case-exports.js';
import type { CaseFilter } from '../store/case-list.js';
import type { Actor } from './actor.js';
import { exportCases } from './export-cases.js';
import { exportToFile } from './export-to-file.js';

/** Days after which a file is taken away. */
const keptDays = 7;

export interface OrderedCaseExport {
  readonly key: string;
  readonly filename: string;
  readonly format: CaseExportFormat;
  readonly filter: CaseFilter;
  readonly reason: string | null;
  readonly by: Actor;
}

interface WriteParts {
  readonly db: Db;
  readonly exportDir: string;
  readonly now: () => Date;
}

/**
 * Sets a name aside that no file has, and orders the file in one transaction with `order`, which answers the number of the
 * job. A second file of one second is numbered.
 */
export async function orderCaseExport<T extends { readonly jobId: number }>(
  { db, exportDir, now }: WriteParts,
  { format, caller }: { readonly format: CaseExportFormat; readonly caller: string },
  order: (tx: Tx, named: { readonly key: string; readonly filename: string }) => Promise<T>,
): Promise<T> {
  const key = `exp_${randomBytes(12).toString('base64url')}`;
  const at = now();
  for (let number = 1; ; number++) {
    const filename = caseExportName(at, format, number);
    if ((await isExportName(db, filename)) || (await exists(path.join(exportDir, filename)))) continue;
    try {
      return await db.transaction(async (tx) => {
        const ordered = await order(tx, { key, filename });
        await beginCaseExport(tx, { key, jobId: ordered.jobId, caller, filename });
        return ordered;
      });
    } catch (error) {
      if (!(error instanceof DbError) || error.kind !== 'duplicate' || number > 100) throw error;
    }
  }
}

async function exists(place: string): Promise<boolean> {
  return await access(place).then(
    () => true,
    () => false,
  );
}

/** Writes the file that was ordered; begun again, it writes the whole of it anew. Recorded as an export of who asked. */
export async function writeCaseExport(
  { db, exportDir, now }: WriteParts,
  order: OrderedCaseExport,
  watch: JobWatch,
): Promise<void> {
  const { key, filename, format, filter, reason, by } = order;
  if ((await findCaseExport(db, key)) === null) throw new AppError('not_found');
  const hash = createHash('sha256');
  const hashed = (out: ByteSink): ByteSink => ({
    write: async (piece) => {
      hash.update(piece);
      await out.write(piece);
    },
  });
  watch.progress({ unit: 'record', current: filename });
  const written = await exportToFile(
    ({ rows }) => {
      watch.progress({ of: rows });
      return path.join(exportDir, filename);
    },
    (file) =>
      exportCases(
        { db, now },
        { filter, format, filename },
        {
          open: async (facts) => hashed(await file.open(facts)),
          progress: (done) => watch.progress({ done }),
          signal: watch.signal,
        },
      ),
  );
  const { rows, bytes } = written;
  await finishCaseExport(db, key, { rows, bytes, sha256: hash.digest('hex') });
  await writeAudit(db, {
    ...by,
    at: now(),
    action: 'export',
    subject: 'cases',
    outcome: 'done',
    filter: { ...filter, format, into: 'file' },
    rowCount: rows,
    ...(reason && { reason }),
  });
  watch.progress({ done: rows, current: null });
  const none = { downloaded: 0, already: 0, failed: 0, imported: 0, problems: [] };
  watch.unitDone({ unit: 'export/cases', state: 'complete', listed: rows, ...none });
}

/** Takes away the files of cases after a week. Answers how many. */
export async function removeOldCaseExports(db: Db, exportDir: string, now: Date): Promise<number> {
  const old = await caseExportsBefore(db, new Date(now.getTime() - keptDays * 24 * 3_600_000));
  for (const { id, filename } of old) {
    for (const name of [filename, `${filename}.part`]) await rm(path.join(exportDir, name), { force: true });
    await deleteCaseExport(db, id);
  }
  return old.length;
}
