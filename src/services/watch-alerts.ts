import type { Db } from '../db/db.js';
import { AppError } from '../domain/errors.js';
import type { Bus } from '../events/bus.js';
import { raiseAlert, settleAlerts } from './raise-alert.js';

/** Matters of the watched folder that need a person. */
export type WatchMatter = 'watch_folder_unusable' | 'watched_file_not_moved';

interface AlertParts {
  readonly db: Db;
  readonly bus: Bus;
}

const keyOf = (matter: WatchMatter) => `watch/${matter}`;

/** The words of a matter, with the system's reason (`ENOENT`, `EACCES`, …). */
export function watchProblem(
  matter: WatchMatter,
  about: { readonly folder: string; readonly file?: string },
  cause: unknown,
): AppError {
  const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : 'error';
  return new AppError(matter, { folder: about.folder, file: about.file ?? '', reason }, { cause });
}

export async function raiseWatchAlert(
  parts: AlertParts,
  matter: WatchMatter,
  problem: AppError,
): Promise<void> {
  await raiseAlert(parts, {
    key: keyOf(matter),
    severity: 'error',
    title: { th: problem.text('th'), en: problem.text('en') },
    details: { ...problem.details, code: problem.code },
  });
}

/** The matter is settled; nothing happens where it was not open. */
export async function closeWatchAlert(parts: AlertParts, matter: WatchMatter): Promise<void> {
  await settleAlerts(parts, [keyOf(matter)]);
}
