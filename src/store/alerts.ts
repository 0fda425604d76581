import type { Queryable } from '../db/db.js';
import { join, type Sql, sql } from '../db/sql.js';
import type { Alert } from '../domain/alert.js';
import type { FileKind } from '../domain/file-kind.js';

/** One matter as it is kept; instants are ISO 8601 UTC. */
export interface AlertRow {
  readonly id: number;
  readonly alert_key: string;
  readonly severity: string;
  readonly title_th: string;
  readonly title_en: string;
  /** JSON text. */
  readonly details: string;
  readonly first_at: string;
  readonly last_at: string;
  readonly times: number;
  readonly closed_at: string | null;
  /** Who closed it; null = open, or its cause went away by itself. */
  readonly closed_by: string | null;
}

/** Adds a matter, or counts it once more; one that was closed is open again, from now. */
export async function raiseAlert(db: Queryable, alert: Alert, at: Date): Promise<void> {
  const row = {
    alert_key: alert.key,
    severity: alert.severity,
    title_th: alert.title.th,
    title_en: alert.title.en,
    details: JSON.stringify(alert.details),
    first_at: at,
    last_at: at,
    times: 0,
  };
  await db.upsert('alerts', [row], ['alert_key'], []);
  // closed_at comes last: MySQL sets the columns one after the other.
  await db.execute(sql`update alerts set first_at = case when closed_at is null then first_at else ${at} end,
    severity = ${row.severity}, title_th = ${row.title_th}, title_en = ${row.title_en}, details = ${row.details},
    times = times + 1, last_at = ${at}, updated_at = ${at}, closed_by = null, closed_at = null
    where alert_key = ${alert.key}`);
}

/** Closes the open matters among these keys; `by` null = their cause is gone. Answers how many. */
export async function closeAlerts(
  db: Queryable,
  keys: readonly string[],
  at: Date,
  by: number | null,
): Promise<number> {
  if (keys.length === 0) return 0;
  return await db.execute(sql`update alerts set closed_at = ${at}, closed_by = ${by}, updated_at = ${at}
    where closed_at is null and alert_key in (${join([...keys])})`);
}

const columns = sql`a.id, a.alert_key, a.severity, a.title_th, a.title_en, a.details, a.first_at, a.last_at, a.times,
  a.closed_at, u.username as closed_by`;

export interface AlertFilter {
  /** null = open and closed. */
  readonly open: boolean | null;
}

function conditionOf({ open }: AlertFilter): Sql {
  if (open === null) return sql`1 = 1`;
  return open ? sql`a.closed_at is null` : sql`a.closed_at is not null`;
}

/** The newest first; `after` is the id behind which the page begins. */
export function listAlerts(
  db: Queryable,
  filter: AlertFilter,
  { limit, after }: { readonly limit: number; readonly after: number | null },
): Promise<AlertRow[]> {
  const from = after === null ? sql`1 = 1` : sql`a.id < ${after}`;
  return db.query<AlertRow>(sql`select ${columns} from alerts a left join users u on u.id = a.closed_by
    where ${conditionOf(filter)} and ${from} order by a.id desc limit ${limit}`);
}

export async function* eachAlert(db: Queryable, filter: AlertFilter): AsyncGenerator<AlertRow> {
  let after: number | null = null;
  for (;;) {
    const rows: AlertRow[] = await listAlerts(db, filter, { limit: 500, after });
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.id;
  }
}

export function findAlert(db: Queryable, id: number): Promise<AlertRow | null> {
  return db.first<AlertRow>(
    sql`select ${columns} from alerts a left join users u on u.id = a.closed_by where a.id = ${id}`,
  );
}

/** Whether the alert about the file `id` was closed: where the matter still stands, a person has seen to it. */
export function isSeen(kind: FileKind, id: Sql, matter: 'failed' | 'controls'): Sql {
  const begin = kind === 'rep' ? sql`'file/rep/'` : sql`'file/stm/'`;
  const end = matter === 'failed' ? sql`'/failed'` : sql`'/controls'`;
  return sql`exists (select 1 from alerts a where a.alert_key = concat(${begin}, ${id}, ${end})
    and a.closed_at is not null)`;
}

export async function countAlerts(
  db: Queryable,
): Promise<{ readonly open: number; readonly closed: number }> {
  const row = await db.first<{ all_alerts: number; open_alerts: number }>(
    sql`select count(*) as all_alerts, count(*) - count(closed_at) as open_alerts from alerts`,
  );
  const open = Number(row?.open_alerts ?? 0);
  return { open, closed: Number(row?.all_alerts ?? 0) - open };
}
