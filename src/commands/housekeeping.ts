import type { Db } from '../db/db.js';
import type { Log } from '../log/log.js';
import { deleteOldWindows } from '../store/rate-windows.js';
import { deleteOldSessions } from '../store/user-sessions.js';

const hour = 3_600_000;

/** Takes away what is over: sessions ended a month ago, counted tries of yesterday. Answers what ends it. */
export function startHousekeeping({
  db,
  log,
  now,
}: {
  readonly db: Db;
  readonly log: Log;
  readonly now: () => Date;
}): () => void {
  const clean = async () => {
    const at = now().getTime();
    await deleteOldSessions(db, new Date(at - 30 * 24 * hour));
    await deleteOldWindows(db, new Date(at - 24 * hour));
  };
  const timer = setInterval(() => {
    clean().catch((error: unknown) =>
      log.warn({ err: error }, 'housekeeping failed; it runs again in an hour'),
    );
  }, hour);
  timer.unref();
  return () => clearInterval(timer);
}
