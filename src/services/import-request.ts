import { type Db, DbError, type DbErrorKind } from '../db/db.js';
import { AppError } from '../domain/errors.js';
import type { ImportSource } from '../domain/import-result.js';
import type { RepFileName } from '../domain/rep-file-name.js';
import type { Bus } from '../events/bus.js';
import type { ParseLimits } from '../filetypes/file-type.js';
import type { ParseThreads } from '../filetypes/parse-threads.js';
import type { Log } from '../log/log.js';
import type { FollowUp } from './open-follow-up-cases.js';

export interface ImportParts {
  readonly db: Db;
  readonly log: Log;
  readonly bus: Bus;
  readonly limits: ParseLimits;
  /** Keeps a parse thread between the files of a run; without it each file has a thread of its own. */
  readonly threads?: ParseThreads;
  /** Folder in which the bytes of every workbook are kept. */
  readonly downloadDir: string;
  /** Files of another hospital are refused; null = any. */
  readonly hospitalCode: string | null;
  readonly programVersion: string;
  /** Which denials open a case that goes elsewhere; null or absent = none. */
  readonly followUp?: FollowUp | null;
  /** False with DB_TYPE=none. */
  readonly importsClaims: boolean;
}

export interface ImportRequest {
  readonly path: string;
  /** Name by which the file came, where the path has another. */
  readonly name?: string;
  /** What a person said about a file whose name cannot be read. */
  readonly naming?: RepFileName;
  readonly source: ImportSource;
  readonly downloadId?: number | null;
  readonly jobId?: number | null;
  readonly userId?: number | null;
  /** Reads a stored file again, with today's layouts. */
  readonly force?: boolean;
  readonly signal?: AbortSignal;
  /** Rows that were stored since the call before; must not touch the database (one connection when embedded). */
  readonly onRows?: (rows: number) => void;
  /** Called once where the import waits for another one of the hospital; must not touch the database either. */
  readonly onWait?: () => void;
}

/** What a database says of a value, never of itself. */
const valueFaults: readonly DbErrorKind[] = ['value_too_long', 'value_refused', 'duplicate'];

/**
 * A fault of the file itself; null for all else, such as a cancelled import or a database that went away. A value that
 * the database refuses, although its cell was found good, is one too: it must not keep the next files out.
 */
export function fileFaultOf(error: unknown, request: ImportRequest): AppError | null {
  if (request.signal?.aborted === true) return null;
  if (error instanceof DbError && valueFaults.includes(error.kind))
    return new AppError('value_not_storable', { reason: error.message }, { cause: error });
  return error instanceof AppError && error.code !== 'database_unavailable' ? error : null;
}
