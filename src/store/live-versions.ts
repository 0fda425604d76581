import type { Queryable } from '../db/db.js';
import { sql } from '../db/sql.js';

/** When pages' facts last changed, as text to compare: equal text, nothing changed. */
export interface LiveVersions {
  readonly alerts: string;
  readonly grid: string;
  readonly files: string;
  readonly session: string;
}

/** One statement, answered from a few hundred rows: cheap enough to be asked every few seconds. */
export async function findLiveVersions(db: Queryable): Promise<LiveVersions> {
  const row = await db.first<Record<string, string | number | null>>(
    sql`select (select count(*) from alerts where closed_at is null) as open_alerts,
        (select max(updated_at) from alerts) as alerts_at,
        (select count(*) from download_units) as units, (select max(updated_at) from download_units) as units_at,
        (select max(id) from file_imports) as last_import,
        (select max(updated_at) from upstream_sessions) as sessions_at`,
  );
  const versionOf = (...names: readonly string[]) => names.map((name) => row?.[name] ?? '').join(' ');
  return {
    alerts: versionOf('open_alerts', 'alerts_at'),
    grid: versionOf('units', 'units_at'),
    files: versionOf('last_import'),
    session: versionOf('sessions_at'),
  };
}
