import type { Queryable, Tx } from '../db/db.js';
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

/** A matter that is told and stays open is not told again within so many hours. */
export const quietHours = 24;

/** Adds a matter, or counts it once more; one that was closed is open again, from now. */
export async function raiseAlert(db: Queryable, alert: Alert, at: Date): Promise<void> {
  await insertAlert(db, alert, at);
  await openAlert(db, alert, at);
}

/** Leaves a row that exists already as it is; a new one waits to be opened (`times` 0). */
async function insertAlert(db: Queryable, alert: Alert, at: Date): Promise<void> {
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
}

async function openAlert(db: Queryable, alert: Alert, at: Date): Promise<void> {
  // closed_at comes last: MySQL sets the columns one after the other.
  await db.execute(sql`update alerts set first_at = case when closed_at is null then first_at else ${at} end,
    severity = ${alert.severity}, title_th = ${alert.title.th}, title_en = ${alert.title.en},
    details = ${JSON.stringify(alert.details)}, times = times + 1, last_at = ${at}, updated_at = ${at},
    read_at = null, closed_by = null, closed_at = null where alert_key = ${alert.key}`);
  await db.execute(sql`insert into alert_notices (alert_id, kind, severity, at) select id, 'open', severity, ${at} from alerts
    where alert_key = ${alert.key}`);
}

/** What `standAlert` found: newly open, come again, as it was, or seen to by a person who closed it. */
export type Standing = 'opened' | 'again' | 'stands' | 'seen';

/**
 * Keeps a matter that somebody looked at and found standing, as often as it is looked at: it is counted when it is new,
 * gets worse or is another occurrence (`occurrence` in its details changed), and opens again only then where a person
 * closed it. Inside a transaction, so that of two processes one opens it.
 */
export async function standAlert(tx: Tx, alert: Alert, at: Date): Promise<Standing> {
  await insertAlert(tx, alert, at);
  const kept = await tx.first<{
    id: number;
    severity: string;
    details: string;
    times: number;
    read_at: string | null;
    closed_at: string | null;
  }>(
    sql`select id, severity, details, times, read_at, closed_at from alerts where alert_key = ${alert.key} for update`,
  );
  const isNew = kept === null || kept.times === 0;
  const isOver = kept !== null && kept.closed_at !== null && kept.read_at === null;
  const isWorse = kept?.severity !== 'error' && alert.severity === 'error';
  const isOther = kept !== null && occurrenceOf(kept.details) !== (alert.details.occurrence ?? null);
  if (isNew || isOver || isWorse || isOther) {
    await openAlert(tx, alert, at);
    return isNew || kept?.closed_at !== null ? 'opened' : 'again';
  }
  if (kept.closed_at !== null) return 'seen';
  await tx.execute(sql`update alerts set severity = ${alert.severity}, title_th = ${alert.title.th},
    title_en = ${alert.title.en}, details = ${JSON.stringify(alert.details)}, last_at = ${at}, updated_at = ${at}
    where alert_key = ${alert.key}`);
  await remindOf(tx, kept.id, at);
  return 'stands';
}

/** A matter that stands for a day without a word is told again. */
async function remindOf(tx: Tx, id: number, at: Date): Promise<void> {
  const since = new Date(at.getTime() - quietHours * 3_600_000);
  await tx.execute(sql`insert into alert_notices (alert_id, kind, severity, at) select id, 'open', severity, ${at} from alerts
    where id = ${id} and not exists (select 1 from alert_notices n where n.alert_id = alerts.id and n.at > ${since})`);
}

function occurrenceOf(details: string): unknown {
  const read: unknown = JSON.parse(details);
  return typeof read === 'object' && read !== null && 'occurrence' in read ? read.occurrence : null;
}

/**
 * Closes the open matters among these keys; `by` null = their cause is gone, a person = it is seen to, while its cause
 * may stand. Answers how many.
 */
export async function closeAlerts(
  db: Queryable,
  keys: readonly string[],
  at: Date,
  by: number | null,
): Promise<number> {
  if (keys.length === 0) return 0;
  const standing = await db.query<{
    id: number;
    closed_at: string | null;
  }>(sql`select id, closed_at from alerts
    where alert_key in (${join([...keys])}) and (closed_at is null or read_at is not null)`);
  const open = standing.filter((alert) => alert.closed_at === null).map(({ id }) => id);
  if (by === null && standing.length > open.length)
    // Where a person had closed it, it may come again from now on.
    await db.execute(sql`update alerts set read_at = null where closed_at is not null
      and id in (${join(standing.map(({ id }) => id))})`);
  if (open.length === 0) return 0;
  if (by === null)
    await db.execute(sql`insert into alert_notices (alert_id, kind, severity, at) select id, 'resolved', severity, ${at} from alerts
      where closed_at is null and id in (${join(open)})`);
  return await db.execute(sql`update alerts set closed_at = ${at}, closed_by = ${by}, updated_at = ${at},
    read_at = ${by === null ? null : at} where closed_at is null and id in (${join(open)})`);
}

/** Keys that begin so and whose cause stood when it was last looked at: open, or closed by a person. */
export async function standingKeys(db: Queryable, prefix: string): Promise<string[]> {
  const rows = await db.query<{ alert_key: string }>(sql`select alert_key from alerts
    where alert_key like ${`${prefix}%`} and (closed_at is null or read_at is not null) order by id`);
  return rows.map((row) => row.alert_key);
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

/** Open matters whose keys begin so, the newest first; at most 20. */
export function openAlertsUnder(db: Queryable, prefixes: readonly string[]): Promise<AlertRow[]> {
  const begins = prefixes.map((prefix) => sql`a.alert_key like ${`${prefix}%`}`);
  return db.query<AlertRow>(sql`select ${columns} from alerts a left join users u on u.id = a.closed_by
    where a.closed_at is null and (${join(begins, ' or ')}) order by a.id desc limit 20`);
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
