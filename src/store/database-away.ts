import { DbError } from '../db/db.js';
import { AppError } from '../domain/errors.js';

/** Whether an error, or what caused it, says that the database cannot be reached now (and may come back). */
export function isDatabaseAway(error: unknown): boolean {
  if (error instanceof DbError && error.kind === 'unavailable') return true;
  if (error instanceof AppError && error.code === 'database_unavailable') return true;
  return error instanceof Error && error.cause !== undefined && isDatabaseAway(error.cause);
}
